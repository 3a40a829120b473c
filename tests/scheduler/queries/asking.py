"""Who asks in tests of queries, and how many questions that puts to the database."""

from collections.abc import Callable

from models.database import db
from models.people import Person
from scheduler.queries.actors import actor_of
from tests.making import NOW
from tests.scheduler.letters import queries_of
from vocabulary.actor import Actor


def questions(ask: Callable[[], object]) -> int:
    """The number of SELECTs that one asking takes, with nothing remembered from before."""
    db.session.rollback()
    db.session.expunge_all()

    def once() -> None:
        ask()

    return queries_of(once)


def reader(person_id: int) -> Actor:
    """Somebody on file, on the day of the tests."""
    return actor_of(db.session.get_one(Person, person_id), today=NOW.date())
