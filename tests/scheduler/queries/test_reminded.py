"""Who is to be reminded, and where they read."""

from datetime import date

from flask import Flask
from sqlalchemy import select

from models.database import db
from models.people import OfficeHolder, Post
from models.places import DutyStation
from scheduler.consultations import book, found
from scheduler.queries.reminded import gatherings
from tests.making import HAND, NOW, make_ministry, make_plan
from tests.scheduler.letters import let_go, queries_of
from tests.scheduler.reminding import MEETING, plans, put_on_file
from vocabulary.plan import Invited


def test_whoever_holds_a_post_abroad_is_reminded_in_the_morning_there(app: Flask) -> None:
    ministry = make_ministry()
    put_on_file(ministry)
    vienna = db.session.scalars(select(DutyStation).where(DutyStation.key == "vienna")).one()
    post = Post(key="vienna", title_en="Permanent Representative", duty_station=vienna)
    db.session.add(OfficeHolder(post=post, person_id=ministry.person_ids[0], since=date(2021, 1, 1)))
    db.session.commit()
    let_go(book(ministry.session_id, make_plan(MEETING), invited=Invited(ministry.agency_ids[:2]), hand=HAND))
    assert [f"{at:%H:%M}" for _, step, at in plans() if step == 20] == ["08:00", "02:00"]


def test_a_large_meeting_asks_as_often_as_a_small_one(app: Flask) -> None:
    ministry = make_ministry(6)
    put_on_file(ministry)
    few, many = (
        book(ministry.session_id, make_plan(MEETING), invited=Invited(ministry.agency_ids[:size]), hand=HAND)
        for size in (1, 6)
    )
    for one in (few, many):
        let_go(one)
    entries = [found(one).entry_id for one in (few, many)]
    counts = [queries_of(lambda number=number: gatherings([number], now=NOW)) for number in entries]  # type: ignore[misc]
    assert counts[0] == counts[1]
