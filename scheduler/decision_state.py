"""The meetings that a decision about sessions concerns, with everybody whom their letters reach."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from models.calendar_entries import CalendarEntry
from models.consultations import Consultation
from models.database import db
from models.invitations import Answer, Invitation
from models.people import Mailbox
from models.sessions import CommitteeSession
from scheduler.drafts import issued
from scheduler.facts import facts_of
from scheduler.histories import (
    Last,
    Reader,
    held_by,
    invitations_to,
    is_reached,
    last_told,
    moved_from,
    reader_at,
    reader_of,
    sent_to,
    untried,
    written_elsewhere,
)
from scheduler.queries.answers import standing_answers
from scheduler.queries.decisions import decision_state
from scheduler.rules.decision_meetings import cities_after
from scheduler.rules.decision_state import MeetingState, Reached, State
from scheduler.rules.frozen_facts import thawed
from scheduler.rules.letters_due import Holder, Told
from scheduler.session_circles import invited_circles
from vocabulary.invite import Desk, MeetingFacts
from vocabulary.states import ConsultationStatus, PartStat


def state_for(session_ids: Collection[int], *, desk: Desk, now: datetime) -> State:
    """The world as it is, with the consultations that prepare for these sessions and their invited delegations."""
    state = decision_state(now)
    rows = db.session.scalars(
        select(Consultation)
        .where(
            Consultation.session_id.in_(session_ids),
            Consultation.status == ConsultationStatus.PLANNED,
            Consultation.starts > now,
        )
        .options(
            joinedload(Consultation.committee),
            joinedload(Consultation.convener),
            joinedload(Consultation.committee_session).joinedload(CommitteeSession.duty_station),
            joinedload(Consultation.entry).joinedload(CalendarEntry.issued_revision),
            selectinload(Consultation.agencies),
            selectinload(Consultation.papers),
        )
        .order_by(Consultation.starts, Consultation.id)
    ).all()
    people = People.of(rows)
    sessions = db.session.scalars(select(CommitteeSession).where(CommitteeSession.id.in_(session_ids))).all()
    return replace(
        state,
        meetings=tuple(meeting_state(row, people, state=state, desk=desk) for row in rows),
        circles=invited_circles(sessions, desk=desk),
    )


def meeting_state(row: Consultation, people: "People", *, state: State, desk: Desk) -> MeetingState:
    """A consultation that is yet to begin, with what its letters would say now, before any decision."""
    if row.starts is None or row.ends is None:
        raise ValueError("a consultation that is yet to begin has an hour")
    facts = facts_of(row, desk, cities=cities_after(state, {}, committee_id=row.committee_id))
    return MeetingState(
        consultation_id=row.id,
        session_id=row.session_id,
        title=row.title,
        starts=row.starts,
        ends=row.ends,
        tzid=row.tzid,
        reply_by=row.reply_by,
        facts=facts,
        issued=issued(row.entry),
        begins=row.entry.sequence,
        reached=tuple(people.reached_by(row)),
        is_classified=row.classification.is_marked,
    )


@dataclass
class People:
    """Everybody invited to some consultations and what each was last told; read once for all of them."""

    by_entry: dict[int, list[Invitation]]
    lasts: dict[int, Last]
    mailboxes: dict[int, Mailbox]
    answers: Mapping[int, Answer]
    held: Mapping[int, frozenset[str]]
    moved: Mapping[int, str]
    facts: dict[int, MeetingFacts] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[Consultation]) -> "People":
        """The invitations of these consultations, and the mailboxes of the agencies they invite."""
        found = invitations_to([row.entry_id for row in rows])
        ids = [one.id for one in found]
        waiting = untried(ids)
        agencies = {listed.agency_id for row in rows for listed in row.agencies}
        boxes = db.session.scalars(
            select(Mailbox).where(Mailbox.agency_id.in_(agencies)).options(joinedload(Mailbox.agency))
        )
        by_entry: defaultdict[int, list[Invitation]] = defaultdict(list)
        for one in found:
            by_entry[one.entry_id].append(one)
        lasts = {one.id: last_told(one, waiting.get(one.id)) for one in found}
        moved = moved_from(found, sent_to(written_elsewhere(ids)))
        return cls(by_entry, lasts, {box.agency_id: box for box in boxes}, standing_answers(ids), held_by(ids), moved)

    def reached_by(self, row: Consultation) -> list[Reached]:
        """Everybody whom letters of this consultation reach, mailboxes that will begin with the next ones included."""
        invitations, listed = self.by_entry.get(row.entry_id, []), {one.agency_id for one in row.agencies}
        known = {one.agency_id for one in invitations if one.is_copy}
        new = [self.mailboxes[number] for number in sorted(listed & self.mailboxes.keys() - known)]
        present = [self.reached(one, listed=listed) for one in invitations if is_reached(one)]
        return [*present, *map(reached_first, new)]

    def reached(self, one: Invitation, *, listed: Collection[int]) -> Reached:
        """One person or mailbox; a mailbox is told as long as its agency is invited."""
        reader, last = reader_of(one), self.lasts.get(one.id, Last(None, None))
        wanted = one.agency_id in listed if one.is_copy else one.withdrawn_at is None
        answer, moved = self.answers.get(one.id), self.moved.get(one.id, "")
        holder = Holder(one.id, wanted=wanted, told=self.told_by(last), moved_from=moved)
        return replace(
            reached(reader, holder, agency_id=one.agency_id),
            person_id=one.person_id,
            role=one.participation,
            answer=PartStat.NEEDS_ACTION if answer is None else answer.partstat,
            held=self.held.get(one.id, frozenset()),
        )

    def told_by(self, last: Last) -> Told | None:
        """What somebody was last told; a revision is thawed once, however many were told it."""
        if last.revision is None or last.method is None:
            return None
        if last.revision.id not in self.facts:
            self.facts[last.revision.id] = thawed(last.revision.facts)
        return Told(last.method, last.revision.sequence, self.facts[last.revision.id])


def reached_first(mailbox: Mailbox) -> Reached:
    """A mailbox that will begin with the next letters; it has no invitation yet."""
    holder = Holder(-mailbox.agency_id, wanted=True, told=None)
    return reached(reader_at(mailbox), holder, agency_id=mailbox.agency_id)


def reached(reader: Reader, holder: Holder, *, agency_id: int | None) -> Reached:
    """Somebody whom letters reach."""
    return Reached(holder, reader.name, reader.address, reader.language, agency_id=agency_id)
