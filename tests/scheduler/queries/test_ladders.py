"""Ladders with the days that follow."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from models.database import db
from scheduler.consultations import book, found
from scheduler.queries.ladders import ladder_page
from scheduler.queries.sights import session_plan
from scheduler.reminding import (
    set_ladder,
)
from scheduler.rules.double_bookings import SESSION
from scheduler.sessions import found as session
from scheduler.sessions import plan_session
from tests.making import HAND, NOW, Ministry, make_ministry, make_plan
from tests.scheduler.letters import let_go
from tests.scheduler.reminding import MEETING, put_on_file
from vocabulary.actor import OPERATOR
from vocabulary.decisions import Place
from vocabulary.plan import Days
from vocabulary.reminders import Ladder, LadderStep, Reach

LATE = Ladder((LadderStep(3, Reach.PRIMARY),), before=2)


@pytest.fixture
def ministry(app: Flask) -> Ministry:
    ministry = make_ministry()
    put_on_file(ministry)
    return ministry


@pytest.fixture
def released(ministry: Ministry) -> int:
    consultation_id = book(ministry.session_id, make_plan(MEETING), invited=ministry.everybody, hand=HAND)
    let_go(consultation_id)
    return consultation_id


def test_the_page_shows_the_days_that_follow_for_the_next_meetings(ministry: Ministry, released: int) -> None:
    page = ladder_page("demo", None, actor=OPERATOR, now=NOW)
    (meeting,) = page.meetings
    assert meeting.steps == (date(2022, 1, 17), date(2022, 1, 31), date(2022, 2, 7))
    assert ladder_page("demo", None, actor=OPERATOR, now=MEETING).meetings == ()
    set_ladder("demo", Ladder((), 0), by=OPERATOR, now=NOW)
    (never,) = ladder_page("demo", None, actor=OPERATOR, now=NOW).meetings
    assert (never.steps, never.before) == ((), None)


def test_a_meeting_without_an_hour_has_no_days(ministry: Ministry, released: int) -> None:
    found(released).starts = None
    found(released).ends = None
    db.session.flush()
    assert ladder_page("demo", None, actor=OPERATOR, now=NOW).meetings == ()
    db.session.rollback()


def test_a_session_has_days_before_its_first_one(ministry: Ministry, released: int) -> None:
    opens = replace(session_plan(session(ministry.session_id)), blocks=(Days(date(2022, 3, 21), date(2022, 3, 25)),))
    plan_session(ministry.session_id, opens, hand=HAND)
    _, theirs = ladder_page("demo", None, actor=OPERATOR, now=NOW).meetings
    assert (theirs.place, theirs.wanted_by) == (Place(SESSION, ministry.session_id), date(2022, 3, 18))
    assert theirs.steps == (date(2022, 2, 18), date(2022, 3, 4), date(2022, 3, 11))
    assert theirs.before == date(2022, 3, 18), "the Friday before: the last office day is also that by which to answer"
