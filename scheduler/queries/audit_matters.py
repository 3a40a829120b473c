"""What an entry of the audit is about: a thing with its parts, as a consultation with its invitations and answers.

An entry is about a thing where the thing, or a part of it, is the deed's subject or was changed by the deed. A part
that is on file no more is found by the subject: whatever takes parts away names the thing that they were part of.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union
from sqlalchemy.orm import aliased

from models.audit import AuditRow, AuditValue
from models.committees import ApprovedAgency, CabinetApproval, Discharge, HeadRule, Instrument, LegalBasis, Obligation
from models.consultations import Consultation, InvitedAgency, Paper
from models.deadlines import Deadline
from models.delegations import Delegate, Delegation
from models.hand_overs import HandOver
from models.inbound import ReceivedMail
from models.invitations import Answer, Invitation
from models.outbox import MailBatch, OutgoingMail
from models.people import FocalPoint, Mailbox, OfficeHolder
from models.places import ClosedDay, ClosedYear, Venue
from models.reminders import ReminderLadder, ReminderPause
from models.resolutions import CabinetResolution, ResolvedMatter
from models.sessions import Block, BlockIdentity, HeadOverride, OverridingHead, SessionDay
from models.substitutions import Substitution
from vocabulary.states import Matter, Trace

Numbers = Sequence[int]
Ids = Select[Any] | Numbers
Part = tuple[str, Ids]
"""A table, and which of its rows are meant."""

SUBJECTS: Mapping[str, str] = {
    "batch": "mail_batch",
    "feed": "feed_subscription",
    "mail": "outgoing_mail",
    "session": "committee_session",
}
"""Subjects of deeds that are called otherwise than their tables."""
BY_TABLE = {table: subject for subject, table in SUBJECTS.items()}

KINDS: Mapping[Matter, tuple[str, ...]] = {
    Matter.CONSULTATION: (
        "consultation",
        "invitation",
        "invited_agency",
        "answer",
        "substitution",
        "paper",
        "mail_batch",
        "received_mail",
        "reminder_pause",
    ),
    Matter.SESSION: (
        "committee_session",
        "block",
        "head_override",
        "overriding_head",
        "delegation",
        "delegate",
        "deadline",
        "cabinet_resolution",
        "resolved_matter",
        "discharge",
        "session_day",
        "invitation",
        "answer",
        "mail_batch",
    ),
    Matter.PERSON: (
        "person",
        "people",
        "focal_point",
        "hand_over",
        "office_holder",
        "feed_subscription",
        "other_address",
    ),
    Matter.AGENCY: ("agency", "focal_point", "hand_over", "mailbox"),
    Matter.POST: ("post", "office_holder"),
    Matter.COMMITTEE: (
        "committee",
        "instrument",
        "cabinet_approval",
        "approved_agency",
        "head_rule",
        "legal_basis",
        "obligation",
        "discharge",
        "reminder_ladder",
    ),
    Matter.LETTER: ("outgoing_mail", "mail_batch"),
    Matter.PLACE: ("duty_station", "venue", "mission"),
    Matter.CALENDAR: ("closure_list", "closed_day", "closed_year"),
    Matter.SERVICE: ("installation", "search", "demonstration", "audit"),
}
"""Which tables and subjects belong to a matter, whatever thing of it is meant."""


OFTEN = frozenset({Matter.CONSULTATION, Matter.SESSION, Matter.PERSON})
"""What is asked about so often that a page of it is soon full, however long the audit is."""


@dataclass(frozen=True, slots=True)
class About:
    """One thing that is asked about, or every one of its matter."""

    matter: Matter
    number: int | None = None


def consultation(numbers: Numbers) -> Iterator[Part]:
    """A consultation: whom it invites, what they answered, what it encloses, and its letters."""
    entries = select(Consultation.entry_id).where(Consultation.id.in_(numbers))
    invitations = select(Invitation.id).where(Invitation.entry_id.in_(entries))
    yield "consultation", numbers
    yield "invitation", invitations
    yield "answer", select(Answer.id).where(Answer.invitation_id.in_(invitations))
    yield "substitution", select(Substitution.id).where(Substitution.invitation_id.in_(invitations))
    yield "invited_agency", select(InvitedAgency.id).where(InvitedAgency.consultation_id.in_(numbers))
    yield "paper", select(Paper.id).where(Paper.consultation_id.in_(numbers))
    yield "mail_batch", select(MailBatch.id).where(MailBatch.entry_id.in_(entries))
    yield "outgoing_mail", select(OutgoingMail.id).where(OutgoingMail.invitation_id.in_(invitations))
    yield "received_mail", select(ReceivedMail.id).where(ReceivedMail.entry_id.in_(entries))
    yield "reminder_pause", select(ReminderPause.id).where(ReminderPause.entry_id.in_(entries))


def session(numbers: Numbers) -> Iterator[Part]:
    """A session: its days, who leads, its delegation and letters, what Cabinet resolved, evidence of promises."""
    delegations = select(Delegation.id).where(Delegation.session_id.in_(numbers))
    yield "committee_session", numbers
    yield "block", select(Block.id).where(Block.session_id.in_(numbers))
    yield "session_day", select(SessionDay.id).where(SessionDay.session_id.in_(numbers))
    overrides = select(HeadOverride.id).where(HeadOverride.session_id.in_(numbers))
    yield "head_override", overrides
    yield "overriding_head", select(OverridingHead.id).where(OverridingHead.override_id.in_(overrides))
    yield "delegation", delegations
    yield "delegate", select(Delegate.id).where(Delegate.delegation_id.in_(delegations))
    yield "deadline", select(Deadline.id).where(Deadline.session_id.in_(numbers))
    resolutions = select(CabinetResolution.id).where(CabinetResolution.session_id.in_(numbers))
    yield "cabinet_resolution", resolutions
    yield "resolved_matter", select(ResolvedMatter.id).where(ResolvedMatter.resolution_id.in_(resolutions))
    yield "discharge", select(Discharge.id).where(Discharge.session_id.in_(numbers))
    entries = select(BlockIdentity.entry_id).where(BlockIdentity.session_id.in_(numbers))
    invitations = select(Invitation.id).where(Invitation.entry_id.in_(entries))
    yield "invitation", invitations
    yield "answer", select(Answer.id).where(Answer.invitation_id.in_(invitations))
    yield "mail_batch", select(MailBatch.id).where(MailBatch.entry_id.in_(entries))
    yield "outgoing_mail", select(OutgoingMail.id).where(OutgoingMail.invitation_id.in_(invitations))


def agency(numbers: Numbers) -> Iterator[Part]:
    """An agency: through whom it is invited, who hands over, its mailbox, its place in an approval."""
    yield "agency", numbers
    yield "focal_point", select(FocalPoint.id).where(FocalPoint.agency_id.in_(numbers))
    yield "hand_over", select(HandOver.id).where(HandOver.agency_id.in_(numbers))
    yield "mailbox", select(Mailbox.id).where(Mailbox.agency_id.in_(numbers))
    yield "approved_agency", select(ApprovedAgency.id).where(ApprovedAgency.agency_id.in_(numbers))


def post(numbers: Numbers) -> Iterator[Part]:
    """A post: who holds it, and where it leads."""
    yield "post", numbers
    yield "office_holder", select(OfficeHolder.id).where(OfficeHolder.post_id.in_(numbers))
    yield "head_rule", select(HeadRule.id).where(HeadRule.post_id.in_(numbers))


def committee(numbers: Numbers) -> Iterator[Part]:
    """A committee: what it rests on, its approval, and what is owed."""
    approvals = select(CabinetApproval.id).where(CabinetApproval.committee_id.in_(numbers))
    yield "committee", numbers
    yield "instrument", select(Instrument.id).where(Instrument.committee_id.in_(numbers))
    yield "cabinet_approval", approvals
    yield "approved_agency", select(ApprovedAgency.id).where(ApprovedAgency.approval_id.in_(approvals))
    yield "head_rule", select(HeadRule.id).where(HeadRule.approval_id.in_(approvals))
    yield "legal_basis", select(LegalBasis.id).where(LegalBasis.approval_id.in_(approvals))
    duties = select(Obligation.id).where(Obligation.committee_id.in_(numbers))
    yield "obligation", duties
    yield "discharge", select(Discharge.id).where(Discharge.obligation_id.in_(duties))
    yield "reminder_ladder", select(ReminderLadder.id).where(ReminderLadder.committee_id.in_(numbers))


def letter(numbers: Numbers) -> Iterator[Part]:
    """A letter, and the release that it went out by."""
    yield "outgoing_mail", numbers
    yield "mail_batch", select(OutgoingMail.batch_id).where(OutgoingMail.id.in_(numbers))


def place(numbers: Numbers) -> Iterator[Part]:
    """A city with its buildings."""
    yield "duty_station", numbers
    yield "venue", select(Venue.id).where(Venue.duty_station_id.in_(numbers))


def calendar(numbers: Numbers) -> Iterator[Part]:
    """A list of closed days, with its days and the years that it has as a whole."""
    yield "closure_list", numbers
    yield "closed_day", select(ClosedDay.id).where(ClosedDay.closure_list_id.in_(numbers))
    yield "closed_year", select(ClosedYear.id).where(ClosedYear.closure_list_id.in_(numbers))


PARTS: Mapping[Matter, Callable[[Numbers], Iterator[Part]]] = {
    Matter.CONSULTATION: consultation,
    Matter.SESSION: session,
    Matter.PERSON: lambda numbers: iter([("person", numbers)]),
    Matter.AGENCY: agency,
    Matter.POST: post,
    Matter.COMMITTEE: committee,
    Matter.LETTER: letter,
    Matter.PLACE: place,
    Matter.CALENDAR: calendar,
    Matter.SERVICE: lambda _numbers: iter([]),
}


def numbers_about(things: Iterable[About]) -> Iterator[Select[int]]:
    """The numbers of the entries about any of these, as statements to be united."""
    by_matter: dict[Matter, list[int | None]] = {}
    for thing in things:
        by_matter.setdefault(thing.matter, []).append(thing.number)
    for matter, asked in by_matter.items():
        numbers = [number for number in asked if number is not None]
        if len(numbers) < len(asked) or matter is Matter.SERVICE:
            yield from of_matter(matter)
        else:
            for part in PARTS[matter](numbers):
                yield from of_part(part)
            if matter is Matter.PERSON:
                yield told_of(numbers).where(AuditValue.what != Trace.ACTOR)


def of_matter(matter: Matter) -> Iterator[Select[int]]:
    """Whatever is about anything of a matter."""
    yield select(AuditRow.number).where(AuditRow.subject_kind.in_(subjects_of(matter)))
    yield select(AuditValue.row_number).where(AuditValue.kind.in_(KINDS[matter]))


def of_part(part: Part) -> Iterator[Select[int]]:
    """Whatever has these rows for its subject, or has changed them."""
    kind, ids = part
    subject = BY_TABLE.get(kind, kind)
    yield select(AuditRow.number).where(AuditRow.subject_kind == subject, AuditRow.subject_id.in_(ids))
    changed = select(AuditValue.row_number).where(AuditValue.kind == kind, AuditValue.object_id.in_(ids))
    yield changed.where(since_added())


def since_added() -> ColumnElement[bool]:
    """Only from where a row was added: SQLite gives the number of one that was taken out to the next."""
    earlier = aliased(AuditValue)
    added = select(func.max(earlier.row_number)).where(
        earlier.kind == AuditValue.kind, earlier.object_id == AuditValue.object_id, earlier.what == Trace.ADDED
    )
    return AuditValue.row_number >= func.coalesce(added.scalar_subquery(), 0)


def told_of(people: Numbers) -> Select[int]:
    """Whatever tells of these people, as those who acted or those it was about."""
    return select(AuditValue.row_number).where(AuditValue.person_id.in_(people))


def with_people(people: Numbers) -> ColumnElement[bool]:
    """Whether an entry is by one of these people, or about one of them.

    One person's entries are few enough to be gathered; of several, every entry is looked at until a page is full.
    """
    subject = (AuditRow.subject_kind == "person", AuditRow.subject_id.in_(people))
    if len(people) == 1:
        return AuditRow.number.in_(union(told_of(people), select(AuditRow.number).where(*subject)))
    told = exists().where(AuditValue.row_number == AuditRow.number, AuditValue.person_id.in_(people))
    return or_(told, and_(*subject))


def is_about(things: Sequence[About]) -> ColumnElement[bool]:
    """Whether an entry is about any of these things.

    Of a matter that most entries are about, every entry is looked at until a page is full; else they are gathered.
    """
    matters = {thing.matter for thing in things if thing.number is None}
    if len(things) == 1 and matters & OFTEN:
        (matter,) = matters
        told = exists().where(AuditValue.row_number == AuditRow.number, AuditValue.kind.in_(KINDS[matter]))
        return or_(AuditRow.subject_kind.in_(subjects_of(matter)), told)
    return AuditRow.number.in_(union(*numbers_about(things)))


def subjects_of(matter: Matter) -> list[str]:
    """What deeds call the tables of a matter."""
    return [BY_TABLE.get(kind, kind) for kind in KINDS[matter]]
