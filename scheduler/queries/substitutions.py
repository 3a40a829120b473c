"""Substitutes: what an invited person said, what became of it, and what approving it would lead to."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased, joinedload

from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.people import Person
from models.sessions import BlockIdentity, CommitteeSession
from models.substitutions import Substitution
from scheduler.queries.namesakes import namesake_of, person_with_address
from scheduler.queries.occasions import CONSULTATION, entries_beside, place_at
from scheduler.queries.people import PersonLine, person_line
from scheduler.queries.reminded_meetings import TO_COME
from scheduler.queries.session_lines import name_of
from scheduler.rules.double_bookings import SESSION
from scheduler.rules.substitutes import sight_of_substitute
from vocabulary.decisions import Place
from vocabulary.plan import PersonCard, Sight
from vocabulary.states import AnswerSource, ConsultationStatus, Participation
from vocabulary.substitutions import SubstitutePlan, SubstitutionState
from vocabulary.text import Bilingual

OPEN = SubstitutionState.OPEN


@dataclass(frozen=True, slots=True)
class Named:
    """Who was to come instead, and what became of it; `reason` is why the desk refused it."""

    state: SubstitutionState
    plan: SubstitutePlan
    source: AnswerSource
    asked_at: datetime
    reason: str
    decided_by: str
    decided_at: datetime | None

    @property
    def name(self) -> Bilingual:
        """Who comes."""
        return self.plan.card.name


@dataclass(frozen=True, slots=True)
class SendingPlace:
    """Where the holder of an invitation sends somebody else: what was said last, and whether it can be said.

    `instead_of` is in whose place the holder comes, who then sends nobody further. `leads` is a head of delegation,
    who follows from the rule. `version` is the state of the meeting that the page shows.
    """

    invitation_id: int
    version: int
    last: Named | None
    instead_of: Bilingual | None
    is_known: bool
    leads: bool

    @property
    def waiting(self) -> Named | None:
        """What waits for the desk."""
        return self.last if self.last is not None and self.last.state is OPEN else None

    @property
    def may_send(self) -> bool:
        """Whether somebody else can be named here at all."""
        return self.is_known and not self.leads and self.instead_of is None

    @property
    def sight(self) -> Sight:
        """What the form shows of the rows."""
        return sight_of_substitute(None if self.waiting is None else self.waiting.plan)


@dataclass(frozen=True, slots=True)
class SubstituteSheet:
    """An open word as the desk decides on it: `known` is on file under the address, `namesake` under the name.

    `is_outdated` says that the meeting has another time or place since.
    """

    substitution_id: int
    invitation_id: int
    invited: Bilingual
    agency: Bilingual | None
    named: Named
    known: PersonLine | None
    namesake: PersonLine | None
    is_outdated: bool

    @property
    def number(self) -> int:
        """By which its forms tell it apart on the consultation's page."""
        return self.substitution_id

    @property
    def sight(self) -> Sight:
        """What the desk's forms show of the rows."""
        return sight_of_substitute(self.named.plan)


@dataclass(frozen=True, slots=True)
class WaitingSubstitute:
    """One that waits for the desk, as a line of a list."""

    place: Place
    title: Bilingual
    invited: Bilingual
    substitute: Bilingual
    asked_at: datetime


def open_substitution(invitation_id: int) -> Substitution | None:
    """What this invitation's holder said, while it waits for the desk."""
    return db.session.scalar(
        select(Substitution).where(Substitution.invitation_id == invitation_id, Substitution.state == OPEN)
    )


def substitution_sight(row: Substitution | None) -> Sight:
    """An open word as its forms show it, or that there is none."""
    return sight_of_substitute(None if row is None else plan_on(row))


def plan_on(row: Substitution) -> SubstitutePlan:
    """What was said, as it was typed."""
    return SubstitutePlan(card_on(row), row.note, row.sequence, row.source)


def card_on(row: Substitution) -> PersonCard:
    """The card of whoever comes."""
    return PersonCard(row.name, row.position, row.email, row.phone, row.language)


def named_in(row: Substitution) -> Named:
    """A row as a value."""
    return Named(row.state, plan_on(row), row.source, row.asked_at, row.reason, row.decided_by, row.decided_at)


def sending_place(invitation_id: int) -> SendingPlace | None:
    """Where the holder of a standing invitation sends somebody else; None where none stands that was sent."""
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or invitation.withdrawn_at is not None or invitation.told_revision is None:
        return None
    last = db.session.scalar(
        select(Substitution)
        .where(Substitution.invitation_id == invitation_id)
        .order_by(Substitution.id.desc())
        .limit(1)
    )
    shown = last is not None and last.state is not SubstitutionState.TAKEN_BACK
    return SendingPlace(
        invitation_id=invitation_id,
        version=invitation.told_revision.sequence,
        last=named_in(last) if last is not None and shown else None,
        instead_of=in_whose_place(invitation),
        is_known=place_at(invitation.entry_id) is not None,
        leads=invitation.participation is Participation.CHAIR,
    )


def consultation_behind(entry_id: int) -> Consultation | None:
    """The consultation of a calendar entry; a session's days have none."""
    return db.session.scalar(select(Consultation).where(Consultation.entry_id == entry_id))


def in_whose_place(invitation: Invitation) -> Bilingual | None:
    """Whose substitute holds this invitation, where it was given to one."""
    if invitation.person_id is None:
        return None
    found = substitutes_at(entries_beside(invitation.entry_id))
    return next((name for (_, number), name in found.items() if number == invitation.person_id), None)


def substitutes_at(entry_ids: Collection[int]) -> Mapping[tuple[int, int], Bilingual]:
    """By meeting and person, in whose place somebody was let come."""
    rows = db.session.execute(
        select(Invitation.entry_id, Substitution.substitute_id, Person.name_en, Person.name_th)
        .select_from(Substitution)
        .join(Invitation, Invitation.id == Substitution.invitation_id)
        .join(Person, Person.id == Invitation.person_id)
        .where(Invitation.entry_id.in_(entry_ids), Substitution.state == SubstitutionState.APPROVED)
        .order_by(Substitution.id)
    )
    return {
        (entry_id, substitute_id): Bilingual(*name)
        for entry_id, substitute_id, *name in rows
        if substitute_id is not None
    }


def named_at(entry_ids: Collection[int]) -> Mapping[int, Sequence[Named]]:
    """By invitation, everybody whom its holder ever wanted to send, the last first."""
    rows = db.session.scalars(
        select(Substitution)
        .join(Invitation, Invitation.id == Substitution.invitation_id)
        .where(Invitation.entry_id.in_(entry_ids))
        .order_by(Substitution.id.desc())
    )
    found: dict[int, list[Named]] = {}
    for row in rows:
        found.setdefault(row.invitation_id, []).append(named_in(row))
    return found


def substitutes_to_decide(*entry_ids: int) -> tuple[SubstituteSheet, ...]:
    """What waits for the desk about one meeting, every run of a session's days, the oldest first."""
    rows = db.session.scalars(
        select(Substitution)
        .join(Invitation, Invitation.id == Substitution.invitation_id)
        .where(Invitation.entry_id.in_(entry_ids), Substitution.state == OPEN, Invitation.withdrawn_at.is_(None))
        .options(
            joinedload(Substitution.invitation).options(
                joinedload(Invitation.person), joinedload(Invitation.agency), joinedload(Invitation.entry)
            )
        )
        .order_by(Substitution.id)
    ).all()
    return tuple(sheet_of(row, row.invitation.person) for row in rows if row.invitation.person is not None)


def sheet_of(row: Substitution, invited: Person) -> SubstituteSheet:
    """One of them, next to who is on file."""
    invitation, known = row.invitation, person_with_address(row.email)
    namesake = None if known is not None else namesake_of(card_on(row), agency_id_of(invitation))
    return SubstituteSheet(
        substitution_id=row.id,
        invitation_id=invitation.id,
        invited=invited.name,
        agency=None if invitation.agency is None else invitation.agency.name,
        named=named_in(row),
        known=None if known is None else person_line(known),
        namesake=None if namesake is None else person_line(namesake),
        is_outdated=row.sequence < invitation.entry.material_sequence,
    )


def agency_id_of(invitation: Invitation) -> int | None:
    """Whom a substitute speaks for: the agency that was invited, else the one that the invited person is from."""
    if invitation.agency_id is not None or invitation.person is None:
        return invitation.agency_id
    return invitation.person.agency_id


def waiting_substitutes() -> tuple[WaitingSubstitute, ...]:
    """Everything that waits for the desk about meetings that are still to take place; two queries."""
    return (*sent_to_consultations(), *sent_to_sessions())


def sent_to_sessions() -> Iterator[WaitingSubstitute]:
    """What waits about sessions of a committee, the oldest first."""
    invited = aliased(Person)
    rows = db.session.execute(
        select(Substitution, CommitteeSession, invited)
        .join(Invitation, Invitation.id == Substitution.invitation_id)
        .join(invited, invited.id == Invitation.person_id)
        .join(BlockIdentity, BlockIdentity.entry_id == Invitation.entry_id)
        .join(CommitteeSession, CommitteeSession.id == BlockIdentity.session_id)
        .where(Substitution.state == OPEN, Invitation.withdrawn_at.is_(None), CommitteeSession.status.in_(TO_COME))
        .order_by(Substitution.id)
    )
    for row, session, person in rows:
        yield WaitingSubstitute(Place(SESSION, session.id), name_of(session), person.name, row.name, row.asked_at)


def sent_to_consultations() -> tuple[WaitingSubstitute, ...]:
    """What waits about consultations, the oldest first."""
    invited = aliased(Person)
    rows = db.session.execute(
        select(Substitution, Consultation.id, Consultation.title_en, Consultation.title_th, invited)
        .join(Invitation, Invitation.id == Substitution.invitation_id)
        .join(invited, invited.id == Invitation.person_id)
        .join(Consultation, Consultation.entry_id == Invitation.entry_id)
        .where(
            Substitution.state == OPEN,
            Invitation.withdrawn_at.is_(None),
            Consultation.status == ConsultationStatus.PLANNED,
        )
        .order_by(Substitution.id)
    ).all()
    return tuple(
        WaitingSubstitute(Place(CONSULTATION, number), Bilingual(english, thai), person.name, row.name, row.asked_at)
        for row, number, english, thai, person in rows
    )
