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
    return told_by(demonstration(), wall)


def demonstration() -> Moments | None:
    """When this demonstration's day begins, and how far it has come; None where this is no demonstration."""
    found: Moments | None = db.session.connection().execute(MOMENTS).one_or_none()
    return found


def told_by(moments: Moments | None, wall: datetime) -> datetime:
    """The same from a row already read; without one, the wall clock itself."""
    if moments is None:
        return wall
    running = moments.opened_at + (wall - moments.created_at)
    latest: datetime = max(running, moments.latest)
    return latest


def is_demonstration() -> bool:
    """Whether this database is a demonstration."""
    return demonstration() is not None
