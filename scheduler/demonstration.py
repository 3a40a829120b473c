"""Making a database a demonstration: a day of its own, and invented people."""

from datetime import datetime

from sqlalchemy import select

from models.committees import Committee
from models.database import db
from models.demonstration import Demonstration
from scheduler.deed import deed
from vocabulary.actor import Actor
from vocabulary.refusals import Refusal
from vocabulary.text import N_


def create_demonstration(opened_at: datetime, *, by: Actor, wall: datetime) -> None:
    """Let this database's clock read `opened_at` from now on and run; refused on one that holds real work."""
    with deed("create demonstration", by=by, now=opened_at) as record:
        if db.session.scalar(select(Demonstration.id)) is not None:
            raise Refusal(N_("This database is a demonstration already; its clock cannot be set again."))
        if db.session.scalar(select(Committee.id).limit(1)) is not None:
            raise Refusal(
                N_("This database holds a committee already and cannot become a demonstration. Take an empty one.")
            )
        db.session.add(Demonstration(id=1, opened_at=opened_at, created_at=wall, latest=opened_at))
        record.about("demonstration", 1, opened_at=opened_at.isoformat())
