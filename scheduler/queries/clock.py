"""What time it is for a deed: the wall clock's, or the demonstration's own."""

from datetime import datetime

from sqlalchemy import select

from models.database import db
from models.demonstration import Demonstration


def time_of_day(wall: datetime) -> datetime:
    """The time that deeds go by when the wall clock reads `wall`; in a demonstration it runs on from its own day.

    It never goes back behind the latest deed, whatever the wall clock does.
    """
    return told_by(db.session.scalar(select(Demonstration)), wall)


def told_by(demonstration: Demonstration | None, wall: datetime) -> datetime:
    """The same from a row already read; without one, the wall clock itself."""
    if demonstration is None:
        return wall
    running = demonstration.opened_at + (wall - demonstration.created_at)
    latest: datetime = max(running, demonstration.latest)
    return latest


def is_demonstration() -> bool:
    """Whether this database is a demonstration."""
    return db.session.scalar(select(Demonstration.id)) is not None
