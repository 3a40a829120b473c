"""What stands in the form of a consultation, and how an hour is read from it."""

from datetime import date

import pytest
from flask import Flask

from tests.fixtures import Letter
from tests.web.days import in_the_letters_days
from vocabulary.text import Bilingual
from web.desk.consultation_form import Filled, fresh, read_hours, read_plan, written
from web.forms import Typed

HOUR = {"day": "11 Jan 2022", "clock": "14:00", "minutes": "90"}


@pytest.fixture
def asked(app: Flask, letter: Letter) -> Flask:
    """The application in the letter's days."""
    in_the_letters_days()
    return app


def test_a_fresh_form_has_a_title_and_a_usual_length() -> None:
    form = fresh(Bilingual("Consultation", "การหารือ"), agencies=(1, 2))
    assert form.values["title_en"] == "Consultation"
    assert (form.values["minutes"], form.values["modality"]) == ("90", "in person")
    assert form.agencies == (1, 2)


def test_a_field_echoes_the_day_that_it_holds(asked: Flask) -> None:
    with asked.test_request_context("/?lang=en"):
        form = Filled({"day": "11/1/2565", "reply_by": "soon"})
        assert form.day("day") == date(2022, 1, 11)
        assert form.day("reply_by") is None
        assert form.day("letter_dated") is None


@pytest.mark.parametrize(("code", "text"), [("en", "11 Jan 2022"), ("th", "11 ม.ค. 2565")])
def test_a_day_is_written_as_its_reader_would_type_it(asked: Flask, code: str, text: str) -> None:
    with asked.test_request_context(f"/?lang={code}"):
        assert written(date(2022, 1, 11)) == text
        assert written(None) == ""


def test_an_hour_is_an_instant_by_the_capitals_clock(asked: Flask) -> None:
    with asked.test_request_context("/"):
        hours = read_hours(Typed(HOUR), tzid="Asia/Bangkok")
    assert hours is not None
    assert (hours.starts.isoformat(), hours.ends.isoformat()) == (
        "2022-01-11T07:00:00+00:00",
        "2022-01-11T08:30:00+00:00",
    )


def test_an_hour_that_the_clocks_skip_is_noted_on_its_field(asked: Flask) -> None:
    typed = Typed({**HOUR, "day": "27 Mar 2022", "clock": "02:30"})
    with asked.test_request_context("/"):
        assert read_hours(typed, tzid="Europe/Vienna") is None
    assert [problem.field for problem in typed.problems] == ["clock"]


def test_an_hour_that_comes_twice_is_noted_until_somebody_says_which(asked: Flask) -> None:
    doubled = {**HOUR, "day": "30 Oct 2022", "clock": "02:30"}
    typed = Typed(doubled)
    with asked.test_request_context("/"):
        assert read_hours(typed, tzid="Europe/Vienna") is None
        assert [problem.field for problem in typed.problems] == ["clock"]
        first, second = (
            read_hours(Typed({**doubled, "which": one}), tzid="Europe/Vienna") for one in ("first", "second")
        )
    assert first is not None
    assert second is not None
    assert (second.starts - first.starts).total_seconds() == 3600


def test_what_is_wrong_beside_the_hour_is_noted_even_where_the_hour_cannot_be_read(asked: Flask) -> None:
    typed = Typed({"day": "soon", "clock": "14:00", "minutes": "90", "link": "meet.example"})
    with asked.test_request_context("/"):
        assert read_plan(typed, tzid="Asia/Bangkok") is None
    assert {problem.field for problem in typed.problems} == {"day", "title_th", "place", "link"}


def test_a_field_is_complained_about_once(asked: Flask) -> None:
    typed = Typed({**HOUR, "title_th": "ก", "place": "Hall", "reply_by": "soon"})
    with asked.test_request_context("/"):
        read_plan(typed, tzid="Asia/Bangkok")
    assert [problem.field for problem in typed.problems] == ["reply_by"]
