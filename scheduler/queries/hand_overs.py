"""Hand-overs: what a focal point asked, what became of it, and what confirming it would lead to."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from models.consultations import Consultation
from models.database import db
from models.hand_overs import HandOver
from models.invitations import Invitation
from models.outbox import MailBatch, OutgoingMail
from models.people import FocalPoint, Person
from scheduler.queries.home import home_day
from scheduler.queries.namesakes import namesake_of, person_with_address
from scheduler.queries.people import Part, PersonLine, person_line
from scheduler.rules.sights import sight_of_hand_over
from vocabulary.actor import Actor
from vocabulary.plan import HandOverPlan, PersonCard, Sight
from vocabulary.refusals import NotFound
from vocabulary.states import BatchState, ConsultationStatus, HandOverState
from vocabulary.text import N_, Bilingual


@dataclass(frozen=True, slots=True)
class Asked:
    """What a focal point asked, and what became of it; `reason` is why the desk refused it."""

    state: HandOverState
    plan: HandOverPlan
    asked_at: datetime
    reason: str

    @property
    def name(self) -> Bilingual:
        """Who takes over."""
        return self.plan.card.name


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody hands over: an agency that he or she speaks for, or did until the desk confirmed another.

    `last` is what was asked last, unless it was taken back.
    """

    agency_id: int
    agency: Bilingual
    person_id: int
    is_open: bool
    last: Asked | None

    @property
    def waiting(self) -> Asked | None:
        """What waits for the desk."""
        return self.last if self.last is not None and self.last.state is HandOverState.OPEN else None

    @property
    def sight(self) -> Sight:
        """What the form shows of the rows."""
        return sight_of_hand_over(None if self.waiting is None else self.waiting.plan)


@dataclass(frozen=True, slots=True)
class Move:
    """A coming meeting that the one who leaves is invited to.

    `stays` says that the successor speaks for another agency there, `is_classified` that no letter tells of it.
    """

    consultation_id: int
    title: Bilingual
    day: date
    is_classified: bool
    stays: bool


@dataclass(frozen=True, slots=True)
class HandOverSheet:
    """An open hand-over as the desk decides on it: `known` is on file under the address, `namesake` under the name."""

    person_id: int
    leaver: PersonLine
    asked: Asked
    known: PersonLine | None
    known_agency: Bilingual | None
    namesake: PersonLine | None
    moves: tuple[Move, ...]

    @property
    def number(self) -> int:
        """By which its forms tell it apart on the agency's page."""
        return self.person_id

    @property
    def sight(self) -> Sight:
        """What the desk's form shows of the rows."""
        return sight_of_hand_over(self.asked.plan)


@dataclass(frozen=True, slots=True)
class WaitingLetters:
    """Letters to people of an agency that wait for their release."""

    consultation_id: int
    title: Bilingual
    count: int


def open_hand_over(agency_id: int, person_id: int) -> HandOver | None:
    """What this focal point asks, while it waits for the desk."""
    same = (HandOver.agency_id == agency_id, HandOver.person_id == person_id)
    return db.session.scalar(select(HandOver).where(*same, HandOver.state == HandOverState.OPEN))


def hand_over_sight(row: HandOver | None) -> Sight:
    """An open hand-over as its forms show it, or that there is none."""
    return sight_of_hand_over(None if row is None else plan_on(row))


def plan_on(row: HandOver) -> HandOverPlan:
    """What was asked, as it was typed."""
    return HandOverPlan(card_on(row), row.since, row.note)


def card_on(row: HandOver) -> PersonCard:
    """The card of whoever takes over."""
    return PersonCard(row.name, row.position, row.email, row.phone, row.language)


def asked_last(row: HandOver | None) -> Asked | None:
    """What was asked last; nothing once it was taken back."""
    return None if row is None or row.state is HandOverState.TAKEN_BACK else asked_in(row)


def asked_in(row: HandOver) -> Asked:
    """A row as a value."""
    return Asked(row.state, plan_on(row), row.asked_at, row.reason)


def place_by_invitation(invitation_id: int) -> Place | None:
    """Where the holder of a standing invitation hands over; None for whoever is invited and is no focal point."""
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or invitation.withdrawn_at is not None:
        return None
    return place_of(invitation.agency_id or 0, invitation.person_id or 0)


def place_of(agency_id: int, person_id: int) -> Place | None:
    """Where this person hands over the work for an agency, if he or she speaks for it or has handed it over."""
    return next(iter(places(FocalPoint.agency_id == agency_id, person_id=person_id)), None)


def places_of(person_id: int) -> tuple[Place, ...]:
    """Every agency that this person can hand over, or has."""
    return places(person_id=person_id)


def places(*wanted: object, person_id: int) -> tuple[Place, ...]:
    """The focal points of a person with what was asked last: two queries, however many there are."""
    points = db.session.scalars(
        select(FocalPoint)
        .where(FocalPoint.person_id == person_id, *wanted)  # type: ignore[arg-type] # conditions
        .options(joinedload(FocalPoint.agency))
        .order_by(FocalPoint.id)
    ).all()
    rows = db.session.scalars(select(HandOver).where(HandOver.person_id == person_id).order_by(HandOver.id))
    last = {row.agency_id: row for row in rows}
    return tuple(
        Place(
            point.agency_id, point.agency.name, person_id, point.ended_on is None, asked_last(last.get(point.agency_id))
        )
        for point in points
        if point.ended_on is None or was_handed_over(last.get(point.agency_id))
    )


def was_handed_over(row: HandOver | None) -> bool:
    """Whether somebody is no focal point any more because the desk confirmed a successor."""
    return row is not None and row.state is HandOverState.CONFIRMED


def standing_invitations(row: HandOver, *, now: datetime) -> list[tuple[Invitation, Consultation]]:
    """Invitations to planned meetings from the day on that somebody holds for the agency; none that has begun."""
    today = home_day(now)
    rows = db.session.execute(
        select(Invitation, Consultation)
        .join(Consultation, Consultation.entry_id == Invitation.entry_id)
        .where(
            Invitation.agency_id == row.agency_id,
            Invitation.person_id == row.person_id,
            Invitation.withdrawn_at.is_(None),
            Consultation.status == ConsultationStatus.PLANNED,
            Consultation.day >= max(row.since, today),
            or_(Consultation.starts.is_(None), Consultation.starts > now),
        )
        .order_by(Consultation.day, Consultation.id)
    )
    return [(invitation, consultation) for invitation, consultation in rows]


def stays(held: Invitation | None, invitation: Invitation) -> bool:
    """Whether the successor is invited to the same meeting for another agency, for which he or she speaks there."""
    return held is not None and held.withdrawn_at is None and held.agency_id != invitation.agency_id


def hand_overs_at(agency_id: int, *, actor: Actor, now: datetime) -> tuple[HandOverSheet, ...]:
    """The open hand-overs of an agency, for the desk alone."""
    if not actor.is_desk:
        raise NotFound(N_("This agency does not exist."))
    return tuple(sheet_of(row, now=now) for row in db.session.scalars(waiting().where(HandOver.agency_id == agency_id)))


def waiting() -> Select[HandOver]:
    """Open hand-overs of focal points of today, the oldest first."""
    return (
        select(HandOver)
        .join(
            FocalPoint,
            (FocalPoint.agency_id == HandOver.agency_id) & (FocalPoint.person_id == HandOver.person_id),
        )
        .where(HandOver.state == HandOverState.OPEN, FocalPoint.ended_on.is_(None))
        .options(joinedload(HandOver.person), joinedload(HandOver.agency))
        .order_by(HandOver.id)
    )


def open_hand_overs() -> tuple[HandOver, ...]:
    """Every hand-over that waits for the desk."""
    return tuple(db.session.scalars(waiting()))


def sheet_of(row: HandOver, *, now: datetime) -> HandOverSheet:
    """One of them with whom the desk knows, and the meetings that it is about."""
    known = person_with_address(row.email)
    namesake = namesake_of(card_on(row), row.agency_id)
    return HandOverSheet(
        person_id=row.person_id,
        leaver=person_line(row.person, part=part_of(row)),
        asked=asked_in(row),
        known=None if known is None else person_line(known),
        known_agency=None if known is None or known.agency is None else known.agency.name,
        namesake=None if known is not None or namesake is None else person_line(namesake),
        moves=moves_of(row, known, now=now),
    )


def part_of(row: HandOver) -> Part:
    """Whether the one who leaves is the primary focal point or a backup."""
    same = (FocalPoint.agency_id == row.agency_id, FocalPoint.person_id == row.person_id)
    return Part.PRIMARY if db.session.scalar(select(FocalPoint.is_primary).where(*same)) else Part.BACKUP


def moves_of(row: HandOver, known: Person | None, *, now: datetime) -> tuple[Move, ...]:
    """The meetings whose invitations the successor would get."""
    found = standing_invitations(row, now=now)
    entries = [invitation.entry_id for invitation, _ in found]
    theirs = select(Invitation).where(
        Invitation.entry_id.in_(entries), Invitation.person_id == (0 if known is None else known.id)
    )
    held = {one.entry_id: one for one in db.session.scalars(theirs)}
    return tuple(
        Move(
            consultation_id=consultation.id,
            title=consultation.title,
            day=consultation.day,
            is_classified=consultation.classification.is_marked,
            stays=stays(held.get(invitation.entry_id), invitation),
        )
        for invitation, consultation in found
    )


def letters_waiting(agency_id: int) -> tuple[WaitingLetters, ...]:
    """Drafted letters to people of an agency, by consultation: they leave once an officer has released them."""
    rows = db.session.execute(
        select(Consultation.id, Consultation.title_en, Consultation.title_th, func.count())
        .join(MailBatch, MailBatch.entry_id == Consultation.entry_id)
        .join(OutgoingMail, OutgoingMail.batch_id == MailBatch.id)
        .join(Invitation, Invitation.id == OutgoingMail.invitation_id)
        .where(Invitation.agency_id == agency_id, MailBatch.state == BatchState.DRAFT)
        .group_by(Consultation.id, Consultation.title_en, Consultation.title_th)
        .order_by(Consultation.id)
    )
    return tuple(WaitingLetters(number, Bilingual(en, th), count) for number, en, th, count in rows)
