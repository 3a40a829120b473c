"""Who works at the desk."""

from sqlalchemy import select

from models.database import db
from models.people import Person
from scheduler.queries.people import PersonLine, person_line
from vocabulary.actor import Actor
from vocabulary.states import Duty


def at_the_desk(*, actor: Actor) -> tuple[PersonLine, ...]:
    """Officers and administrators, as the desk itself may know."""
    if not actor.is_desk:
        return ()
    rows = db.session.scalars(select(Person).where(Person.duty != Duty.NONE).order_by(Person.id))
    return tuple(map(person_line, rows))
