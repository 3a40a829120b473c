"""What waits for the officer in one committee: the rows behind the rule of waiting things."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from models.committees import Committee
from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.people import FocalPoint, Person
from scheduler.queries.classified import OPEN
from scheduler.queries.closed_day_waiting import on_closed_days
from scheduler.queries.deadlines import deadlines_of
from scheduler.queries.differing import about_differing
from scheduler.queries.engagements import OFF
from scheduler.queries.hand_overs import open_hand_overs
from scheduler.queries.issued_rosters import Shelf
from scheduler.queries.mail_way import about_mail_server
from scheduler.queries.obligations import DutyLine
from scheduler.queries.preparations import Preparation
from scheduler.queries.received import counts
from scheduler.queries.reminder_waiting import about_reminders
from scheduler.queries.seats_waiting import about_seats
from scheduler.queries.session_lines import AgencyMark, SessionLine
from scheduler.queries.session_waiting import SessionLetters, letters_to_delegations
from scheduler.queries.substitutions import waiting_substitutes
from scheduler.rules.double_bookings import SESSION, DoubleBooking, told_of
from scheduler.rules.heads import HeadStatus
from scheduler.rules.waiting import (
    DUE_WITHIN,
    ComingSession,
    Waiting,
    WaitingKind,
    about_preparation,
    in_order,
    waiting,
)
from vocabulary.days import bilingual_day, in_zone, zone_city
from vocabulary.decisions import Place, Said
from vocabulary.states import ApprovalStatus, ConsultationStatus, DutyState, MailState, Proof
from vocabulary.text import N_, Bilingual

NOBODY = N_("nobody on file")
LATER = aliased(OutgoingMail)
FAILED_AT_LAST = (
    select(
        OutgoingMail.id,
        OutgoingMail.person_id,
        OutgoingMail.name,
        Consultation.title_en,
        Consultation.title_th,
        Person.name_en,
        Person.name_th,
    )
    .join(Invitation, Invitation.id == OutgoingMail.invitation_id)
    .join(Consultation, Consultation.entry_id == Invitation.entry_id)
    .outerjoin(Person, Person.id == OutgoingMail.person_id)
    .where(
        OutgoingMail.state.in_([MailState.REFUSED, MailState.BOUNCED]),
        ~exists().where(
            LATER.invitation_id == OutgoingMail.invitation_id,
            LATER.id > OutgoingMail.id,
            LATER.state.not_in([MailState.DRAFT, MailState.DROPPED]),
        ),
        Consultation.committee_id == bindparam("committee"),
        Consultation.starts > bindparam("now"),
        Consultation.classification == OPEN,  # of the others no letter is sent again
    )
    .order_by(OutgoingMail.id)
)
"""Letters about meetings to come that were refused or bounced, and that no later letter has made good."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the overview has read already."""

    committee: Committee
    sessions: Sequence[SessionLine]
    consultations: Sequence[Preparation]
    mandate: Sequence[AgencyMark]
    duties: Sequence[DutyLine] = ()
    double: Sequence[DoubleBooking] = ()
    shelves: Mapping[int, Shelf] = field(default_factory=dict)


def everything_waiting(known: Known, *, today: date, now: datetime) -> tuple[Waiting, ...]:
    """All that waits, the gravest first; twelve queries beside what is known, and some where offices are closed."""
    return in_order(
        [
            *about_mail_server(known.committee.home.tzid),
            *undelivered(known.committee, now=now),
            *to_delegations(known, today=today),
            *(one for line in known.sessions if not line.is_past(today) for one in about_head(line)),
            *in_two_places(known.double),
            *superseded(known, today=today),
            *about_seats(known.sessions, today=today),
            *promised(known),
            *due_soon(known, now=now),
            *on_closed_days(known.committee.home.closure_list_id, known.consultations, now=now),
            *handed_over(),
            *substituted(),
            *come_in(),
            *about_differing(known.committee.id, now=now),
            *(one for each in known.consultations for one in about_letters(each, now=now)),
            *about_reminders(known.committee.id, known.committee.home.tzid, now=now),
            *about_preparation(list(coming_sessions(known, today=today)), today=today),
            *unreachable(known, today=today),
            *about_approval(known.committee),
        ]
    )


def superseded(known: Known, *, today: date) -> Iterator[Waiting]:
    """The sessions to come whose last issued roster holds no more, with no other in force."""
    for line in known.sessions:
        shelf = known.shelves.get(line.session_id)
        last = None if shelf is None or shelf.in_force else shelf.last
        if last is None or line.is_past(today) or line.opens is None or line.is_vacant:
            continue
        told: dict[str, object] = {"number": last.number, "session": line.name, "next": last.number + 1}
        yield waiting(WaitingKind.ROSTER, line.session_id, **told)


def undelivered(committee: Committee, *, now: datetime) -> Iterator[Waiting]:
    """Letters about meetings to come that were refused or bounced, and that no later letter has made good."""
    rows = db.session.execute(FAILED_AT_LAST, {"committee": committee.id, "now": now})
    for mail_id, person_id, mailbox, *words in rows:
        title, person = Bilingual(*words[:2]).plain, Bilingual(*words[2:]).plain
        name = mailbox if person_id is None else person
        yield waiting(WaitingKind.UNDELIVERED, mail_id, name=name, title=title)


def to_delegations(known: Known, *, today: date) -> Iterator[Waiting]:
    """Letters to the delegations of sessions to come: refused or bounced ones, and those that wait in draft."""
    names = {line.session_id: line.name.plain for line in known.sessions if not line.is_past(today)}
    found: SessionLetters = letters_to_delegations(names)
    for mail_id, session_id, name in found.undelivered:
        yield waiting(WaitingKind.UNDELIVERED, mail_id, name=name, title=names[session_id])
    for session_id, count in found.drafted.items():
        yield waiting(WaitingKind.SESSION_DRAFTS, session_id, session=names[session_id], count=count)


def about_head(line: SessionLine) -> Iterator[Waiting]:
    """A session that nobody leads yet, in a city or from its first day there on: no rule, or the post vacant."""
    for head in line.heads:
        if head.status is HeadStatus.NO_RULE and head.city is not None:
            yield waiting(WaitingKind.NO_HEAD, line.session_id, session=line.name.plain, city=head.city.plain)
        opens = next((run.opens for run in line.runs if head in run.heads), None)
        if head.status is HeadStatus.VACANT and head.post_id and head.title and opens:
            day, post = bilingual_day(opens), head.title.plain
            yield waiting(WaitingKind.VACANT, head.post_id, session=line.name.plain, day=day, post=post)
    yield from about_passing_on(line)


def about_passing_on(line: SessionLine) -> Iterator[Waiting]:
    """A session during which the post of who leads it passes to somebody else, or to nobody."""
    passing = ((head.name, head.succession) for head in line.passing_on if head.name and head.succession)
    for name, succession in passing:
        then = succession.name or Said(NOBODY).both
        told = {"name": name.plain, "successor": then.plain, "day": bilingual_day(succession.day)}
        yield waiting(WaitingKind.PASSES_ON, line.session_id, session=line.name.plain, **told)


def in_two_places(found: Iterable[DoubleBooking]) -> Iterator[Waiting]:
    """People who are to be at two places at once, those of the same two places together."""
    pairs: dict[tuple[Place, Place | None], list[DoubleBooking]] = {}
    for each in found:
        pairs.setdefault(each.places, []).append(each)
    for (place, _), several in pairs.items():
        kind = WaitingKind.TWO_PLACES if place.kind == SESSION else WaitingKind.TWO_MEETINGS
        yield waiting(kind, place.number, **told_of(several))


def promised(known: Known) -> Iterator[Waiting]:
    """What was promised before a session that nears, or has opened without it; consultations are told of elsewhere."""
    for duty in known.duties:
        standing = duty.next
        if duty.proof is not Proof.DOCUMENT or standing is None or standing.sitting is None or not standing.is_urgent:
            continue
        opens = standing.sitting.opens
        told = {"duty": duty.text.plain, "session": standing.sitting.name}
        if opens is None or standing.state is DutyState.OVERDUE:
            yield waiting(WaitingKind.PROMISE_BROKEN, duty.obligation_id, **told)
        else:
            yield waiting(WaitingKind.PROMISE, duty.obligation_id, day=bilingual_day(opens), **told)


def due_soon(known: Known, *, now: datetime) -> Iterator[Waiting]:
    """Deadlines that have not passed and must be met at the desk soon."""
    for one in deadlines_of([line.session_id for line in known.sessions if line.status not in OFF]):
        if one.effective.deadline > now and one.due - now <= DUE_WITHIN:
            own, card = in_zone(one.due, one.home_tzid), one.card
            yield waiting(
                WaitingKind.DEADLINE,
                one.deadline_id,
                name=card.name.plain,
                session=one.session.plain,
                day=bilingual_day(own.date()),
                clock=f"{own:%H:%M}",
                their_day=bilingual_day(card.day),
                their_clock=f"{card.clock:%H:%M}",
                city=zone_city(card.tzid),
            )


def handed_over() -> Iterator[Waiting]:
    """Focal points who pass their work on, whichever committees their agencies are concerned with."""
    for row in open_hand_overs():
        names = {"agency": row.agency.name.plain, "name": row.person.name.plain, "successor": row.name.plain}
        yield waiting(WaitingKind.HAND_OVER, row.agency_id, day=bilingual_day(row.since), **names)


def substituted() -> Iterator[Waiting]:
    """People who shall come in another's place, whichever committee's meeting it is."""
    for one in waiting_substitutes():
        names = {"substitute": one.substitute.plain, "name": one.invited.plain, "title": one.title.plain}
        kind = WaitingKind.DELEGATE_SUBSTITUTE if one.place.kind == SESSION else WaitingKind.SUBSTITUTE
        yield waiting(kind, one.place.number, **names)


def come_in() -> Iterator[Waiting]:
    """Mail that an officer must decide on, whichever committee's meeting it is about."""
    count = counts()[0]
    if count:
        yield waiting(WaitingKind.MAIL_IN, 0, count=count)


def about_letters(each: Preparation, *, now: datetime) -> Iterator[Waiting]:
    """Letters not yet released, and answers not yet given."""
    told = {"title": each.title.plain, "day": bilingual_day(each.day)}
    if each.drafted:
        yield waiting(WaitingKind.DRAFTS, each.consultation_id, count=each.drafted, **told)
    missing = each.invited - each.answered
    if missing and each.is_coming(now):
        yield waiting(WaitingKind.UNANSWERED, each.consultation_id, missing=missing, total=each.invited, **told)


def coming_sessions(known: Known, *, today: date) -> Iterator[ComingSession]:
    """The dated sessions to come, as far as their preparation goes; a consultation that was cancelled prepares none."""
    prepared = {each.session_id for each in known.consultations if each.status is not ConsultationStatus.CANCELLED}
    for line in known.sessions:
        if line.opens is not None and line.is_coming(today):
            yield ComingSession(
                session_id=line.session_id,
                name=line.name.plain,
                opens=line.opens,
                agencies=line.agencies,
                missing=len(line.missing),
                is_prepared=line.session_id in prepared,
            )


def unreachable(known: Known, *, today: date) -> Iterator[Waiting]:
    """Agencies of the mandate through whom nobody can be invited; the coordinator invites itself by no letter."""
    reached = set(
        db.session.scalars(
            select(FocalPoint.agency_id).where(or_(FocalPoint.ended_on.is_(None), FocalPoint.ended_on > today))
        )
    )
    for mark in known.mandate:
        if mark.agency_id not in reached and mark.agency_id != known.committee.coordinator_id:
            yield waiting(WaitingKind.NO_FOCAL_POINT, mark.agency_id, agency=mark.name.plain)


def about_approval(committee: Committee) -> Iterator[Waiting]:
    """Cabinet's decision, as long as the approval is only asked for."""
    if committee.approval.status is ApprovalStatus.REQUESTED:
        yield waiting(WaitingKind.NO_DECISION, committee.id, reference=committee.approval.reference.plain)
