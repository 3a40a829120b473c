"""Whether the database answers."""

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from models.database import db
from models.people import Person


def is_reachable() -> bool:
    """Whether the database answers, with tables in it."""
    try:
        db.session.execute(select(Person.id).limit(1))
    except (OperationalError, PoolExhausted):
        db.session.rollback()
        return False
    return True
