"""Consultations on closed days wait on their own committee's overview, with another day to move to."""

from datetime import date, timedelta

import pytest

from scheduler.closed_days import Planned, add_closed_day
from scheduler.consultations import book
from scheduler.queries.calendars import calendar_named
from scheduler.queries.closed_day_waiting import on_closed_day
from scheduler.queries.overview import overview_for
from scheduler.rules.closed_days import Booked, Hit
from scheduler.rules.waiting import Waiting, WaitingKind
from tests.fixtures import NOW, Letter
from tests.making import HAND, make_plan, make_second_committee
from vocabulary.actor import OPERATOR
from vocabulary.closed_days import ClosedDayCard
from vocabulary.plan import Invited
from vocabulary.text import Bilingual

HOLIDAY = ClosedDayCard(date(2022, 1, 11), Bilingual("Special holiday"))


def waiting(days: int = 0) -> list[Waiting]:
    every = overview_for("ahc", actor=OPERATOR, now=NOW + timedelta(days=days)).waiting
    return [one for one in every if one.kind is WaitingKind.CLOSED_DAY]


def test_a_consultation_on_a_closed_day_waits_with_the_next_free_one(letter: Letter) -> None:
    everybody = Invited(agency_ids=(letter.agency_ids["oag"], letter.agency_ids["rtp"]))
    number = book(letter.session_ids["2"], make_plan(), invited=everybody, hand=HAND)
    book(make_second_committee(letter.committee_id), make_plan(), invited=everybody, hand=HAND)
    assert waiting() == []
    calendar = calendar_named("thai-government", actor=OPERATOR)
    with pytest.raises(Planned) as planned:
        add_closed_day(calendar, HOLIDAY, by=OPERATOR, now=NOW)
    add_closed_day(calendar, HOLIDAY, by=OPERATOR, now=NOW, shown=planned.value.digest)
    (shut,) = waiting()  # that of another committee waits on its own overview
    assert (shut.subject_id, shut.values["offer"], str(shut.values["reason"])) == (
        number,
        date(2022, 1, 12),
        "Special holiday",
    )
    assert waiting(days=30) == []


def test_where_no_free_day_is_found_none_is_offered() -> None:
    booked = Booked(5, Bilingual("Consultation"), HOLIDAY.day, None, None, "Asia/Bangkok")
    line = on_closed_day(Hit(booked, None), HOLIDAY.name)
    assert (line.subject_id, line.values["offer"], str(line.values["free"])) == (5, None, "–")
