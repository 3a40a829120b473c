"""What tells who knows of a meeting: the rows of letters, states and fetched calendars, one query each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from models.calendar_entries import CalendarEntry, Revision
from models.database import db
from models.feeds import FeedSubscription
from models.invitations import Answer, Invitation
from models.outbox import MailBatch, MailBody, OutgoingMail
from models.people import Agency, Person
from scheduler.rules.frozen_facts import thawed
from vocabulary.invite import MeetingFacts
from vocabulary.states import BatchState, MailState, PartStat


def people_asked(entry_ids: Collection[int]) -> Sequence[Any]:
    """Everybody who was ever invited, with what was last released to each."""
    return db.session.execute(
        select(
            Invitation.id,
            Invitation.entry_id,
            Invitation.participation,
            Invitation.withdrawn_at,
            Invitation.told_method,
            Revision.sequence.label("told"),
            Person.id.label("person_id"),
            Person.name_en,
            Person.name_th,
            Person.phone,
            Person.email,
            Agency.id.label("agency_id"),
            Agency.name_en.label("agency_en"),
            Agency.name_th.label("agency_th"),
            Agency.abbreviation_en,
            Agency.abbreviation_th,
        )
        .join(Person, Person.id == Invitation.person_id)
        .outerjoin(Agency, Agency.id == Invitation.agency_id)
        .outerjoin(Revision, Revision.id == Invitation.told_revision_id)
        .where(Invitation.entry_id.in_(entry_ids))
        .order_by(Invitation.id)
    ).all()


def present_states(entry_ids: Collection[int]) -> dict[int, int]:
    """By entry, from which state on somebody knows the time and place: a draft that changes them counts already."""
    drafted = (
        select(MailBatch.entry_id, func.max(Revision.material_sequence).label("sequence"))
        .join(OutgoingMail, OutgoingMail.batch_id == MailBatch.id)
        .join(MailBody, MailBody.id == OutgoingMail.body_id)
        .join(Revision, Revision.id == MailBody.revision_id)
        .where(MailBatch.entry_id.in_(entry_ids), MailBatch.state == BatchState.DRAFT)
        .group_by(MailBatch.entry_id)
        .subquery()
    )
    rows = db.session.execute(
        select(CalendarEntry.id, CalendarEntry.material_sequence, drafted.c.sequence)
        .outerjoin(drafted, drafted.c.entry_id == CalendarEntry.id)
        .where(CalendarEntry.id.in_(entry_ids))
    )
    return {number: max(issued, waiting or 0) for number, issued, waiting in rows}


def letters_to(invitation_ids: Collection[int]) -> dict[int, list[Any]]:
    """By invitation, every letter that was let go and not superseded, the oldest first."""
    rows = db.session.execute(
        select(
            OutgoingMail.id,
            OutgoingMail.invitation_id,
            OutgoingMail.state,
            OutgoingMail.reply_text,
            OutgoingMail.sent_at,
            MailBatch.released_at,
            MailBody.kind,
            Revision.sequence,
        )
        .join(MailBody, MailBody.id == OutgoingMail.body_id)
        .join(Revision, Revision.id == MailBody.revision_id)
        .outerjoin(MailBatch, MailBatch.id == OutgoingMail.batch_id)
        .where(
            OutgoingMail.invitation_id.in_(invitation_ids),
            OutgoingMail.state.not_in([MailState.DRAFT, MailState.DROPPED]),
        )
        .order_by(OutgoingMail.id)
    )
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.invitation_id, []).append(row)
    return found


def answers_last(invitation_ids: Collection[int]) -> dict[int, Any]:
    """By invitation, the last answer ever given, also one to an earlier time; none where a correction says so."""
    latest = select(func.max(Answer.id)).where(Answer.invitation_id.in_(invitation_ids)).group_by(Answer.invitation_id)
    rows = db.session.execute(
        select(Answer.invitation_id, Answer.partstat, Answer.said_at, Answer.sequence).where(
            Answer.id.in_(latest), Answer.partstat != PartStat.NEEDS_ACTION
        )
    )
    return {row.invitation_id: row for row in rows}


@dataclass(frozen=True, slots=True)
class States:
    """Every state of some meetings by entry and number, thawed when it is asked for."""

    stored: Mapping[tuple[int, int], dict[str, Any]]
    known: dict[tuple[int, int], MeetingFacts] = field(default_factory=dict)

    def at(self, entry_id: int, sequence: int) -> MeetingFacts | None:
        """The meeting as letters told of it under this number, where they did."""
        state = (entry_id, sequence)
        if state not in self.known and state in self.stored:
            self.known[state] = thawed(self.stored[state])
        return self.known.get(state)


def states_of(entry_ids: Collection[int]) -> States:
    """Every state of these meetings: one number has one time and place."""
    rows = db.session.execute(
        select(Revision.entry_id, Revision.sequence, Revision.facts)
        .where(Revision.entry_id.in_(entry_ids))
        .order_by(Revision.id)
    )
    return States({(entry_id, sequence): facts for entry_id, sequence, facts in rows})


def fetched_by(person_ids: Collection[int]) -> dict[int, datetime]:
    """By person, when a program last fetched the private calendar."""
    rows = db.session.execute(
        select(FeedSubscription.person_id, func.max(FeedSubscription.last_read_at))
        .where(
            FeedSubscription.person_id.in_(person_ids),
            FeedSubscription.revoked_at.is_(None),
            FeedSubscription.last_read_at.is_not(None),
        )
        .group_by(FeedSubscription.person_id)
    )
    return {person_id: at for person_id, at in rows if at is not None}
