"""Who somebody is today: desk, focal point of which agencies, holder of which posts."""

from datetime import date

from sqlalchemy import or_, select

from models.database import db
from models.people import FocalPoint, OfficeHolder, Person
from vocabulary.actor import Actor
from vocabulary.states import ActorKind


def actor_of(person: Person, *, today: date) -> Actor:
    """The person as deeds and queries are told of him or her, with what he or she holds on this day."""
    agencies = db.session.scalars(
        select(FocalPoint.agency_id).where(
            FocalPoint.person_id == person.id, or_(FocalPoint.ended_on.is_(None), FocalPoint.ended_on >= today)
        )
    )
    posts = db.session.scalars(
        select(OfficeHolder.post_id).where(
            OfficeHolder.person_id == person.id,
            OfficeHolder.since <= today,
            or_(OfficeHolder.until.is_(None), OfficeHolder.until >= today),
        )
    )
    return Actor(
        kind=ActorKind.PERSON,
        label=person.name.plain.en or person.name.plain.th,
        person_id=person.id,
        duty=person.duty,
        agency_ids=frozenset(agencies),
        post_ids=frozenset(posts),
    )
