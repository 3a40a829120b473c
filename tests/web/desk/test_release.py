"""Seeing every letter before it leaves, releasing with one button, and calling back."""

import re
from datetime import UTC, datetime, timedelta
from secrets import token_hex

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import db
from models.demonstration import Demonstration
from models.outbox import OutgoingMail
from scheduler.rules.tokens import reply_token
from tests.fixtures import Letter, People
from tests.scheduler.giving import invitation_of
from tests.web.desk.filling import booked, draft_id, fields
from tests.web.posting import send
from vocabulary.settings import Settings
from vocabulary.states import MailState
from web.context import keys


def queued() -> list[OutgoingMail]:
    db.session.rollback()
    return list(db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)))


def press(officer: FlaskClient, number: int, batch: int) -> str:
    """Press the button, and the page that follows."""
    return officer.post(
        f"/consultations/{number}/release",
        data={"csrf_token": token(officer, number), "form_key": token_hex(16), "batch": str(batch)},
        follow_redirects=True,
    ).text


def token(officer: FlaskClient, number: int) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', officer.get(f"/consultations/{number}").text)
    assert found is not None
    return found[1]


def end_demonstration() -> None:
    """Make it a service in earnest, whose meetings are still to come."""
    row = db.session.query(Demonstration).one()
    db.session.delete(row)
    db.session.commit()


def test_every_letter_can_be_read_with_its_subject_and_address(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter)
    page = officer.get(f"/consultations/{number}/release").text
    for address in ("sira@oag.example", "warut@rtp.example", "potchara@mdes.example"):
        assert address in page
    assert "[Preparatory consultation] Tue 11 Jan 2022 14:00 (Bangkok)" in page
    assert page.count('<pre class="plain"') == 6
    assert "chanika@mfa.example" not in page
    assert re.search(r"<button[^>]*primary[^>]*>.*?Send 6 invitations", page, re.DOTALL)


def test_the_button_names_the_act_and_the_count_in_thai_too(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter)
    officer.set_cookie("samai-language", "th")
    assert "ส่งคำเชิญ 6 ฉบับ" in officer.get(f"/consultations/{number}/release").text


def test_releasing_queues_the_letters_due_at_once_in_a_demonstration(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter)
    assert "After this nobody can take a letter back." in officer.get(f"/consultations/{number}/release").text
    assert "6 letters are on their way." in press(officer, number, draft_id(number))
    now = datetime.now(UTC)
    assert all(mail.due_at is not None and mail.due_at <= now for mail in queued())
    assert len(queued()) == 6


def test_pressing_twice_sends_once(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter)
    batch = draft_id(number)
    press(officer, number, batch)
    page = press(officer, number, batch)
    assert "already released" in page or "out of date" in page
    assert len(queued()) == 6


def test_without_a_draft_there_is_nothing_to_release(officer: FlaskClient, letter: Letter) -> None:
    answer = officer.get("/consultations/1/release")
    assert answer.location == "/consultations/1"
    assert "Nobody has to be told anything new." in officer.get("/consultations/1").text


def test_an_old_preview_is_shown_anew_and_sends_nothing(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter)
    old = draft_id(number)
    send(officer, f"/consultations/{number}/change", fields(letter, place="Hall 2"))
    answer = send(officer, f"/consultations/{number}/release", {"batch": str(old)})
    assert answer.status_code == 409
    assert "This preview is out of date." in answer.text
    assert "Hall 2" in answer.text
    assert queued() == []


def test_an_update_says_that_it_asks_again_and_what_changed(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter, "ncsa")
    press(officer, number, draft_id(number))
    for mail in queued():
        mail.state, mail.attempts = MailState.SENT, 1
    db.session.commit()
    send(officer, f"/consultations/{number}/change", fields(letter, "ncsa", day="12 Jan 2022"))
    page = officer.get(f"/consultations/{number}/release").text
    assert "asks for a new answer" in page
    assert "Updated:" in page
    assert "Send 1 update" in page


@pytest.mark.parametrize(("mail_host", "shows"), [("", True), ("mail.mfa.example", False)])
def test_readers_links_stand_in_the_preview_only_where_mail_reaches_nobody(
    app: Flask, officer: FlaskClient, letter: Letter, people: People, mail_host: str, shows: bool
) -> None:
    installed: Settings = app.extensions["samai_settings"]
    app.extensions["samai_settings"] = installed.model_copy(update={"mail_host": mail_host})
    number = booked(officer, letter, "oag")
    page = officer.get(f"/consultations/{number}/release").text
    with app.test_request_context():
        link = reply_token(keys()[0], invitation_id=invitation_of(people.focal["oag"]).id, generation=1)
    assert (link in page) is shows


def test_outside_a_demonstration_a_batch_waits_and_can_be_called_back(officer: FlaskClient, letter: Letter) -> None:
    ahead = (datetime.now(UTC) + timedelta(days=60)).date().isoformat()
    number = booked(officer, letter, day=ahead)
    end_demonstration()
    assert "For 120 seconds they can be called back." in officer.get(f"/consultations/{number}/release").text
    page = press(officer, number, draft_id(number))
    assert "6 letters leave in a moment." in page
    assert "Call 6 letters back" in page
    batch = queued()[0].batch_id
    answer = send(officer, f"/consultations/{number}/recall", {"batch": str(batch)})
    assert answer.location == f"/consultations/{number}/release"
    assert queued() == []
    assert draft_id(number) == batch


def test_what_has_left_does_not_come_back(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter)
    press(officer, number, draft_id(number))
    first = queued()[0]
    first.attempts, batch = 1, first.batch_id
    db.session.commit()
    answer = send(officer, f"/consultations/{number}/recall", {"batch": str(batch)})
    assert answer.status_code == 422
    assert "have already left" in answer.text
    assert 'class="note bad errors" role="alert"' in answer.text
    assert len(queued()) == 6
