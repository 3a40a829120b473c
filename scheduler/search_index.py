"""Keeping what can be found true: one hook, in the transaction of whatever deed changes it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, delete, event, insert, inspect, select, update
from sqlalchemy.orm import Session, UOWTransaction

from models.committees import CabinetApproval, Committee, Discharge, Instrument, LegalBasis, Obligation
from models.consultations import Consultation
from models.database import db
from models.outbox import MailBatch, OutgoingMail
from models.people import Agency, Person
from models.places import DutyStation, Venue
from models.resolutions import CabinetResolution
from models.search import SearchEntry
from models.sessions import Block, CommitteeSession, HeadOverride, SessionDay, SessionRevision
from scheduler.changes import history_of
from scheduler.queries.search_words import Fields, words_on_file
from vocabulary.states import SearchKind

NOTED = "samai_search_noted"
ENTRIES: Table = SearchEntry.__table__  # type: ignore[assignment] # SQLAlchemy's own, wider type

EVERY = None
"""All things of a kind: what a city or a committee is called stands in every session of it."""

Touched = Iterator[tuple[SearchKind, int | None]]


def own(kind: SearchKind, *fields: str) -> Callable[[Any], Touched]:
    """The thing that the row itself is; where fields are named, only when one of them changed."""

    def touched(row: Any) -> Touched:
        if not fields or any(history_of(inspect(row), field).has_changes() for field in fields):
            yield kind, row.id

    return touched


def about_committee(row: Any) -> Touched:
    """The committee that one of its parts belongs to."""
    number = row.committee_id if hasattr(row, "committee_id") else None
    yield SearchKind.COMMITTEE, number


def renamed_committee(row: Committee) -> Touched:
    """A committee itself; every session is called after its committee."""
    yield SearchKind.COMMITTEE, row.id
    yield SearchKind.SESSION, EVERY


def about_place(_row: object) -> Touched:
    """A city or a building: of which sessions, the rows will tell."""
    yield SearchKind.SESSION, EVERY


def about_block(row: Block) -> Touched:
    """The session whose days these are."""
    yield SearchKind.SESSION, row.session_id


def about_session(row: Any) -> Touched:
    """The session that one of its parts, or a word on its delegation, belongs to."""
    yield SearchKind.SESSION, row.session_id


def about_evidence(row: Discharge) -> Touched:
    """What shows that a duty was met stands with its committee, and with the session that it was met before."""
    yield SearchKind.COMMITTEE, EVERY
    if row.session_id is not None:
        yield SearchKind.SESSION, row.session_id


def about_letter(row: OutgoingMail) -> Touched:
    """The batch of a letter, when it is new or goes to another address; that it was sent changes no words."""
    if row.batch_id is not None and history_of(inspect(row), "address").has_changes():
        yield SearchKind.LETTER, row.batch_id


SOURCES: Mapping[type, Callable[[Any], Touched]] = {
    Agency: own(SearchKind.AGENCY),
    Block: about_block,
    CabinetApproval: about_committee,
    CabinetResolution: about_session,
    Committee: renamed_committee,
    CommitteeSession: own(SearchKind.SESSION),
    Consultation: own(SearchKind.CONSULTATION),
    Discharge: about_evidence,
    DutyStation: about_place,
    HeadOverride: about_session,
    Instrument: about_committee,
    LegalBasis: about_committee,
    MailBatch: own(SearchKind.LETTER, "state"),
    Obligation: about_committee,
    OutgoingMail: about_letter,
    Person: own(SearchKind.PERSON),
    SessionDay: about_session,
    SessionRevision: about_session,
    Venue: about_place,
}
"""Whatever words come from: a row of these that comes, goes or changes may change what can be found."""


@event.listens_for(db.session, "after_flush")
def note_words(session: Session, _context: UOWTransaction) -> None:
    """Remember whose words may have changed."""
    for row in (*session.new, *session.deleted, *session.dirty):
        source = SOURCES.get(type(row))
        if source is not None:
            session.info.setdefault(NOTED, set()).update(source(row))


@event.listens_for(db.session, "before_commit")
def write_words(session: Session) -> None:
    """Write anew what has changed, in the same transaction; nothing where nothing did."""
    session.flush()
    by_kind: dict[SearchKind, set[int | None]] = defaultdict(set)
    for kind, number in session.info.pop(NOTED, ()):
        by_kind[kind].add(number)
    for kind, numbers in by_kind.items():
        refresh(kind, None if EVERY in numbers else {number for number in numbers if number is not None})


@event.listens_for(db.session, "after_soft_rollback")
def forget_words(session: Session, _previous: object) -> None:
    """What was undone changes nothing."""
    session.info.pop(NOTED, None)


def refresh(kind: SearchKind, numbers: Iterable[int] | None) -> int:
    """Make the entries of these things, or of all of a kind, say what their rows say; how many were written."""
    wanted = None if numbers is None else list(numbers)
    here = [ENTRIES.c.kind == kind] + ([] if wanted is None else [ENTRIES.c.subject_id.in_(wanted)])
    kept = {row.subject_id: row for row in db.session.execute(select(ENTRIES).where(*here))}
    told = words_on_file(kind, wanted)
    gone = [row.id for number, row in kept.items() if number not in told]
    new = [{"kind": kind, "subject_id": number, **fields} for number, fields in told.items() if number not in kept]
    changed = {row.id: told[number] for number, row in kept.items() if number in told and differs(row, told[number])}
    write(gone, new, changed=changed)
    return len(gone) + len(new) + len(changed)


def write(gone: Sequence[int], new: Sequence[Mapping[str, object]], *, changed: Mapping[int, Fields]) -> None:
    """Take entries out, add others, and let those of these numbers say something else."""
    if gone:
        db.session.execute(delete(ENTRIES).where(ENTRIES.c.id.in_(gone)))
    if new:
        db.session.execute(insert(ENTRIES), new)
    for number, fields in changed.items():
        db.session.execute(update(ENTRIES).where(ENTRIES.c.id == number).values(**fields))


def differs(row: Any, fields: Fields) -> bool:
    """Whether an entry says something else than its row now does."""
    return any(getattr(row, name) != value for name, value in fields.items())
