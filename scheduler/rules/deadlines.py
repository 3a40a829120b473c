"""Deadlines by whose clock they are set, and the last office hour at home before them, when the work must be done."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from scheduler.rules.breaks import break_marks
from scheduler.rules.lengths import too_long
from scheduler.rules.office_days import ClosedDays, OfficeDay, office_day
from scheduler.rules.zones import HOME_HOURS
from vocabulary.days import in_zone
from vocabulary.deadlines import DeadlineCard
from vocabulary.refusals import Invalid, Refusal
from vocabulary.text import N_, Bilingual, clean_line
from vocabulary.zones import clocks

LONGEST = 200
FARTHEST = 40
"""Days that are looked at before a deadline: no office is closed for longer."""

NO_NAME = N_("Enter what is due, in Thai, in English or in both.")
NO_CLOCK = N_("Choose by whose clock the deadline is: the United Nations go by New York’s, also in Vienna.")


@dataclass(frozen=True, slots=True)
class Effective:
    """When something that is due must be done at the desk, and why not later.

    `ends` is the last office hour at home, or None where a day on the way is not known; `skipped` are the days between
    it and the deadline, the latest first, on which offices are closed or not known to be open. `is_earlier` unless the
    deadline itself falls into office hours.
    """

    deadline: datetime
    ends: datetime | None
    skipped: tuple[OfficeDay, ...]
    is_earlier: bool


def instant_of(card: DeadlineCard) -> datetime:
    """The instant of a deadline; of an hour that a change of the clocks shows twice, the first."""
    return datetime.combine(card.day, card.clock, ZoneInfo(card.tzid)).astimezone(UTC)


def effective(card: DeadlineCard, *, home: str, closed: ClosedDays | None) -> Effective:
    """The last office hour at home, by its zone, at or before a deadline."""
    deadline = instant_of(card)
    local, (opens, shuts) = in_zone(deadline, home), HOME_HOURS
    day = local.date() if local.time() > opens else local.date() - timedelta(days=1)
    skipped: list[OfficeDay] = []
    for earlier in range(FARTHEST):
        found = office_day(day - timedelta(days=earlier), closed)
        if found.is_open:
            last = min(local, datetime.combine(found.day, shuts, ZoneInfo(home)))
            return Effective(deadline, last.astimezone(UTC), tuple(skipped), is_earlier=last < local)
        skipped.append(found)
        if found.is_open is None:
            break
    return Effective(deadline, None, tuple(skipped), is_earlier=True)


def checked_deadline(card: DeadlineCard) -> DeadlineCard:
    """The deadline with clean lines; refused without a name or a clock that is known."""
    card = replace(
        card, name=Bilingual(clean_line(card.name.en), clean_line(card.name.th)), source=clean_line(card.source)
    )
    lines = {"name_th": card.name.th, "name_en": card.name.en, "origin": card.source}
    problems = [] if card.name.en or card.name.th else [Refusal(NO_NAME, field="name_th")]
    if card.tzid not in {clock.tzid for clock in clocks()}:
        problems.append(Refusal(NO_CLOCK, field="tzid"))
    problems += too_long(LONGEST, **lines) + break_marks(**lines)
    if problems:
        raise Invalid(problems)
    return card
