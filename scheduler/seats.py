"""Saying who sits at the table and who behind, on which days of a session."""

from datetime import datetime

from sqlalchemy import select

from models.database import db
from models.seat_plans import SeatPlan
from scheduler.deed import deed
from scheduler.issued_marks import lapse
from scheduler.queries.rosters import Roster
from scheduler.queries.seats import desk_seats, seat_place
from scheduler.rules.seats import TAKEN_BACK, frozen_seats, seat_problems
from vocabulary.actor import Actor
from vocabulary.decisions import Said
from vocabulary.refusals import Invalid, NotFound, Stale
from vocabulary.seats import Seated, SeatPlace, SeatRow, SeatSheet, SeatWish
from vocabulary.text import N_

REPLACED = N_("Seat plan no. %(number)s holds instead")
NO_PLAN = N_("This seat plan does not exist.")
LAPSED = N_("This seat plan has lapsed already.")


def seat(session_id: int, wish: SeatWish, *, by: Actor, now: datetime) -> int:
    """Say who sits where on some days of a session; the number of the plan.

    A plan all of whose days it covers lapses; on days that both cover the later one holds.
    """
    with deed("seat delegation", by=by, now=now) as record:
        page = desk_seats(session_id, actor=by)
        place = seat_place(page.roster, wish.opens, closes=wish.closes)
        problems = seat_problems(wish, place)
        if problems:
            raise Invalid(problems)
        number = max((one.number for one in (*page.holding, *page.lapsed)), default=0) + 1
        for row in holding(session_id):
            if wish.opens <= row.opens and row.closes <= wish.closes:
                lapse(row, [Said(REPLACED, {"number": number})], now=now)
        db.session.add(
            SeatPlan(
                session_id=session_id,
                number=number,
                opens=wish.opens,
                closes=wish.closes,
                front=wish.front,
                behind=wish.behind,
                made_at=now,
                made_by=by.label,
                sheet=frozen_seats(sheet_of(wish, place, roster=page.roster)),
                lapsed_why=[],
            )
        )
        record.about("session", session_id, plan=number)
        return number


def unseat(session_id: int, number: int, *, by: Actor, now: datetime) -> None:
    """Take a plan of seats back; it stays on record as one that has lapsed."""
    with deed("unseat delegation", by=by, now=now) as record:
        desk_seats(session_id, actor=by)
        row = db.session.scalar(select(SeatPlan).where(SeatPlan.session_id == session_id, SeatPlan.number == number))
        if row is None:
            raise NotFound(NO_PLAN)
        if row.lapsed_at is not None:
            raise Stale(LAPSED)
        lapse(row, [Said(TAKEN_BACK)], now=now)
        record.about("session", session_id, plan=number)


def holding(session_id: int) -> list[SeatPlan]:
    """The plans of a session that have not lapsed."""
    rows = select(SeatPlan).where(SeatPlan.session_id == session_id, SeatPlan.lapsed_at.is_(None))
    return list(db.session.scalars(rows.order_by(SeatPlan.number)))


def sheet_of(wish: SeatWish, place: SeatPlace, *, roster: Roster) -> SeatSheet:
    """Who sits where, in the order of the roster."""
    rows = dict.fromkeys(wish.front_ids, SeatRow.FRONT) | dict.fromkeys(wish.behind_ids, SeatRow.BEHIND)
    return SeatSheet(
        place.city,
        place.venue,
        place.rooms,
        tuple(
            Seated(line.person_id, line.name, line.position, rows[line.person_id])
            for line in roster.lines
            if line.person_id in rows
        ),
    )
