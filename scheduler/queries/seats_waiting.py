"""Seats that wait for the desk: a plan that has lapsed with no other made, and seats that somebody has left."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from datetime import date

from sqlalchemy import BindParameter, bindparam, select

from models.database import db
from models.delegations import Delegate, Delegation
from models.seat_plans import SeatPlan
from scheduler.queries.session_lines import SessionLine
from scheduler.rules.issued_rosters import thawed_words
from scheduler.rules.seats import is_missed, left, thawed_seats
from scheduler.rules.waiting import Waiting, WaitingKind, waiting
from vocabulary.text import joined

SESSIONS: BindParameter[int] = bindparam("sessions", expanding=True)
PLANS = select(SeatPlan).where(SeatPlan.session_id.in_(SESSIONS)).order_by(SeatPlan.session_id, SeatPlan.number)
DELEGATES = (
    select(Delegation.session_id, Delegate.person_id)
    .join(Delegate, Delegate.delegation_id == Delegation.id)
    .where(Delegation.session_id.in_(SESSIONS))
)


def about_seats(sessions: Iterable[SessionLine], *, today: date) -> Iterator[Waiting]:
    """Dated sessions to come of which no plan holds any more, and plans in which a seat is free; two queries.

    A plan that the desk itself took back is not missed.
    """
    coming = {line.session_id: line for line in sessions if line.opens is not None and not line.is_past(today)}
    plans, present = plans_of(coming), people_of(coming.values())
    for session_id, rows in plans.items():
        yield from about_plans(coming[session_id], rows, present=present[session_id], today=today)


def about_plans(line: SessionLine, rows: Sequence[SeatPlan], *, present: Set[int], today: date) -> Iterator[Waiting]:
    """What waits of the plans of one session, in whose delegation these people are."""
    name, holding = line.name.plain, [row for row in rows if row.lapsed_at is None]
    if not holding and is_missed(thawed_words(rows[-1].lapsed_why)):
        yield waiting(WaitingKind.SEATS, line.session_id, session=name, number=rows[-1].number)
    for row in holding:
        free = left(thawed_seats(row.sheet), present) if today <= row.closes else ()
        if free:
            names = joined(one.name.plain for one in free)
            yield waiting(WaitingKind.FREE_SEAT, line.session_id, session=name, number=row.number, names=names)


def plans_of(session_ids: Collection[int]) -> dict[int, list[SeatPlan]]:
    """By session, its plans in their order; sessions without any are left out."""
    found: dict[int, list[SeatPlan]] = defaultdict(list)
    for row in db.session.scalars(PLANS, {"sessions": session_ids}):
        found[row.session_id].append(row)
    return found


def people_of(sessions: Collection[SessionLine]) -> dict[int, set[int]]:
    """By session, who is on its roster: its heads and its delegates."""
    found = {line.session_id: {one.person_id for one in line.heads if one.person_id} for line in sessions}
    for session_id, person_id in db.session.execute(DELEGATES, {"sessions": list(found)}):
        found[session_id].add(person_id)
    return found
