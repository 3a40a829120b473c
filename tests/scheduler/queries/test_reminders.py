"""What the desk is told of reminders."""

import pytest
from flask import Flask

from scheduler.consultations import book, found
from scheduler.queries.reminders import Reminded, reminders_of
from tests.making import HAND, NOW, Ministry, make_ministry, make_plan
from tests.scheduler.letters import let_go
from tests.scheduler.reminding import (
    MEETING,
    bangkok,
    deliver_all,
    look,
    plans,
    put_on_file,
    replan,
)


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


def test_the_consultations_page_is_told_what_was_sent_and_what_will_be(released: int) -> None:
    look(bangkok(17))
    deliver_all()
    look(bangkok(31))
    deliver_all()
    told = reminders_of([found(released).entry_id], now=bangkok(31))
    assert [(one.step, len(one.lines)) for one in told.behind] == [(20, 3), (10, 3)]
    assert [(one.step, one.at) for one in told.ahead] == [(5, bangkok(7, month=2))]
    assert told.reminded[told.departures[0].lines[0].invitation_id] == Reminded(2, bangkok(31))


def test_no_day_is_planned_while_the_years_closed_days_are_not_on_file(app: Flask) -> None:
    ministry = make_ministry()
    consultation_id = book(ministry.session_id, make_plan(MEETING), invited=ministry.everybody, hand=HAND)
    let_go(consultation_id)
    assert plans() == []
    assert reminders_of([found(consultation_id).entry_id], now=NOW).unknown == 2022
    put_on_file(ministry)
    replan(NOW)
    assert len(plans()) == 9
    assert reminders_of([found(consultation_id).entry_id], now=NOW).unknown is None
