"""Sent mail: the list, a letter as its reader sees it, its source without secrets, and another try."""

import re
from datetime import UTC, datetime, timedelta
from email import message_from_string

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import db
from models.outbox import OutgoingMail
from models.people import Person
from scheduler.mail_way import note_unanswered
from scheduler.rules.mail_way import ENOUGH
from scheduler.rules.tokens import reply_token
from tests.fixtures import Letter, People
from tests.web.desk.filling import booked, released
from tests.web.posting import send
from vocabulary.settings import Settings
from vocabulary.states import MailState
from web.context import keys


@pytest.fixture
def mail_id(officer: FlaskClient, letter: Letter, people: People) -> int:
    """The letter to the prosecutors' focal point, sent; the one to the police was refused."""
    released(officer, letter, "oag", "rtp")
    sent = {mail.person_id: mail for mail in db.session.scalars(select(OutgoingMail)) if mail.state is MailState.SENT}
    refused = sent[people.focal["rtp"]]
    refused.state, refused.reply_code, refused.reply_text = MailState.REFUSED, 550, "5.1.1 no such user"
    number = sent[people.focal["oag"]].id
    db.session.commit()
    return number


@pytest.fixture
def refused_id(mail_id: int) -> int:
    found = db.session.scalars(select(OutgoingMail.id).where(OutgoingMail.state == MailState.REFUSED)).one()
    db.session.rollback()
    return found


def link_of(app: Flask, mail_id: int) -> str:
    mail = db.session.get_one(OutgoingMail, mail_id)
    with app.test_request_context():
        return reply_token(keys()[0], invitation_id=mail.invitation_id or 0, generation=mail.generation)


def with_mail_server(app: Flask) -> None:
    installed: Settings = app.extensions["samai_settings"]
    app.extensions["samai_settings"] = installed.model_copy(update={"mail_host": "mail.mfa.example"})


def test_a_mail_server_that_is_silent_is_named_with_its_words_and_the_next_try(officer: FlaskClient) -> None:
    wall = datetime.now(UTC)
    for _ in range(ENOUGH):
        note_unanswered("connection refused", wall=wall, first=timedelta(seconds=30))
    db.session.commit()
    page = officer.get("/mail").text
    assert "has not answered since" in page
    assert "connection refused" in page


def test_the_list_tells_to_whom_what_and_how_it_stands(officer: FlaskClient, mail_id: int) -> None:
    page = officer.get("/mail").text
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "sira@oag.example Invitation Preparatory consultation, 11 Jan 2022 Sent" in words
    assert "Refused 550 5.1.1 no such user" in words
    assert "All 2 Sent 1 Refused 1" in words


def test_a_filter_shows_one_state(officer: FlaskClient, mail_id: int) -> None:
    page = officer.get("/mail?state=refused").text
    assert "warut@rtp.example" in page
    assert "sira@oag.example" not in page
    assert "No letter is in this state." in officer.get("/mail?state=bounced").text


def test_what_is_no_state_filters_nothing(officer: FlaskClient, mail_id: int) -> None:
    assert "sira@oag.example" in officer.get("/mail?state=anything").text


def test_drafts_are_no_sent_mail(officer: FlaskClient, letter: Letter) -> None:
    booked(officer, letter)
    assert "No letter has been released yet." in officer.get("/mail").text


def test_a_letter_is_shown_with_headers_words_and_calendar(officer: FlaskClient, mail_id: int) -> None:
    page = officer.get(f"/mail/{mail_id}").text
    assert "&lt;sira@oag.example&gt;" in page
    assert "@mfa.example&gt;" in page
    assert "METHOD:REQUEST" in page
    assert f'src="/mail/{mail_id}/letter"' in page
    assert "การหารือเตรียมการ" in page


def test_the_letters_own_page_may_style_itself_and_nothing_else(officer: FlaskClient, mail_id: int) -> None:
    answer = officer.get(f"/mail/{mail_id}/letter")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script" not in policy
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "letter.css" in answer.text
    assert "<script" not in answer.text


def test_the_readers_link_is_shown_only_where_mail_reaches_nobody(
    app: Flask, officer: FlaskClient, mail_id: int
) -> None:
    token = link_of(app, mail_id)
    assert f"/r/{token}" in officer.get(f"/mail/{mail_id}").text
    assert f"/r/{token}" in officer.get(f"/mail/{mail_id}/letter").text
    with_mail_server(app)
    page = officer.get(f"/mail/{mail_id}").text
    assert token not in page
    assert "link is hidden here" in page
    assert token not in officer.get(f"/mail/{mail_id}/letter").text


def test_the_source_holds_no_token_at_all(app: Flask, officer: FlaskClient, mail_id: int) -> None:
    answer = officer.get(f"/mail/{mail_id}/source")
    assert answer.mimetype == "text/plain"
    message = message_from_string(answer.text)
    parts = [part.get_payload(decode=True) for part in message.walk() if not part.is_multipart()]
    assert len(parts) == 4
    assert all(link_of(app, mail_id).encode() not in part for part in parts if isinstance(part, bytes))


def test_a_refused_letter_offers_the_address_and_another_try(
    officer: FlaskClient, people: People, refused_id: int
) -> None:
    page = officer.get(f"/mail/{refused_id}").text
    assert "550 5.1.1 no such user" in page
    assert f'<a class="btn primary" href="/people/{people.focal["rtp"]}#card">' in page
    assert "Correct the address" in page
    assert "Try again" in page
    assert "Send it to the new address" not in page


def test_what_a_server_only_put_off_is_simply_tried_again(officer: FlaskClient, refused_id: int) -> None:
    db.session.get_one(OutgoingMail, refused_id).reply_code = 451
    db.session.commit()
    page = officer.get(f"/mail/{refused_id}").text
    assert "#card" not in page
    assert "Try again" in page


def test_trying_again_queues_the_same_letter(officer: FlaskClient, refused_id: int) -> None:
    answer = send(officer, f"/mail/{refused_id}/retry")
    assert answer.location == f"/mail/{refused_id}"
    db.session.expire_all()
    assert db.session.get_one(OutgoingMail, refused_id).state is MailState.QUEUED
    assert "The letter is on its way again." in officer.get(answer.location).text


def test_after_the_address_is_corrected_a_new_letter_goes(
    officer: FlaskClient, people: People, refused_id: int
) -> None:
    db.session.get_one(Person, people.focal["rtp"]).email = "warut.t@rtp.example"
    db.session.commit()
    page = officer.get(f"/mail/{refused_id}").text
    assert "It went to warut@rtp.example. The address on file is now warut.t@rtp.example." in page
    assert "Send it to the new address" in page
    answer = send(officer, f"/mail/{refused_id}/retry")
    assert answer.location != f"/mail/{refused_id}"
    assert "warut.t@rtp.example" in officer.get(answer.location).text


def test_a_letter_that_arrived_is_not_tried_again(officer: FlaskClient, mail_id: int) -> None:
    assert "Try again" not in officer.get(f"/mail/{mail_id}").text
    answer = send(officer, f"/mail/{mail_id}/retry")
    assert answer.status_code == 409
    assert "was not refused" in answer.text
    assert 'class="note bad errors" role="alert"' in answer.text
    assert send(officer, "/mail/999/retry").status_code == 404


@pytest.mark.parametrize("page", ["", "/letter", "/source"])
def test_a_letter_that_is_not_there_is_not_found(officer: FlaskClient, letter: Letter, page: str) -> None:
    assert officer.get(f"/mail/999{page}").status_code == 404
