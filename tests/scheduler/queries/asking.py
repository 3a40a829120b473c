"""How many questions a query puts to the database, with nothing remembered from before."""

from collections.abc import Callable

from models.database import db
from tests.scheduler.letters import queries_of


def questions(ask: Callable[[], object]) -> int:
    """The number of SELECTs that one asking takes."""
    db.session.rollback()
    db.session.expunge_all()

    def once() -> None:
        ask()

    return queries_of(once)
