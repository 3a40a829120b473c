"""An hour that the clock of a place shows twice."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.fixtures import Letter
from tests.web.days import in_the_letters_days
from web.desk.doubled import HourFields, is_doubled, which, which_of
from web.forms import Typed

VIENNA, BANGKOK = "Europe/Vienna", "Asia/Bangkok"


@pytest.mark.parametrize(("typed", "meant"), [("first", False), ("second", True), ("", None), ("third", None)])
def test_nothing_is_guessed_of_two_equal_hours(typed: str, meant: bool | None) -> None:
    assert which(Typed({"which": typed})) is meant


@pytest.mark.parametrize(
    ("day", "clock", "tzid", "asks"),
    [
        ("30 Oct 2022", "02:30", VIENNA, True),
        ("30 Oct 2022", "02:30", BANGKOK, False),
        ("30 Oct 2022", "03:00", VIENNA, False),
        ("27 Mar 2022", "02:30", VIENNA, False),
        ("", "02:30", VIENNA, False),
        ("30 Oct 2022", "", VIENNA, False),
        ("soon", "never", VIENNA, False),
    ],
)
def test_a_form_asks_only_where_the_hour_comes_twice(
    app: Flask, letter: Letter, day: str, clock: str, *, tzid: str, asks: bool
) -> None:
    in_the_letters_days()
    with app.test_request_context("/"):
        assert is_doubled({"on": day, "at": clock}, HourFields("on", "at"), tzid=tzid) is asks


def test_an_hour_on_record_says_which_it_is() -> None:
    hours = [datetime(2022, 10, 30, hour, 30, tzinfo=UTC) for hour in (0, 1, 2)]
    assert [which_of(hour, tzid=VIENNA) for hour in hours] == ["first", "second", ""]
