"""With how many seats a plan begins, and for whom."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from models.database import db
from models.places import DutyStation
from scheduler.meeting_days import set_meeting_days
from scheduler.queries.seats import beginning, desk_seats
from scheduler.queries.sights import session_plan
from scheduler.seats import seat
from scheduler.sessions import found, plan_session
from tests.fixtures import NOW, Letter, People
from tests.making import HAND
from tests.scheduler.seating import FIRST, LAST, MIDDLE, meets_in, people_of, seated
from vocabulary.actor import OPERATOR
from vocabulary.plan import DayPlan, Days
from vocabulary.seats import SeatWish


def test_a_plan_begins_with_as_many_seats_as_the_room_had_for_another_session(letter: Letter) -> None:
    meets_in(letter, "M3")
    first, second, third, *_ = people_of(letter)
    seat(letter.session_ids["2"], SeatWish(MIDDLE, MIDDLE, 2, 4, (first, second), (third,)), by=OPERATOR, now=NOW)
    seated(letter, FIRST, FIRST)
    plan = session_plan(found(letter.session_ids["2"]))
    for key, days, room in (("4", FIRST.replace(month=7), ""), ("5", FIRST.replace(month=8), "M3")):
        blocks = (replace(plan.blocks[0], opens=days, closes=days),)
        plan_session(letter.session_ids[key], replace(plan, blocks=blocks), hand=HAND)
        set_meeting_days(letter.session_ids[key], [DayPlan(days, "10:00-13:00", room)], by=OPERATOR, now=NOW)
    begun = [beginning(desk_seats(letter.session_ids[key], actor=OPERATOR)) for key in "45"]
    assert [(one.front, one.behind) for one in begun if one is not None] == [(1, 2), (2, 4)]


def test_whoever_leads_in_another_city_alone_is_not_seated_here(letter: Letter, people: People) -> None:
    plan = session_plan(found(letter.session_ids["2"]))
    there = Days(date(2022, 6, 6), LAST, db.session.scalars(select(DutyStation.id).filter_by(key="new-york")).one())
    blocks = (replace(plan.blocks[0], closes=MIDDLE), there)
    plan_session(letter.session_ids["2"], replace(plan, blocks=blocks), hand=HAND)
    page = desk_seats(letter.session_ids["2"], actor=OPERATOR)
    assert people.head_new_york in {line.person_id for line in page.roster.lines}
    begun = beginning(page, front=1, behind=20)
    assert begun is not None
    assert (next(iter(begun.seats)), people.head_new_york in begun.seats) == (people.head_vienna, False)
