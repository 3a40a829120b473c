"""Who somebody is today: desk, focal point of which agencies, holder of which posts."""

from dataclasses import replace
from datetime import date

from sqlalchemy import func, or_, select

from models.database import db
from models.people import FocalPoint, OfficeHolder, Person
from vocabulary.actor import Actor
from vocabulary.states import ActorKind


def actor_of(person: Person, *, today: date) -> Actor:
    """The person as deeds and queries are told of him or her, with what he or she holds on this day.

    A focal point who has ended is none from that very day on; the last day in a post counts.
    """
    agencies = db.session.scalars(
        select(FocalPoint.agency_id).where(
            FocalPoint.person_id == person.id, or_(FocalPoint.ended_on.is_(None), FocalPoint.ended_on > today)
        )
    )
    posts = db.session.scalars(
        select(OfficeHolder.post_id).where(
            OfficeHolder.person_id == person.id,
            OfficeHolder.since <= today,
            or_(OfficeHolder.until.is_(None), OfficeHolder.until >= today),
        )
    )
    return replace(as_actor(person), agency_ids=frozenset(agencies), post_ids=frozenset(posts))


def as_actor(person: Person) -> Actor:
    """The person by name and duty alone: enough for the audit."""
    label = person.name.plain
    return Actor(kind=ActorKind.PERSON, label=label.en or label.th, person_id=person.id, duty=person.duty)


def active_person(address: str) -> Person | None:
    """The person of this address, as long as he or she may sign in."""
    same = func.lower(Person.email) == address.strip().lower()
    return db.session.scalar(select(Person).where(same, Person.active).order_by(Person.id).limit(1))


def anybody_active() -> Person | None:
    """Somebody who may sign in, whoever: the stand-in for work that must take as long for nobody."""
    written_to = select(Person).where(Person.email.is_not(None), Person.active)
    return db.session.scalar(written_to.order_by(Person.id).limit(1))
