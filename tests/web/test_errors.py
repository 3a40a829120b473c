"""What went wrong, said once, with what to do next."""

import json
import sqlite3
from contextlib import closing

import pytest
from flask import Flask, abort, redirect
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from models.database import db
from scheduler.deed import writing
from tests.fixtures import People, SignIn
from tests.web.page_forms import form_to
from vocabulary.refusals import Forbidden, Invalid, NotFound, Refusal, Stale
from vocabulary.settings import Settings
from vocabulary.text import Bilingual
from web.configuration import LARGEST_REQUEST
from web.errors import say

ENGLISH = {"Accept-Language": "en"}


def add_page(app: Flask, act: object) -> None:
    """A page at /try that does one thing."""
    app.view_functions["try"] = act  # type: ignore[assignment]
    from werkzeug.routing import Rule

    app.url_map.add(Rule("/try", endpoint="try", methods=["GET", "POST"]))


def raising(app: Flask, error: Exception) -> None:
    """A page that fails in this way."""

    def fail() -> ResponseReturnValue:
        raise error

    add_page(app, fail)


@pytest.mark.parametrize(
    ("refusal", "status"),
    [
        (Refusal("Choose another day."), 422),
        (NotFound("This session does not exist."), 404),
        (Forbidden("Only an administrator decides who may sign in."), 403),
        (Stale("Look again."), 409),
        (Invalid([Refusal("Choose another day."), Refusal("Write an hour.")]), 422),
    ],
)
def test_a_refusal_becomes_one_page_with_its_status_and_sentences(
    app: Flask, client: FlaskClient, refusal: Refusal, status: int
) -> None:
    raising(app, refusal)
    answer = client.get("/try", headers=ENGLISH)
    assert answer.status_code == status
    problems = refusal.problems if isinstance(refusal, Invalid) else [refusal]
    assert all(problem.message in answer.text for problem in problems)


def test_a_refusals_sentence_and_its_values_speak_the_pages_language(app: Flask) -> None:
    refusal = Refusal("Wait %(count)s seconds, %(city)s.", count=5, city=Bilingual("Vienna", "กรุงเวียนนา"))
    with app.app_context(), app.test_request_context(headers={"Accept-Language": "th"}):
        assert say(refusal).endswith("กรุงเวียนนา.")
    with app.app_context(), app.test_request_context(headers=ENGLISH):
        assert say(refusal) == "Wait 5 seconds, Vienna."


def test_a_sentence_without_values_may_hold_a_percent_sign(app: Flask) -> None:
    with app.test_request_context(headers=ENGLISH):
        assert say(Refusal("100 % is too much.")) == "100 % is too much."


def test_what_was_begun_before_a_refusal_is_undone(app: Flask, client: FlaskClient) -> None:
    def half_way() -> ResponseReturnValue:
        db.session.execute(text("DELETE FROM person"))
        raise Refusal("No.")

    add_page(app, half_way)
    assert client.get("/try").status_code == 422
    with writing():
        db.session.execute(text("SELECT 1"))


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 418, 429, 503])
def test_every_error_of_the_web_is_a_page_of_ours(app: Flask, client: FlaskClient, status: int) -> None:
    def fail() -> ResponseReturnValue:
        abort(status)

    add_page(app, fail)
    answer = client.get("/try", headers=ENGLISH)
    assert answer.status_code == status
    assert '<html lang="en">' in answer.text
    assert "Content-Security-Policy" in answer.headers


def test_a_way_on_is_no_error(app: Flask, client: FlaskClient) -> None:
    def lead_on() -> ResponseReturnValue:
        abort(redirect("/help", 303))

    add_page(app, lead_on)
    answer = client.get("/try")
    assert (answer.status_code, answer.location) == (303, "/help")


def test_a_missing_page_says_where_to_start_again(client: FlaskClient) -> None:
    answer = client.get("/nowhere", headers=ENGLISH)
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert "/nowhere?" not in answer.text


def test_a_page_that_takes_no_form_names_what_it_takes(client: FlaskClient) -> None:
    answer = client.delete("/help", headers=ENGLISH)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_form_larger_than_two_megabytes_is_refused(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"address": "x" * LARGEST_REQUEST}, headers=ENGLISH)
    assert answer.status_code == 413
    assert "shorten it" in answer.text


def test_a_form_of_too_many_parts_is_refused(client: FlaskClient) -> None:
    parts = {f"part{number}": (None, "x") for number in range(600)}
    boundary = "x"
    body = "".join(f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\nx\r\n' for name in parts) + "--x--\r\n"
    kind = f"multipart/form-data; boundary={boundary}"
    assert client.post("/sign-in", data=body, content_type=kind).status_code == 413


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "localhost@evil.example"]
)
def test_another_host_is_told_nothing_but_that_it_is_wrong(client: FlaskClient, host: str) -> None:
    for path in ("/", "/sign-in", "/nowhere", "/static/mark.svg"):
        answer = client.get(path, headers={"Host": host})
        assert (answer.status_code, answer.text) == (400, "This service has another address.\n")
        assert "Location" not in answer.headers


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:9000", "localhost", "localhost:8000"])
def test_this_machine_may_be_asked_by_any_of_its_names(client: FlaskClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


def test_a_forwarded_host_is_believed_by_nobody(client: FlaskClient) -> None:
    answer = client.get("/my/password", headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"})
    assert answer.location == "/sign-in?next=/my/password"


def test_a_fault_of_ours_shows_a_number_that_the_log_has_too_with_the_traceback(
    app: Flask, client: FlaskClient, capsys: pytest.CaptureFixture[str]
) -> None:
    raising(app, RuntimeError("a secret of the house"))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = client.get("/try", headers=ENGLISH)
    assert answer.status_code == 500
    assert "a secret of the house" not in answer.text
    fault, request = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert (fault["event"], fault["request_id"]) == ("a fault of ours", answer.headers["X-Request-ID"])
    assert "RuntimeError: a secret of the house" in fault["exception"]
    assert (request["status"], request["level"]) == (500, "warning")
    assert f"Reference: {fault['request_id']}" in answer.text


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (401, "Sign in"),
        (403, "Ask the desk"),
        (404, "start from the front page"),
        (409, "reload the page"),
        (413, "shorten it"),
        (418, "Go back and try again"),
        (503, "Try again in a moment"),
        (504, "give the reference below"),
    ],
)
def test_every_error_page_says_what_to_do_next_and_carries_its_number(
    app: Flask, client: FlaskClient, status: int, advice: str
) -> None:
    error = type("Failure", (HTTPException,), {"code": status, "description": ""})
    raising(app, error())
    answer = client.get("/try", headers=ENGLISH)
    assert answer.status_code == status
    assert advice in answer.text
    assert f"Reference: {answer.headers['X-Request-ID']}" in answer.text


def test_two_who_write_the_same_row_are_told_to_look_again(app: Flask, client: FlaskClient) -> None:
    raising(app, StaleDataError("one row expected"))
    answer = client.get("/try", headers=ENGLISH)
    assert answer.status_code == 409
    assert "Somebody else changed this" in answer.text


def test_no_free_connection_is_busy(app: Flask, client: FlaskClient) -> None:
    raising(app, PoolExhausted("QueuePool limit"))
    answer = client.get("/try", headers=ENGLISH)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")


def test_a_locked_database_is_busy_while_pages_are_still_shown(
    app: Flask, sign_in: SignIn, people: People, settings: Settings
) -> None:
    client = sign_in(people.desk)
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
        connection.rollback()
    with closing(sqlite3.connect(settings.instance / "samai.db", isolation_level=None)) as other:
        db.session.rollback()
        other.execute("BEGIN IMMEDIATE")
        assert client.get("/help").status_code == 200
        token = client.get("/my/password").text.partition('name="csrf_token" value="')[2].partition('"')[0]
        answer = client.post("/my/password", data={"csrf_token": token, "password": "x" * 20}, headers=ENGLISH)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "nothing was changed" in answer.text


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("INSERT", {}, Exception("database or disk is full")),
        OperationalError("INSERT", {}, type("Complaint", (Exception,), {"sqlstate": "53100"})()),
    ],
)
def test_a_full_disk_is_called_so(app: Flask, client: FlaskClient, error: OperationalError) -> None:
    raising(app, error)
    answer = client.get("/try", headers=ENGLISH)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "No room to save" in answer.text
    assert "The disk of this service is full. Nothing was changed" in answer.text


def test_a_database_that_is_gone_is_busy_and_says_so_without_asking_it(
    app: Flask, sign_in: SignIn, people: People
) -> None:
    client = sign_in(people.desk)
    db.session.remove()
    db.drop_all()
    answer = client.get("/help", headers=ENGLISH)
    assert answer.status_code == 503
    assert "Try again in a moment" in answer.text
    health = client.application.test_client().get("/healthz")
    assert (health.status_code, health.json) == (503, {"status": "database unreachable"})


def answering(state: str) -> ProgrammingError:
    """PostgreSQL's complaint of this kind (SQLSTATE)."""
    return ProgrammingError("SELECT 1", {}, type("Complaint", (Exception,), {"sqlstate": state})())


@pytest.mark.parametrize(("state", "status"), [("42P01", 503), ("42601", 500)])
def test_tables_that_are_not_there_are_busy_and_any_other_question_of_ours_is_a_fault(
    app: Flask, client: FlaskClient, state: str, status: int
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    raising(app, answering(state))
    assert client.get("/try").status_code == status


def test_a_form_that_met_a_locked_database_comes_back_with_what_was_typed(
    app: Flask, sign_in: SignIn, people: People, settings: Settings
) -> None:
    client = sign_in(people.desk)
    form = form_to(client.get("/agencies/new").text, "/agencies/new").fields.to_dict()
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=50")
        connection.rollback()
    with closing(sqlite3.connect(settings.instance / "samai.db", isolation_level=None)) as other:
        db.session.rollback()
        other.execute("BEGIN IMMEDIATE")
        headers = {**ENGLISH, "Sec-Fetch-Site": "same-origin"}
        answer = client.post("/agencies/new", data={**form, "name_en": "Office of Maps"}, headers=headers)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    again = form_to(answer.text, "/agencies/new").fields
    assert (again["name_en"], again["form_key"]) == ("Office of Maps", form["form_key"])
