"""Who somebody is today: desk, focal point of which agencies, holder of which posts."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, Date, Integer, bindparam, func, null, or_, select, union_all

from models.database import db
from models.people import FocalPoint, OfficeHolder, Person
from vocabulary.actor import Actor
from vocabulary.states import ActorKind

WHO, TODAY = bindparam("person", type_=Integer), bindparam("today", type_=Date)
HELD: CompoundSelect[Any] = union_all(
    select(FocalPoint.agency_id, null().label("post_id")).where(
        FocalPoint.person_id == WHO, or_(FocalPoint.ended_on.is_(None), FocalPoint.ended_on > TODAY)
    ),
    select(null(), OfficeHolder.post_id).where(
        OfficeHolder.person_id == WHO,
        OfficeHolder.since <= TODAY,
        or_(OfficeHolder.until.is_(None), OfficeHolder.until >= TODAY),
    ),
)
"""The agencies that somebody speaks for, and the posts that he or she holds."""


def actor_of(person: Person, *, today: date) -> Actor:
    """The person as deeds and queries are told of him or her, with what he or she holds on this day.

    A focal point who has ended is none from that very day on; the last day in a post counts.
    """
    rows = db.session.execute(HELD, {"person": person.id, "today": today}).all()
    agencies = frozenset(agency_id for agency_id, _ in rows if agency_id is not None)
    posts = frozenset(post_id for _, post_id in rows if post_id is not None)
    return replace(as_actor(person), agency_ids=agencies, post_ids=posts)


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
