"""Making a database a demonstration: a day of its own, and invented people."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from models.committees import Committee
from models.database import db
from models.demonstration import Demonstration
from models.people import Person
from scheduler.deed import deed
from vocabulary.actor import Actor
from vocabulary.refusals import Refusal
from vocabulary.text import N_


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the making of a demonstration has come."""

    is_demonstration: bool
    has_committee: bool
    has_people: bool

    @property
    def has_work(self) -> bool:
        """Whether somebody has begun to use it."""
        return self.has_committee or self.has_people


def progress() -> Progress:
    """What this database holds."""
    return Progress(
        is_demonstration=db.session.scalar(select(Demonstration.id)) is not None,
        has_committee=db.session.scalar(select(Committee.id).limit(1)) is not None,
        has_people=db.session.scalar(select(Person.id).limit(1)) is not None,
    )


def create_demonstration(opened_at: datetime, *, by: Actor, wall: datetime) -> None:
    """Let this database's clock read `opened_at` from now on and run; refused on one that holds real work."""
    with deed("create demonstration", by=by, now=opened_at) as record:
        so_far = progress()
        if so_far.is_demonstration:
            raise Refusal(N_("This database is a demonstration already; its clock cannot be set again."))
        if so_far.has_work:
            raise Refusal(N_("This database holds work already and cannot become a demonstration. Take an empty one."))
        db.session.add(Demonstration(id=1, opened_at=opened_at, created_at=wall, latest=opened_at))
        record.about("demonstration", 1, opened_at=opened_at.isoformat())
