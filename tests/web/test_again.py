"""A form that could not be carried out comes back with everything that was typed."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from models.accounts import LoginSession
from models.database import db
from models.people import Person
from tests.fixtures import Letter, People, SignIn
from tests.web.page_forms import PageForm, form_to
from tests.web.posting import send
from web.again import kept_in
from web.sign_in import hashed

PASSWORD = "correct horse battery"
ADDRESS = "chanika@mfa.example"
OURS = {"Sec-Fetch-Site": "same-origin"}
TITLE, AGENDA = "A long title, typed with care", "1. Opening\r\n2. Positions"


@pytest.fixture
def officer(sign_in: SignIn, people: People) -> FlaskClient:
    """The desk officer's browser."""
    db.session.get_one(Person, people.desk).password = hashed(PASSWORD)
    db.session.commit()
    client = sign_in(people.desk)
    client.set_cookie("samai-language", "en")
    return client


@pytest.fixture
def typed(officer: FlaskClient, letter: Letter, people: People) -> dict[str, object]:
    """A booking, filled in."""
    page = officer.get(f"/consultations/new?session={letter.session_ids['2']}").text
    return {
        **form_to(page, "/consultations/new").fields.to_dict(flat=False),
        "title_th": "title",
        "title_en": TITLE,
        "agenda": AGENDA,
        "day": (datetime.now(UTC).date() + timedelta(days=60)).isoformat(),
        "clock": "14:00",
        "place": "Vithes Samosorn Hall",
        "agencies": [str(letter.agency_ids["oag"]), str(letter.agency_ids["rtp"])],
    }


def end_sign_in(people: People) -> None:
    """The officer's sign-in ends on the server, as after an hour without a word."""
    ended = update(LoginSession).where(LoginSession.person_id == people.desk)
    db.session.execute(ended.values(ended_at=LoginSession.created_at))
    db.session.commit()


def sent(client: FlaskClient, form: PageForm, url: str, **fields: str) -> TestResponse:
    return client.post(url, data={**form.fields.to_dict(flat=False), **fields}, headers=OURS)


def test_what_was_typed_while_the_sign_in_ended_comes_back_after_signing_in_on_the_same_page(
    officer: FlaskClient, people: People, letter: Letter, typed: dict[str, object]
) -> None:
    end_sign_in(people)
    out = officer.post("/consultations/new", data=typed, headers=OURS)
    assert (out.status_code, "You are signed out" in out.text) == (401, True)
    wrong = sent(officer, form_to(out.text, "/sign-in"), "/sign-in", address=ADDRESS, password="not it, alas")
    assert (wrong.status_code, "What you typed is kept" in wrong.text) == (422, True)
    back = sent(officer, form_to(wrong.text, "/sign-in"), "/sign-in", address=ADDRESS, password=PASSWORD)
    assert (back.status_code, "You are signed in again" in back.text) == (200, True)
    assert "Sign out" in back.text
    form = form_to(back.text, "/consultations/new")
    assert {name: form.fields.getlist(name) for name in ("title_en", "agenda", "agencies")} == {
        "title_en": [TITLE],
        "agenda": [AGENDA],
        "agencies": typed["agencies"],
    }
    done = sent(officer, form, "/consultations/new")
    assert done.status_code == 303
    assert TITLE in officer.get(done.location.replace("/release", "")).text


def test_whoever_signs_in_in_another_window_sends_again_with_one_button(
    officer: FlaskClient, people: People, typed: dict[str, object]
) -> None:
    end_sign_in(people)
    out = officer.post("/consultations/new", data=typed, headers=OURS)
    send(officer, "/sign-in", {"address": ADDRESS, "password": PASSWORD})
    again = sent(officer, form_to(out.text, "/consultations/new"), "/consultations/new")
    assert (again.status_code, "Send it once more" in again.text) == (400, True)
    assert sent(officer, form_to(again.text, "/consultations/new"), "/consultations/new").status_code == 303


def test_whoever_has_signed_out_in_another_tab_loses_nothing(officer: FlaskClient, typed: dict[str, object]) -> None:
    send(officer, "/sign-out")
    out = officer.post("/consultations/new", data=typed, headers=OURS)
    assert out.status_code == 401
    assert form_to(out.text, "/consultations/new").fields["title_en"] == TITLE
    assert form_to(out.text, "/consultations/new").fields["form_key"] in str(typed["form_key"])


def test_another_sites_words_are_never_shown_as_ours(officer: FlaskClient, typed: dict[str, object]) -> None:
    for headers in ({}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = officer.post("/consultations/new", data={**typed, "csrf_token": "x"}, headers=headers)
        assert (answer.status_code, TITLE in answer.text) == (400, False)


@pytest.mark.parametrize(
    "sealed",
    [
        "",
        "{",
        "[]",
        "7",
        json.dumps(["https://evil.example/consultations/new", [], False, ""]),
        json.dumps(["//evil.example/consultations/new", [], False, ""]),
        json.dumps(["/\\evil.example", [], False, ""]),
        json.dumps(["/consultations/new\n", [], False, ""]),
        json.dumps(["/consultations", [], False, ""]),
        json.dumps(["/nowhere", [], False, ""]),
        json.dumps(["/sign-out", [], False, ""]),
        json.dumps([7, [], False, ""]),
        json.dumps(["/consultations/new", [7], False, ""]),
        json.dumps(["/consultations/new", [], False]),
    ],
)
def test_what_no_page_of_ours_has_sealed_is_dropped(letter: Letter, sealed: str) -> None:
    assert kept_in(sealed) is None


def test_a_refusal_that_no_form_takes_up_keeps_the_words_and_leads_back(
    officer: FlaskClient, typed: dict[str, object]
) -> None:
    answer = officer.post("/consultations/new", data={**typed, "session": "999"}, headers=OURS)
    assert answer.status_code == 404
    assert f"<span>{TITLE}</span>" in answer.text
    assert 'href="/consultations/new"' in answer.text
    assert "Send again" not in answer.text


def test_a_button_that_was_refused_leads_back_to_its_page(officer: FlaskClient, people: People) -> None:
    answer = send(officer, f"/people/{people.desk}/focal-point", {"agency": "999"})
    assert answer.status_code == 404
    assert re.search(rf'href="/people/{people.desk}">.*?Back to the page', answer.text, re.DOTALL)


def test_what_was_typed_behind_a_link_that_is_dead_by_now_can_be_copied(client: FlaskClient, letter: Letter) -> None:
    data = {"form_key": "k" * 16, "answer": "DECLINED", "comment": "Two of us\ncome later"}
    answer = client.post("/r/1.1.dead", data=data, headers={"Accept-Language": "en"})
    assert answer.status_code == 404
    assert "Two of us\ncome later" in answer.text
    assert "It has reached nobody" in answer.text
    assert "What you typed" not in client.get("/r/1.1.dead", headers={"Accept-Language": "en"}).text
