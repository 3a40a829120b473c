"""Who is asked to a consultation: steps of several deeds, which draft nothing by themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from models.consultations import Consultation, InvitedAgency
from models.database import db
from models.invitations import Invitation
from models.people import Agency, FocalPoint, Mailbox, Person
from vocabulary.plan import Invited
from vocabulary.refusals import NotFound, Refusal
from vocabulary.states import Participation
from vocabulary.text import N_


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who is asked: for which agency, and whether as the one it is expected of or as a backup."""

    person: Person
    agency_id: int | None
    participation: Participation = Participation.REQUIRED


def add_invited(consultation: Consultation, invited: Invited) -> None:
    """Invite the focal points of the agencies, and the single people; somebody withdrawn comes back."""
    if not invited.agency_ids and not invited.person_ids:
        raise Refusal(N_("Choose at least one agency or person to invite."), field="agencies")
    add_agencies(consultation, invited.agency_ids)
    db.session.flush()
    present = invitations_by_person(consultation)
    for asked in people_to_invite(invited):
        add_person(consultation, asked, present=present)


def add_agencies(consultation: Consultation, agency_ids: Sequence[int]) -> None:
    """Put agencies on the consultation's list, each once."""
    on_file = set(db.session.scalars(select(Agency.id).where(Agency.id.in_(agency_ids))))
    if not on_file.issuperset(agency_ids):
        raise NotFound(N_("One of these agencies does not exist any more."), field="agencies")
    listed = {row.agency_id for row in consultation.agencies}
    last = max((row.position for row in consultation.agencies), default=0)
    new = (number for number in dict.fromkeys(agency_ids) if number not in listed)
    for position, number in enumerate(new, start=last + 1):
        consultation.agencies.append(InvitedAgency(agency_id=number, position=position))


def people_to_invite(invited: Invited) -> Iterator[Asked]:
    """The agencies' focal points, the primary ones required and their backups optional, then the single people."""
    people = db.session.scalars(select(Person).where(Person.id.in_(invited.person_ids)).order_by(Person.id)).all()
    if len(people) < len(set(invited.person_ids)):
        raise NotFound(N_("One of these people is not on file any more."), field="people")
    focal_points = db.session.scalars(
        select(FocalPoint)
        .where(FocalPoint.agency_id.in_(invited.agency_ids), FocalPoint.ended_on.is_(None))
        .options(joinedload(FocalPoint.person))
        .order_by(FocalPoint.is_primary.desc(), FocalPoint.id)
    ).all()
    for point in focal_points:
        part = Participation.REQUIRED if point.is_primary else Participation.OPTIONAL
        yield Asked(point.person, point.agency_id, part)
    for person in people:
        yield Asked(person, person.agency_id)


def invitations_by_person(consultation: Consultation) -> dict[int, Invitation]:
    """Every invitation so far, withdrawn ones too."""
    rows = db.session.scalars(select(Invitation).where(Invitation.entry_id == consultation.entry_id))
    return {invitation.person_id: invitation for invitation in rows if invitation.person_id is not None}


def add_person(consultation: Consultation, asked: Asked, *, present: dict[int, Invitation]) -> None:
    """Invite one person, once; refused where there is no address to write to.

    Somebody who comes back comes in the part of today; one who is invited already keeps the part that was told.
    """
    person = asked.person
    if not person.email:
        name = person.name.plain.en or person.name.plain.th
        raise Refusal(N_("%(name)s has no e-mail address. Enter one under People first."), field="people", name=name)
    invitation = present.get(person.id)
    if invitation is None:
        invitation = Invitation(entry=consultation.entry, person=person, agency_id=asked.agency_id)
        db.session.add(invitation)
        present[person.id] = invitation
    elif invitation.withdrawn_at is None:
        return
    invitation.withdrawn_at, invitation.participation = None, asked.participation


def forget_agency(consultation: Consultation, withdrawn: Invitation) -> None:
    """An agency nobody of which is invited any more is no longer named as invited."""
    others = db.session.scalar(
        select(Invitation.id).where(
            Invitation.entry_id == withdrawn.entry_id,
            Invitation.agency_id == withdrawn.agency_id,
            Invitation.withdrawn_at.is_(None),
            Invitation.person_id.is_not(None),
            Invitation.id != withdrawn.id,
        )
    )
    if others is None:
        consultation.agencies = [row for row in consultation.agencies if row.agency_id != withdrawn.agency_id]


def keep_copies(consultation: Consultation, *, now: datetime) -> None:
    """Let the mailbox of every invited agency be told what its people are told, and that of no other.

    A mailbox that an agency has got since begins with the next letters; one that it has no more gets none.
    """
    invited = {row.agency_id for row in consultation.agencies}
    found = db.session.scalars(
        select(Invitation).where(Invitation.entry_id == consultation.entry_id, Invitation.person_id.is_(None))
    )
    copies = {copy.agency_id: copy for copy in found}
    for number in db.session.scalars(select(Mailbox.agency_id).where(Mailbox.agency_id.in_(invited))):
        if number not in copies:
            db.session.add(Invitation(entry=consultation.entry, agency_id=number))
    for agency_id, copy in copies.items():
        if agency_id in invited:
            copy.withdrawn_at = None
        elif copy.withdrawn_at is None:
            copy.withdrawn_at = now
    db.session.flush()
