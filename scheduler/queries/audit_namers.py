"""How the rows of each table are called by the audit, and on whose page each is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import joinedload

from models.committees import (
    ApprovedAgency,
    CabinetApproval,
    Committee,
    Discharge,
    HeadRule,
    Instrument,
    LegalBasis,
    Obligation,
)
from models.consultations import Consultation, InvitedAgency, Paper
from models.deadlines import Deadline
from models.delegations import Delegate, Delegation
from models.feeds import FeedSubscription
from models.hand_overs import HandOver
from models.inbound import ReceivedMail
from models.invitations import Answer, Invitation
from models.outbox import MailBatch, OutgoingMail
from models.people import Agency, FocalPoint, Mailbox, Mission, OfficeHolder, OtherAddress, Person, Post
from models.places import ClosedDay, ClosedYear, ClosureList, DutyStation, Venue
from models.reminders import ReminderLadder, ReminderPause
from models.resolutions import CabinetResolution, ResolvedMatter
from models.sessions import Block, CommitteeSession, HeadOverride, OverridingHead, SessionDay
from models.substitutions import Substitution
from scheduler.queries.audit_values import Ref
from scheduler.queries.session_lines import name_of
from vocabulary.days import both_eras
from vocabulary.text import Bilingual

NOTHING = Bilingual("")


@dataclass(frozen=True, slots=True)
class Namer:
    """How the rows of a table are named; `entry` is the calendar entry of the meeting that a row belongs to."""

    model: Any
    title: Callable[[Any], Bilingual]
    page: Callable[[Any], Ref | None] = lambda _row: None
    options: tuple[Any, ...] = ()
    entry: Callable[[Any], int | None] = lambda _row: None


def beside(*parts: Bilingual) -> Bilingual:
    """Several names as one, the empty ones left out."""
    several = [part for part in parts if part.en or part.th]
    return Bilingual(
        " · ".join(one.plain.en or one.plain.th for one in several),
        " · ".join(one.plain.th or one.plain.en for one in several),
    )


def same(text: str) -> Bilingual:
    """One text for both languages."""
    return Bilingual(text, text)


def own(kind: str) -> Callable[[Any], Ref]:
    """The row's own page."""
    return lambda row: Ref(kind, row.id)


def of(kind: str, column: str) -> Callable[[Any], Ref | None]:
    """The page of the row that a column names."""
    return lambda row: None if getattr(row, column) is None else Ref(kind, getattr(row, column))


def addressee(row: Invitation) -> Bilingual:
    """Whom an invitation is for: a person, else the agency to whose mailbox it goes."""
    if row.person is not None:
        return row.person.name
    return NOTHING if row.agency is None else row.agency.abbreviation


FOR = (joinedload(Invitation.person), joinedload(Invitation.agency))
NAMERS: Mapping[str, Namer] = {
    "person": Namer(Person, lambda row: row.name, own("person")),
    "agency": Namer(Agency, lambda row: row.name, own("agency")),
    "mission": Namer(Mission, lambda row: row.name),
    "post": Namer(Post, lambda row: row.title, own("post")),
    "duty_station": Namer(DutyStation, lambda row: row.name),
    "venue": Namer(Venue, lambda row: row.name),
    "closure_list": Namer(ClosureList, lambda row: row.name, own("closure_list")),
    "closed_day": Namer(
        ClosedDay,
        lambda row: beside(row.closure_list.name, row.name),
        of("closure_list", "closure_list_id"),
        (joinedload(ClosedDay.closure_list),),
    ),
    "closed_year": Namer(
        ClosedYear,
        lambda row: beside(row.closure_list.name, both_eras(row.year)),
        of("closure_list", "closure_list_id"),
        (joinedload(ClosedYear.closure_list),),
    ),
    "committee": Namer(Committee, lambda row: row.short_name, own("committee")),
    "instrument": Namer(Instrument, lambda row: same(row.title), of("committee", "committee_id")),
    "obligation": Namer(Obligation, lambda row: row.text, of("committee", "committee_id")),
    "discharge": Namer(
        Discharge,
        lambda row: row.obligation.text,
        lambda row: Ref("committee", row.obligation.committee_id),
        (joinedload(Discharge.obligation),),
    ),
    "reminder_ladder": Namer(
        ReminderLadder,
        lambda row: beside(row.committee.short_name, NOTHING if row.agency is None else row.agency.abbreviation),
        of("committee", "committee_id"),
        (joinedload(ReminderLadder.committee), joinedload(ReminderLadder.agency)),
    ),
    "reminder_pause": Namer(ReminderPause, lambda _row: NOTHING, entry=lambda row: row.entry_id),
    "legal_basis": Namer(LegalBasis, lambda row: row.title),
    "cabinet_approval": Namer(
        CabinetApproval,
        lambda row: row.committee.short_name,
        of("committee", "committee_id"),
        (joinedload(CabinetApproval.committee),),
    ),
    "approved_agency": Namer(
        ApprovedAgency, lambda row: row.agency.name, of("agency", "agency_id"), (joinedload(ApprovedAgency.agency),)
    ),
    "head_rule": Namer(
        HeadRule,
        lambda row: beside(row.duty_station.name, row.post.title),
        of("post", "post_id"),
        (joinedload(HeadRule.duty_station), joinedload(HeadRule.post)),
    ),
    "committee_session": Namer(CommitteeSession, name_of, own("committee_session")),
    "block": Namer(
        Block,
        lambda row: name_of(row.committee_session),
        of("committee_session", "session_id"),
        (joinedload(Block.committee_session),),
    ),
    "session_day": Namer(
        SessionDay,
        lambda row: name_of(row.committee_session),
        of("committee_session", "session_id"),
        (joinedload(SessionDay.committee_session),),
    ),
    "head_override": Namer(
        HeadOverride,
        lambda row: name_of(row.committee_session),
        of("committee_session", "session_id"),
        (joinedload(HeadOverride.committee_session),),
    ),
    "overriding_head": Namer(
        OverridingHead,
        lambda row: beside(row.person.name, name_of(row.override.committee_session)),
        lambda row: Ref("committee_session", row.override.session_id),
        (
            joinedload(OverridingHead.person),
            joinedload(OverridingHead.override).joinedload(HeadOverride.committee_session),
        ),
    ),
    "delegation": Namer(
        Delegation,
        lambda row: name_of(row.committee_session),
        of("committee_session", "session_id"),
        (joinedload(Delegation.committee_session),),
    ),
    "deadline": Namer(
        Deadline,
        lambda row: beside(name_of(row.committee_session), row.name),
        of("committee_session", "session_id"),
        (joinedload(Deadline.committee_session),),
    ),
    "delegate": Namer(Delegate, lambda row: row.person.name, of("person", "person_id"), (joinedload(Delegate.person),)),
    "cabinet_resolution": Namer(
        CabinetResolution, lambda row: same(row.document), of("committee_session", "session_id")
    ),
    "resolved_matter": Namer(
        ResolvedMatter,
        lambda row: beside(same(row.resolution.document), *(one.name for one in (row.person, row.agency) if one)),
        lambda row: Ref("committee_session", row.resolution.session_id),
        (
            joinedload(ResolvedMatter.resolution),
            joinedload(ResolvedMatter.person),
            joinedload(ResolvedMatter.agency),
        ),
    ),
    "focal_point": Namer(
        FocalPoint,
        lambda row: beside(row.person.name, row.agency.abbreviation),
        of("agency", "agency_id"),
        (joinedload(FocalPoint.person), joinedload(FocalPoint.agency)),
    ),
    "hand_over": Namer(
        HandOver,
        lambda row: beside(row.person.name, row.agency.abbreviation),
        of("agency", "agency_id"),
        (joinedload(HandOver.person), joinedload(HandOver.agency)),
    ),
    "mailbox": Namer(Mailbox, lambda row: row.agency.name, of("agency", "agency_id"), (joinedload(Mailbox.agency),)),
    "office_holder": Namer(
        OfficeHolder,
        lambda row: beside(row.person.name, row.post.title),
        of("post", "post_id"),
        (joinedload(OfficeHolder.person), joinedload(OfficeHolder.post)),
    ),
    "consultation": Namer(Consultation, lambda row: row.title, own("consultation")),
    "invited_agency": Namer(InvitedAgency, lambda row: row.agency.name, of("consultation", "consultation_id")),
    "paper": Namer(Paper, lambda row: same(row.name), of("consultation", "consultation_id")),
    "invitation": Namer(Invitation, addressee, options=FOR, entry=lambda row: row.entry_id),
    "answer": Namer(
        Answer,
        lambda row: addressee(row.invitation),
        options=(joinedload(Answer.invitation).options(*FOR),),
        entry=lambda row: row.invitation.entry_id,
    ),
    "substitution": Namer(
        Substitution,
        lambda row: addressee(row.invitation),
        options=(joinedload(Substitution.invitation).options(*FOR),),
        entry=lambda row: row.invitation.entry_id,
    ),
    "mail_batch": Namer(MailBatch, lambda _row: NOTHING, own("mail_batch"), entry=lambda row: row.entry_id),
    "outgoing_mail": Namer(OutgoingMail, lambda row: same(row.name), own("outgoing_mail")),
    "received_mail": Namer(
        ReceivedMail,
        lambda row: beside(same(row.sender_name or row.sender_address), same(row.subject)),
        entry=lambda row: row.entry_id,
    ),
    "other_address": Namer(
        OtherAddress,
        lambda row: beside(row.person.name, same(row.address)),
        of("person", "person_id"),
        (joinedload(OtherAddress.person),),
    ),
    "feed_subscription": Namer(
        FeedSubscription,
        lambda row: row.person.name,
        of("person", "person_id"),
        (joinedload(FeedSubscription.person),),
    ),
}
