"""A subscribed calendar as values, read anew from the tables."""

from datetime import date

from ics.feed import begins
from models.database import db
from models.people import Person
from scheduler.queries.actors import actor_of
from scheduler.queries.feeds import items_of, session_items, told_to
from vocabulary.invite import FeedItem
from vocabulary.states import Language


def feed_of(person_id: int, *, today: date, language: Language) -> tuple[FeedItem, ...]:
    """Everything that a person's calendar shows on this day, earliest first."""
    told, somebody = told_to(person_id), actor_of(db.session.get_one(Person, person_id), today=today)
    meetings = items_of(told)
    items = [*(meetings[each.revision_id] for each in told), *session_items(somebody)]
    return tuple(sorted(items, key=lambda item: begins(item.facts)))
