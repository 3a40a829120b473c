"""Who works at the desk: an administrator makes officers and other administrators, and ends what they may do."""

from sqlalchemy import select

from models.accounts import LoginSession
from models.database import db
from models.people import Person
from scheduler.accounts import Moment, administered
from scheduler.deed import deed
from scheduler.login_sessions import end_sessions
from vocabulary.actor import Actor
from vocabulary.refusals import Refusal
from vocabulary.states import Duty
from vocabulary.text import N_

NO_ADDRESS = N_("Put this person's e-mail address on file first: whoever works at the desk signs in by it.")
LAST = N_("Nobody else is an administrator. Make somebody else one first.")


def give_duty(person_id: int, duty: Duty, *, by: Actor, at: Moment) -> None:
    """Let somebody work at the desk, or no longer; only an administrator may, and one is always left.

    Sign-ins from before end: what somebody may do changes between two clicks of theirs at the latest.
    """
    with deed("give duty", by=by, now=at.now) as record:
        person = administered(person_id, by=by)
        if duty is not Duty.NONE and not person.email:
            raise Refusal(NO_ADDRESS)
        if person.duty is Duty.ADMINISTRATOR and duty is not Duty.ADMINISTRATOR and not has_other(person):
            raise Refusal(LAST)
        if person.duty is not duty:
            person.duty = duty
            end_sessions(LoginSession.person_id == person.id, wall=at.wall)
        record.about("person", person.id)


def has_other(person: Person) -> bool:
    """Whether another administrator may sign in."""
    others = select(Person.id).where(Person.duty == Duty.ADMINISTRATOR, Person.active, Person.id != person.id)
    return db.session.scalar(others.limit(1)) is not None
