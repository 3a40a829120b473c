"""What letters invite to, whichever of the two it is: a consultation, or a session with its runs of days."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.calendar_entries import CalendarEntry
from models.committees import Committee
from models.consultations import Consultation
from models.database import db
from models.sessions import Block, BlockIdentity, CommitteeSession
from scheduler.queries.consultations import NOT_HERE
from scheduler.queries.session_lines import name_of
from scheduler.queries.sessions import NO_SESSION
from scheduler.rules.double_bookings import SESSION, midnight
from scheduler.rules.session_facts import OFF
from vocabulary.actor import Actor
from vocabulary.decisions import Place
from vocabulary.plan import Days
from vocabulary.refusals import NotFound
from vocabulary.states import ConsultationStatus, SessionStatus
from vocabulary.text import Bilingual

CONSULTATION = "consultation"


@dataclass(frozen=True, slots=True)
class Part:
    """What is one entry in calendars: the whole consultation, or one run of a session's days.

    `days` is None for what has hours; `is_off` is one that does not take place, or not on any known day.
    """

    entry_id: int
    material: int
    starts: datetime | None
    days: Days | None = None
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    """A meeting as a page about its invited names it; a session has as many parts as runs of days, those at rest last.

    `is_open` tells whether answers to it are still recorded.
    """

    place: Place
    title: Bilingual
    committee: Bilingual
    tzid: str
    is_open: bool
    is_classified: bool
    parts: tuple[Part, ...]

    @property
    def is_session(self) -> bool:
        """Whether it is one of the committee's, whose delegates answer each for himself or herself."""
        return self.place.kind == SESSION

    @property
    def entry_ids(self) -> tuple[int, ...]:
        """By what calendars know it."""
        return tuple(part.entry_id for part in self.parts)

    @property
    def several(self) -> bool:
        """Whether it has several runs of days, so that each invitation says of which."""
        return len(self.parts) > 1

    def material(self, entry_id: int) -> int:
        """From which number answers to this entry count."""
        return next(part.material for part in self.parts if part.entry_id == entry_id)

    @property
    def starts(self) -> datetime | None:
        """When it begins."""
        return min((part.starts for part in self.parts if part.starts and not part.is_off), default=None)

    @property
    def days(self) -> tuple[Days, ...]:
        """The runs of days on which it meets."""
        return tuple(part.days for part in self.parts if part.days is not None)


def occasion_at(place: Place, *, actor: Actor) -> Occasion:
    """One of them, for the desk alone."""
    found = occasions_of([place]) if actor.is_desk else []
    if not found:
        raise NotFound(NO_SESSION if place.kind == SESSION else NOT_HERE)
    return found[0]


def place_at(entry_id: int) -> Place | None:
    """The meeting that calendars know by this; None where it is none of ours."""
    ours = db.session.scalar(select(Consultation.id).where(Consultation.entry_id == entry_id))
    if ours is not None:
        return Place(CONSULTATION, ours)
    theirs = db.session.scalar(select(BlockIdentity.session_id).where(BlockIdentity.entry_id == entry_id))
    return None if theirs is None else Place(SESSION, theirs)


def sessions_at(entry_ids: Collection[int]) -> dict[int, Occasion]:
    """By calendar entry, the session that it is days of; no query where there is none to ask for."""
    if not entry_ids:
        return {}
    rows = db.session.execute(
        select(BlockIdentity.entry_id, BlockIdentity.session_id).where(BlockIdentity.entry_id.in_(entry_ids))
    ).all()
    found = {one.place.number: one for one in of_sessions({number for _, number in rows})}
    return {entry_id: found[number] for entry_id, number in rows}


def entries_beside(entry_id: int) -> list[int]:
    """By what calendars know the whole meeting that this is a part of: every run of a session's days."""
    own = select(BlockIdentity.session_id).where(BlockIdentity.entry_id == entry_id).scalar_subquery()
    runs = db.session.scalars(select(BlockIdentity.entry_id).where(BlockIdentity.session_id == own)).all()
    return list(runs) or [entry_id]


def occasions_of(places: Iterable[Place]) -> list[Occasion]:
    """Several, those that begin first before the others; three queries where there are both kinds."""
    numbers: dict[str, list[int]] = {}
    for place in places:
        numbers.setdefault(place.kind, []).append(place.number)
    found = [*of_consultations(numbers.get(CONSULTATION, ())), *of_sessions(numbers.get(SESSION, ()))]
    return sorted(found, key=lambda one: (one.starts is None, one.starts, one.place.kind, one.place.number))


def of_consultations(numbers: Collection[int]) -> list[Occasion]:
    """The consultations of these numbers."""
    if not numbers:
        return []
    rows = db.session.scalars(
        select(Consultation)
        .where(Consultation.id.in_(numbers))
        .options(joinedload(Consultation.committee), joinedload(Consultation.entry))
    )
    return [of_consultation(row) for row in rows]


def of_consultation(row: Consultation) -> Occasion:
    """A consultation, which is one meeting at one hour."""
    planned = row.status is ConsultationStatus.PLANNED
    return Occasion(
        place=Place(CONSULTATION, row.id),
        title=row.title,
        committee=row.committee.short_name,
        tzid=row.tzid,
        is_open=planned,
        is_classified=row.classification.is_marked,
        parts=(Part(row.entry_id, row.entry.material_sequence, row.starts, is_off=not planned),),
    )


def of_sessions(numbers: Collection[int]) -> list[Occasion]:
    """The sessions of these numbers, by their runs; two queries."""
    if not numbers:
        return []
    rows = db.session.scalars(
        select(CommitteeSession)
        .where(CommitteeSession.id.in_(numbers))
        .options(
            joinedload(CommitteeSession.committee).joinedload(Committee.home),
            joinedload(CommitteeSession.duty_station),
            joinedload(CommitteeSession.blocks).options(joinedload(Block.duty_station), joinedload(Block.entry)),
        )
        .order_by(CommitteeSession.id)
    ).unique()
    known = identities_of(numbers)
    return [of_session(row, known.get(row.id, {})) for row in rows]


def identities_of(numbers: Collection[int]) -> Mapping[int, Mapping[int, int]]:
    """By session and calendar entry, the state from which answers count."""
    rows = db.session.execute(
        select(BlockIdentity.session_id, CalendarEntry.id, CalendarEntry.material_sequence)
        .join(CalendarEntry, CalendarEntry.id == BlockIdentity.entry_id)
        .where(BlockIdentity.session_id.in_(numbers))
        .order_by(BlockIdentity.position)
    )
    found: dict[int, dict[int, int]] = {}
    for session_id, entry_id, material in rows:
        found.setdefault(session_id, {})[entry_id] = material
    return found


def of_session(row: CommitteeSession, known: Mapping[int, int]) -> Occasion:
    """A session, which begins with the midnight of its first day there."""
    off = row.status in OFF
    met = [
        Part(
            block.entry_id,
            block.entry.material_sequence,
            midnight(block.opens, row.committee.home.tzid if block.station is None else block.station.tzid),
            Days(block.opens, block.closes),
            is_off=off,
        )
        for block in row.blocks
    ]
    taken = {part.entry_id for part in met}
    resting = [Part(number, material, None, is_off=True) for number, material in known.items() if number not in taken]
    return Occasion(
        place=Place(SESSION, row.id),
        title=name_of(row),
        committee=row.committee.short_name,
        tzid=row.committee.home.tzid,
        is_open=not off and row.status is not SessionStatus.HELD,
        is_classified=False,
        parts=(*met, *resting),
    )
