"""What time it is for a deed: the wall clock's, or the demonstration's own."""

from datetime import datetime
from typing import Protocol

from sqlalchemy import select

from models.database import db
from models.demonstration import Demonstration


class Moments(Protocol):
    """When a demonstration's day begins, when that was on the wall clock, and the latest time that a deed has seen."""

    @property
    def opened_at(self) -> datetime: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def latest(self) -> datetime: ...


MOMENTS = select(Demonstration.opened_at, Demonstration.created_at, Demonstration.latest)


def time_of_day(wall: datetime) -> datetime:
    """The time that deeds go by when the wall clock reads `wall`; in a demonstration it runs on from its own day.

    It never goes back behind the latest deed, whatever the wall clock does.
    """
    return told_by(db.session.connection().execute(MOMENTS).one_or_none(), wall)


def told_by(demonstration: Moments | None, wall: datetime) -> datetime:
    """The same from a row already read; without one, the wall clock itself."""
    if demonstration is None:
        return wall
    running = demonstration.opened_at + (wall - demonstration.created_at)
    latest: datetime = max(running, demonstration.latest)
    return latest


def is_demonstration() -> bool:
    """Whether this database is a demonstration."""
    return db.session.scalar(select(Demonstration.id)) is not None
