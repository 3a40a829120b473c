"""The form of a session's plan, read and filled."""

from datetime import date

from flask import Flask

from scheduler.queries.sessions import session_page_for
from tests.fixtures import Letter
from vocabulary.actor import OPERATOR
from vocabulary.plan import Days, SessionPlan
from vocabulary.states import Modality, SessionStatus, Stage
from web.desk.session_form import filled_from, read_plan
from web.forms import Typed


def test_a_form_becomes_a_plan(app: Flask, letter: Letter) -> None:
    fields = {
        "duty_station": "2",
        "venue": "1",
        "opens": "28 ก.พ. 2565",
        "closes": "11/3/2565",
        "status": "confirmed",
        "modality": "hybrid",
        "stage": "exchange of views",
        "document": " Note 5 ",
    }
    with app.test_request_context("/"):
        typed = Typed(fields)
        plan = read_plan(typed)
    assert typed.problems == []
    assert plan == SessionPlan(
        duty_station_id=2,
        blocks=(Days(date(2022, 2, 28), date(2022, 3, 11), venue_id=1),),
        status=SessionStatus.CONFIRMED,
        modality=Modality.HYBRID,
        stage=Stage.EXCHANGE_OF_VIEWS,
        document="Note 5",
    )


def test_a_day_that_cannot_be_read_is_the_only_problem_said_of_the_days(app: Flask, letter: Letter) -> None:
    with app.test_request_context("/"):
        typed = Typed({"opens": "soon", "closes": "2022-03-11", "status": "provisional"})
        read_plan(typed)
    assert [problem.field for problem in typed.problems] == ["opens"]


def test_the_present_plan_stands_in_the_form_as_its_reader_writes_it(app: Flask, letter: Letter) -> None:
    page = session_page_for(letter.session_ids["2"], actor=OPERATOR)
    with app.test_request_context("/?lang=th"):
        filled = filled_from(page)
        assert (filled.values["opens"], filled.values["status"]) == ("30 พ.ค. 2565", "confirmed")
        assert filled.day("opens") == date(2022, 5, 30)
        assert filled.values["modality"] == ""


def test_an_undated_session_leaves_its_fields_empty(app: Flask, letter: Letter) -> None:
    page = session_page_for(letter.session_ids["3"], actor=OPERATOR)
    with app.test_request_context("/?lang=en"):
        filled = filled_from(page)
        assert (filled.values["opens"], filled.values["venue"], filled.day("opens")) == ("", "", None)
