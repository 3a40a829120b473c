"""Forgetting somebody in plans of seats: where he or she sat stays as a seat, and whose it was goes."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from models.database import db
from models.seat_plans import SeatPlan
from scheduler.queries.home import home_day
from scheduler.queries.rosters import roster_for
from scheduler.rules.issued_rosters import frozen_words, thawed_words
from scheduler.rules.seats import frozen_seats, thawed_seats, unnamed, unsaid
from vocabulary.actor import OPERATOR

PLANS = select(
    SeatPlan.id, SeatPlan.session_id, SeatPlan.closes, SeatPlan.lapsed_at, SeatPlan.sheet, SeatPlan.lapsed_why
)


def forget_seats(person_id: int, *, now: datetime) -> None:
    """Empty the name of this person in every plan but those by which he or she is still to sit. A step.

    The statement passes the session by, whose notes would write into the audit what is being forgotten.
    """
    today = home_day(now)
    for row in db.session.execute(PLANS).all():
        sheet = thawed_seats(row.sheet)
        names = [one.name for one in sheet.seated if one.person_id == person_id]
        sits = row.lapsed_at is None and row.closes >= today and is_on_roster(person_id, row.session_id)
        if names and not sits:
            emptied: dict[str, Any] = {
                "sheet": frozen_seats(unnamed(sheet, person_id)),
                "lapsed_why": frozen_words([unsaid(why, names[0]) for why in thawed_words(row.lapsed_why)]),
            }
            db.session.connection().execute(update(SeatPlan).where(SeatPlan.id == row.id).values(**emptied))


def is_on_roster(person_id: int, session_id: int) -> bool:
    """Whether somebody leads the delegation to a session or is named to it."""
    return any(line.person_id == person_id for line in roster_for(session_id, actor=OPERATOR).lines)
