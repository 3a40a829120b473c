"""A closed day before it is kept, and what was planned on it already: that is said, and moves by nobody's hand."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.rules.breaks import break_marks
from scheduler.rules.clashes import Busy, clashes
from scheduler.rules.lengths import too_long
from scheduler.rules.office_days import ClosedDays, office_day
from vocabulary.closed_days import ClosedDayCard
from vocabulary.days import in_zone
from vocabulary.refusals import Invalid, Refusal
from vocabulary.text import N_, Bilingual, clean_line

LONGEST = 200
FARTHEST = timedelta(days=60)
"""How far after a closed day another one is looked for."""

NO_NAME = N_("Enter the name in Thai, in English or in both.")


@dataclass(frozen=True, slots=True)
class Booked:
    """A consultation that is planned on a day: its hour, where one is known, who is asked, how many hold a letter."""

    consultation_id: int
    title: Bilingual
    day: date
    starts: datetime | None
    ends: datetime | None
    tzid: str
    people: frozenset[int] = frozenset()
    held: int = 0


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A later day for a consultation; `is_known` unless no list of closed days is on file for that year."""

    day: date
    is_known: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A consultation on a closed day, and the next day on which its hour is free, if there is one."""

    booked: Booked
    free: FreeDay | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A session that meets in the city on a closed day."""

    session_id: int
    name: Bilingual
    committee: Bilingual
    opens: date
    closes: date


@dataclass(frozen=True, slots=True)
class Effect:
    """What stands on a closed day."""

    day: date
    hits: tuple[Hit, ...] = ()
    sittings: tuple[Sitting, ...] = ()

    @property
    def count(self) -> int:
        """How many consultations and sessions that are."""
        return len(self.hits) + len(self.sittings)


def digest_of(effects: Sequence[Effect]) -> str:
    """Tells what was shown from anything else; empty where there was nothing to show."""
    told = [effect for effect in effects if effect.count]
    return hashlib.sha256(repr(told).encode()).hexdigest() if told else ""


def checked_day(card: ClosedDayCard) -> ClosedDayCard:
    """The day with clean lines; refused without a name, or where a line is too long."""
    card = replace(
        card, name=Bilingual(clean_line(card.name.en), clean_line(card.name.th)), source=clean_line(card.source)
    )
    lines = {"name_th": card.name.th, "name_en": card.name.en, "origin": card.source}
    nothing = [] if card.name.en or card.name.th else [Refusal(NO_NAME, field="name_th")]
    problems = nothing + too_long(LONGEST, **lines) + break_marks(**lines)
    if problems:
        raise Invalid(problems)
    return card


def with_day(closed: ClosedDays, card: ClosedDayCard, *, instead_of: date | None = None) -> ClosedDays:
    """The list as it would be with this day, in the place of another one where it moves."""
    days = {day: name for day, name in closed.days.items() if day != instead_of}
    return replace(closed, days={**days, card.day: card.name})


def first_free_day(booked: Booked, closed: ClosedDays | None, *, busy: Sequence[Busy]) -> FreeDay | None:
    """The first later day on which offices are open and nobody who is asked is booked at that hour."""
    own = [one for one in busy if one.person_id in booked.people]
    for number in range(1, FARTHEST.days + 1):
        day = booked.day + timedelta(days=number)
        is_open = office_day(day, closed).is_open
        if is_open is not False and not is_taken(booked, day, busy=own):
            return FreeDay(day, is_known=is_open is not None)
    return None


def is_taken(booked: Booked, day: date, *, busy: Sequence[Busy]) -> bool:
    """Whether somebody is booked at the consultation's hour on another day; without an hour nobody can say so."""
    if booked.starts is None or booked.ends is None:
        return False
    starts = datetime.combine(day, in_zone(booked.starts, booked.tzid).time(), ZoneInfo(booked.tzid))
    return bool(clashes(starts, starts + (booked.ends - booked.starts), busy=busy))
