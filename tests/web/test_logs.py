"""The line that every request leaves in the log."""

import json
from typing import Any

import pytest
from flask import Flask, current_app
from flask.testing import FlaskClient

from tests.conftest import make_app
from tests.fixtures import People, SignIn
from vocabulary.settings import Settings

Lines = pytest.CaptureFixture[str]


def lines(capsys: Lines) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_request_is_one_line_with_what_an_operator_asks_for(sign_in: SignIn, people: People, capsys: Lines) -> None:
    answer = sign_in(people.desk).get("/people")
    [line] = lines(capsys)
    assert line["time"].endswith("Z")
    assert isinstance(line.pop("duration_ms"), float)
    assert line | {"time": ""} == {
        "time": "",
        "level": "info",
        "event": "request",
        "logger": "web.logs",
        "request_id": answer.headers["X-Request-ID"],
        "method": "GET",
        "path": "/people",
        "status": 200,
        "actor": "person",
        "person": people.desk,
    }


def test_no_line_names_a_person_or_an_address(sign_in: SignIn, people: People, capsys: Lines) -> None:
    sign_in(people.desk).get(f"/people/{people.head_vienna}")
    told = capsys.readouterr().err
    assert "chanika" not in told
    assert "@" not in told


def test_a_row_is_named_by_its_number_and_a_word_in_an_address_by_its_place(
    sign_in: SignIn, people: People, capsys: Lines
) -> None:
    client = sign_in(people.desk)
    client.get(f"/people/{people.desk}?q=secret")
    client.get("/committees/ahc?q=secret")
    assert [line["path"] for line in lines(capsys)] == [f"/people/{people.desk}", "/committees/<key>"]


@pytest.mark.parametrize("pattern", ["/r/{}", "/feeds/{}.ics", "/sign-in/link/{}", "/r/{}/", "/R/{}", "//r/{}", "/{}"])
def test_a_secret_address_never_stands_in_the_log(client: FlaskClient, capsys: Lines, pattern: str) -> None:
    for number in range(50):
        for method in ("GET", "POST", "HEAD", "PUT"):
            client.open(pattern.format(f"abCdeF{number}secretsecret"), method=method)
    told = capsys.readouterr().err
    assert told.count('"event": "request"') == 200
    assert "secretsecret" not in told


@pytest.mark.parametrize("view", ["answers.page", "feeds.calendar", "account.link"])
def test_a_fault_behind_a_secret_address_does_not_give_it_away(
    app: Flask, client: FlaskClient, capsys: Lines, view: str
) -> None:
    def fail(**_values: str) -> str:
        raise RuntimeError("broken")

    app.view_functions[view] = fail
    app.config["PROPAGATE_EXCEPTIONS"] = False
    paths = {"answers.page": "/r/{}", "feeds.calendar": "/feeds/{}.ics", "account.link": "/sign-in/link/{}"}
    assert client.get(paths[view].format("secretsecret")).status_code == 500
    told = capsys.readouterr().err
    assert "RuntimeError: broken" in told
    assert "secretsecret" not in told


def test_what_programs_ask_for_all_day_leaves_no_line_while_it_is_well(client: FlaskClient, capsys: Lines) -> None:
    client.get("/healthz")
    client.get("/static/mark.svg").close()
    assert lines(capsys) == []


def test_what_is_written_during_a_request_carries_its_number_and_the_next_one_its_own(
    app: Flask, client: FlaskClient, capsys: Lines
) -> None:
    def talk() -> str:
        current_app.logger.warning("a word\nand a forged line")
        return "ok"

    app.view_functions["pages.accessibility"] = talk
    first, second = client.get("/accessibility"), client.get("/accessibility")
    told = lines(capsys)
    assert [line["event"] for line in told] == ["a word\nand a forged line", "request"] * 2
    assert [line["request_id"] for line in told] == [
        answer.headers["X-Request-ID"] for answer in (first, first, second, second)
    ]
    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]
    app.logger.warning("outside")
    [outside] = lines(capsys)
    assert "request_id" not in outside


def asked_with(settings: Settings, number: str) -> str:
    app = make_app(settings)
    return app.test_client().get("/accessibility", headers={"X-Request-ID": number}).headers["X-Request-ID"]


GOOD = "3f9a22bc-41d0-4c1e"


def test_a_number_is_taken_from_our_own_proxy_only(settings: Settings) -> None:
    assert asked_with(settings.model_copy(update={"proxies": 1}), GOOD) == GOOD
    assert asked_with(settings, GOOD) != GOOD


@pytest.mark.parametrize("number", ["short", "x" * 65, "with space1", "<script>alert", "ตัวเลขไทย", "a;b;c;d;e"])
def test_a_number_that_is_not_well_formed_is_replaced(settings: Settings, number: str) -> None:
    told = asked_with(settings.model_copy(update={"proxies": 1}), number)
    assert told != number
    assert len(told) == 12
