"""Meetings of which people are reminded: consultations, and the runs of a session's days, as one kind of thing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CompoundSelect, select
from sqlalchemy.orm import contains_eager, joinedload

from models.calendar_entries import CalendarEntry
from models.committees import Committee
from models.consultations import Consultation
from models.database import db
from models.sessions import Block, BlockIdentity, CommitteeSession
from scheduler.queries.occasions import CONSULTATION
from scheduler.queries.session_lines import name_of
from scheduler.queries.session_topics import stay_of, topic_of
from scheduler.rules.double_bookings import SESSION, midnight
from scheduler.rules.frozen_facts import thawed
from scheduler.rules.letters_due import essentials
from scheduler.rules.session_facts import Identity, run_facts
from vocabulary.decisions import Place
from vocabulary.invite import MeetingFacts
from vocabulary.states import ConsultationStatus, SessionStatus
from vocabulary.text import Bilingual

TO_COME = (SessionStatus.PROVISIONAL, SessionStatus.CONFIRMED)
"""Of sessions that are on in no other way anybody is reminded: not of one that was suspended, or is off."""


@dataclass(frozen=True, slots=True)
class RemindedMeeting:
    """One entry in calendars, with all that decides whether people are reminded of it, and when.

    `facts` are those that its letters told last, None where none left; `plan` is what now decides whether they still
    hold. `is_open` tells whether it takes place and its people may be written to.
    """

    place: Place
    entry_id: int
    committee_id: int
    home_id: int
    title: Bilingual
    sequence: int
    facts: MeetingFacts | None
    plan: tuple[object, ...]
    is_open: bool

    @property
    def is_session(self) -> bool:
        """Whether it is a run of a session's days."""
        return self.place.kind == SESSION

    @property
    def starts(self) -> datetime | None:
        """When it starts, as its people were told: a run of days with the midnight of its first one there."""
        if self.facts is None:
            return None
        if self.facts.first_day is not None:
            return midnight(self.facts.first_day, self.facts.tzid)
        return self.facts.starts


def entries_of_committee(committee_id: int) -> CompoundSelect[int]:
    """By what calendars know the meetings of a committee, to be asked for within other questions."""
    ours = select(Consultation.entry_id).where(Consultation.committee_id == committee_id)
    theirs = (
        select(BlockIdentity.entry_id)
        .join(CommitteeSession, CommitteeSession.id == BlockIdentity.session_id)
        .where(CommitteeSession.committee_id == committee_id)
    )
    return ours.union(theirs)


def entries_to_come(committee_ids: Collection[int] | None) -> set[int]:
    """By what calendars know those that may still take place, of these committees or of all; two queries."""
    ours = select(Consultation.entry_id).where(Consultation.status == ConsultationStatus.PLANNED)
    theirs = (
        select(Block.entry_id)
        .join(CommitteeSession, CommitteeSession.id == Block.session_id)
        .where(CommitteeSession.status.in_(TO_COME))
    )
    if committee_ids is not None:
        ours = ours.where(Consultation.committee_id.in_(committee_ids))
        theirs = theirs.where(CommitteeSession.committee_id.in_(committee_ids))
    return {*db.session.scalars(ours), *db.session.scalars(theirs)}


def reminded_meetings(entry_ids: Collection[int]) -> list[RemindedMeeting]:
    """These meetings; as many queries for one as for many, and none about sessions where there is none."""
    rows = db.session.scalars(
        select(Consultation)
        .join(Consultation.entry)
        .where(Consultation.entry_id.in_(entry_ids))
        .options(
            contains_eager(Consultation.entry).joinedload(CalendarEntry.issued_revision),
            joinedload(Consultation.committee),
        )
    ).unique()
    found = [of_consultation(row) for row in rows]
    return found if len(found) == len(entry_ids) else [*found, *runs_of_days(entry_ids)]


def of_consultation(row: Consultation) -> RemindedMeeting:
    """A consultation; of one that is classified nobody is reminded."""
    planned = row.status is ConsultationStatus.PLANNED and not row.classification.is_marked
    return RemindedMeeting(
        place=Place(CONSULTATION, row.id),
        entry_id=row.entry_id,
        committee_id=row.committee_id,
        home_id=row.committee.home_id,
        title=row.title,
        sequence=row.entry.material_sequence,
        facts=facts_in(row.entry),
        plan=(row.starts, row.ends, None, None, row.tzid, row.place, row.modality),
        is_open=planned and is_told(row.entry),
    )


def runs_of_days(entry_ids: Collection[int]) -> Iterator[RemindedMeeting]:
    """Runs of sessions' days, and what calendars know of sessions that have fewer of them by now."""
    rows = db.session.scalars(
        select(BlockIdentity)
        .where(BlockIdentity.entry_id.in_(entry_ids))
        .options(
            joinedload(BlockIdentity.entry).joinedload(CalendarEntry.issued_revision),
            joinedload(BlockIdentity.committee_session).options(
                joinedload(CommitteeSession.committee).joinedload(Committee.coordinator),
                joinedload(CommitteeSession.duty_station),
                joinedload(CommitteeSession.blocks).options(joinedload(Block.duty_station), joinedload(Block.venue)),
            ),
        )
        .order_by(BlockIdentity.id)
    ).unique()
    for row in rows:
        yield of_run(row)


def of_run(row: BlockIdentity) -> RemindedMeeting:
    """One of them; one that rests is not open."""
    session = row.committee_session
    block = next((one for one in session.blocks if one.entry_id == row.entry_id), None)
    plan = () if block is None else essentials(run_facts(topic_of(session), stay_of(block), identity=Identity("")))
    return RemindedMeeting(
        place=Place(SESSION, session.id),
        entry_id=row.entry_id,
        committee_id=session.committee_id,
        home_id=session.committee.home_id,
        title=name_of(session),
        sequence=row.entry.material_sequence,
        facts=facts_in(row.entry),
        plan=plan,
        is_open=block is not None and session.status in TO_COME and is_told(row.entry),
    )


def facts_in(entry: CalendarEntry) -> MeetingFacts | None:
    """The meeting as its letters last told of it."""
    return None if entry.issued_revision is None else thawed(entry.issued_revision.facts)


def is_told(entry: CalendarEntry) -> bool:
    """Whether its letters last told that it takes place."""
    return entry.issued_revision is not None and not entry.issued_revision.cancelled
