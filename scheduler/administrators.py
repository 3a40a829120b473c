"""The first person of an installation: an administrator, who puts everybody else on file."""

from datetime import datetime

from sqlalchemy import select

from models.database import db
from models.people import Person
from scheduler.deed import deed
from scheduler.demonstration import progress
from scheduler.people import NOT_AN_ADDRESS, new_person
from vocabulary.actor import Actor
from vocabulary.plan import PersonCard
from vocabulary.refusals import Refusal
from vocabulary.states import Duty
from vocabulary.text import N_

SET_UP = N_(
    "This installation is set up already. For a new sign-in link: %(samai)s account link %(address)s; for another"
    " installation name another folder: SAMAI_INSTANCE=/new/folder %(samai)s init"
)
IN_USE = N_(
    "This database holds work or a demonstration already. Name another folder for the installation:"
    " SAMAI_INSTANCE=/new/folder %(samai)s init"
)


def require_nobody() -> None:
    """Refuse an installation in which anybody works already."""
    address = db.session.scalar(
        select(Person.email).where(Person.duty == Duty.ADMINISTRATOR, Person.active).order_by(Person.id).limit(1)
    )
    so_far = progress()
    if so_far.is_demonstration or (address is None and so_far.has_work):
        raise Refusal(IN_USE)
    if address is not None:
        raise Refusal(SET_UP, address=address)


def appoint_first_administrator(card: PersonCard, *, by: Actor, now: datetime) -> int:
    """Put the administrator on file, who may then sign in; the number of the row."""
    with deed("appoint first administrator", by=by, now=now) as record:
        require_nobody()
        person = new_person(card, agency=None)
        if person.email is None:
            raise Refusal(NOT_AN_ADDRESS, field="email")
        person.duty = Duty.ADMINISTRATOR
        db.session.flush()
        record.about("person", person.id)
        return person.id
