"""The cells of the reply matrix: one query and one pass over what it finds, however many there are.

There are thousands of cells and a few dozen that differ: each of those is made once and goes by its number.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, case, func, select, type_coerce

from models.calendar_entries import CalendarEntry
from models.database import db, written
from models.invitations import Answer, Invitation
from models.outbox import OutgoingMail
from scheduler.rules.replies import ANSWERED, ReplyState, Voice, deciding, stands
from vocabulary.days import local_day
from vocabulary.states import AnswerSource, MailState, PartStat
from vocabulary.text import Bilingual

INSTANT = 26
"""How long an instant is as text."""

DAY = 10
NO_INSTANT = " " * INSTANT
NOBODY = -1
HAND = "hand"
BY_HAND = NO_INSTANT + HAND
"""What stands for the last letter about a meeting that has none, because it is classified."""

WAY = "|"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows of one reply: the state, since which day, in which way, and from whom where several differ."""

    state: ReplyState
    day: date | None = None
    source: AnswerSource | None = None
    name: Bilingual | None = None


Cell = tuple[Shown, ...]
NOT_ASKED: Cell = (Shown(ReplyState.NOT_INVITED),)

Party = int
"""Who answers once: an agency's number, or, below zero, that of a person who speaks for none."""

Asked = tuple[int, int, int | None, int, int | None, str, str | None]
"""One invitation: the numbers of meeting, invitation, agency, person and the answer that counts, and two texts.

The first is that answer: its instant, what it says, its way. Where none counts it is the last letter: its instant and
state; and then the second is the last answer of all: its instant and way.
"""


Told = tuple[date | None, str, str | None]
"""What tells cells apart: the day of the first of these texts, its rest, and the second."""


@dataclass(frozen=True, slots=True)
class Place:
    """A meeting's place in the matrix, the zone whose days it goes by, and whether it has no letters."""

    number: int
    tzid: str
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Cells:
    """Every cell that differs, and by party the numbers of its cells, meeting by meeting."""

    palette: tuple[Cell, ...]
    lines: Mapping[Party, Sequence[int]]


def asked_to(entry_ids: Collection[int]) -> Sequence[Asked]:
    """Everybody who is asked to these meetings, with what a cell shows of it; one query."""
    found: Any = db.session.execute(everybody_asked(), {"entries": entry_ids}).all()
    rows: Sequence[Asked] = found
    return rows


@cache
def everybody_asked() -> Select[Any]:
    """The question behind it; an answer that counts spares the look at letters and older answers."""
    invitation, entry = Invitation.__table__.c, CalendarEntry.__table__.c
    standing, answer = Answer.__table__.alias("standing"), Answer.__table__.c
    latest = select(func.max(answer.id)).where(
        answer.invitation_id == invitation.id, answer.sequence >= entry.material_sequence
    )
    counts = and_(
        standing.c.id == latest.scalar_subquery(), plain(standing.c.partstat).in_([each.value for each in ANSWERED])
    )
    said = written(standing.c.said_at) + plain(standing.c.partstat) + WAY + plain(standing.c.source)
    return (
        select(
            invitation.entry_id,
            invitation.id,
            invitation.agency_id,
            invitation.person_id,
            standing.c.id,
            func.coalesce(said, last_letter(invitation.id), NO_INSTANT),
            case((standing.c.id.is_(None), last_answer(invitation.id))),
        )
        .join_from(Invitation.__table__, CalendarEntry.__table__, entry.id == invitation.entry_id)
        .outerjoin(standing, counts)
        .where(
            invitation.entry_id.in_(bindparam("entries", expanding=True)),
            invitation.person_id.is_not(None),
            invitation.withdrawn_at.is_(None),
        )
    )


def last_letter(invitation_id: ColumnElement[int]) -> ColumnElement[str]:
    """When the last letter that was let go was sent, and its state; the draft's where none was."""
    mail = OutgoingMail.__table__.c
    state = plain(mail.state)
    return (
        select(func.coalesce(written(mail.sent_at), NO_INSTANT) + state)
        .where(mail.invitation_id == invitation_id, state != MailState.DROPPED.value)
        .order_by(state == MailState.DRAFT.value, mail.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def last_answer(invitation_id: ColumnElement[int]) -> ColumnElement[str]:
    """When the last answer of all was given, and in which way; none where a correction says that there was none."""
    answer = Answer.__table__.alias("last").c
    text = written(answer.said_at) + plain(answer.source)
    return (
        select(case((plain(answer.partstat) != PartStat.NEEDS_ACTION.value, text)))
        .where(answer.invitation_id == invitation_id)
        .order_by(answer.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def plain(column: ColumnElement[Any]) -> ColumnElement[str]:
    """An enum's column as the word that is stored."""
    return type_coerce(column, String)


def cells_of(rows: Sequence[Asked], places: Mapping[int, Place], *, names: Mapping[int, Bilingual]) -> Cells:
    """What each party's cells are, by the meetings' calendar entries; `names` are the people's."""
    palette = Palette(names)
    numbers = palette.numbers_of(rows, places)
    lines: dict[Party, list[int]] = {}
    crowds: dict[tuple[Party, int], list[int]] = {}
    for index, row in enumerate(rows):
        party, place = row[2] or -row[3], places[row[0]].number
        line = lines.get(party)
        if line is None:
            line = lines[party] = [NOBODY] * len(places)
        if line[place] == NOBODY:
            line[place] = index
        else:
            crowds.setdefault((party, place), [line[place]]).append(index)
    numbers.append(0)  # at the place that NOBODY names
    for line in lines.values():
        line[:] = map(numbers.__getitem__, line)
    for (party, place), crowd in crowds.items():
        lines[party][place] = palette.together([(rows[index], numbers[index]) for index in crowd])
    return Cells(tuple(palette.cells), lines)


def people_of(rows: Sequence[Asked]) -> Mapping[Party, list[int]]:
    """By party, the numbers of the people who are asked for it, in the order of their invitations."""
    found: dict[Party, list[int]] = {}
    for agency_id, person_id in set(map(itemgetter(2, 3), rows)):
        found.setdefault(agency_id or -person_id, []).append(person_id)
    crowds = {party for party, people in found.items() if len(people) > 1}
    first: dict[Party, dict[int, int]] = {party: {} for party in crowds}
    for _, invitation_id, agency_id, person_id, *_ in rows if crowds else ():
        if agency_id in crowds:
            own = first[agency_id]
            own[person_id] = min(invitation_id, own.get(person_id, invitation_id))
    for party, own in first.items():
        found[party].sort(key=own.__getitem__)
    return found


@dataclass(slots=True)
class Palette:
    """The cells that differ, each with its number; the first is that of whoever is not asked."""

    names: Mapping[int, Bilingual]
    cells: list[Cell] = field(default_factory=lambda: [NOT_ASKED])
    known: dict[Told | Cell, int] = field(default_factory=dict)

    def numbers_of(self, rows: Sequence[Asked], places: Mapping[int, Place]) -> list[int]:
        """The cell of each person alone."""
        calendars = {place.tzid: Days(place.tzid) for place in places.values()}
        days_at = {entry_id: calendars[place.tzid] for entry_id, place in places.items()}
        numbers = []
        by_hand = {entry_id for entry_id, place in places.items() if place.by_hand}
        for entry_id, _, _, _, answer_id, told, last in rows:
            days = days_at[entry_id]
            text = BY_HAND if answer_id is None and entry_id in by_hand else told
            key = (days.of(text), text[INSTANT:], last)
            number = self.known.get(key)
            numbers.append(self.learn(key, (shown(key, days),)) if number is None else number)
        return numbers

    def learn(self, key: Told | Cell, cell: Cell) -> int:
        """The number of a cell from now on."""
        number = self.known[key] = len(self.cells)
        self.cells.append(cell)
        return number

    def together(self, crowd: Iterable[tuple[Asked, int]]) -> int:
        """The cell of an agency with several people."""
        people = sorted(crowd, key=lambda person: person[0][1])
        voices = [Voice(self.cells[number][0].state, given(row)) for row, number in people]
        chosen = [people[number] for number in deciding(voices)]
        if len(chosen) == 1:
            return chosen[0][1]
        cell = tuple(replace(self.cells[number][0], name=self.names[row[3]]) for row, number in chosen)
        number = self.known.get(cell)
        return self.learn(cell, cell) if number is None else number


def given(row: Asked) -> tuple[str, int] | None:
    """By when an answer that counts was given, and of two given at once by which was recorded later."""
    return None if row[4] is None else (row[5][:INSTANT], row[4])


def shown(told: Told, days: "Days") -> Shown:
    """A cell's reply: of an answer and its way, or of a letter's state."""
    day, what, last = told
    said, _, way = what.partition(WAY)
    if way:
        return Shown(stands(PartStat(said), None, earlier=True), day, AnswerSource(way))
    mail = MailState(what) if what and what != HAND else None
    state = stands(None, mail, earlier=last is not None, by_hand=what == HAND)
    if last is not None and state is ReplyState.EARLIER_TIME:
        return Shown(state, days.of(last), AnswerSource(last[INSTANT:]))
    return Shown(state, day)


class Days:
    """The days of a zone, by instants as text."""

    def __init__(self, tzid: str) -> None:
        self.tzid = tzid
        self.turns: dict[str, tuple[str, date | None, date | None]] = {NO_INSTANT[:DAY]: (NO_INSTANT, None, None)}

    def of(self, instant: str) -> date | None:
        """The day it is there; of no instant, none."""
        turn = self.turns.get(instant[:DAY]) or self.learn(instant[:DAY])
        return turn[1] if instant < turn[0] else turn[2]

    def learn(self, day: str) -> tuple[str, date | None, date | None]:
        """When the day changes there, on a day of UTC: the day before and after."""
        begins = datetime.fromisoformat(day).replace(tzinfo=UTC)
        before, after = (local_day(at, self.tzid) for at in (begins, begins + timedelta(days=1, microseconds=-1)))
        midnight = datetime.combine(after, time.min, ZoneInfo(self.tzid)).astimezone(UTC)
        turn = self.turns[day] = (f"{midnight:%Y-%m-%d %H:%M:%S}", before, after)
        return turn
