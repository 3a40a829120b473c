"""A classified consultation through the pages: nothing leaves, and every page says so and what to do instead."""

import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from models.consultations import Paper
from models.database import db
from models.invitations import Answer
from models.outbox import OutgoingMail
from tests.fixtures import Letter
from tests.papers import make_pdf
from tests.web.desk.filling import booked, draft_id, fields, released
from tests.web.posting import send
from vocabulary.states import MailState

SECRET = {"classification": "secret"}
NOTE = "This consultation is classified, so no letter of it leaves."


def page(officer: FlaskClient, number: int, rest: str = "") -> str:
    return officer.get(f"/consultations/{number}{rest}").text


def mails() -> int:
    db.session.rollback()
    return len(db.session.scalars(select(OutgoingMail.id)).all())


def pdf(name: str = "letter.pdf", words: str = "Letter") -> tuple[BytesIO, str]:
    return BytesIO(make_pdf(words)), name


def test_booking_it_drafts_nothing_and_its_page_says_what_to_do(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter, **SECRET)
    assert mails() == 0
    shown = officer.get(f"/consultations/{number}/release", follow_redirects=True).text
    assert "No letter is drafted, since the consultation is classified." in shown
    assert NOTE in shown
    assert "then record the answers here" in shown
    assert "Release" not in re.sub("<[^>]*>", " ", shown)
    assert shown.count("Record an answer") == 6
    assert "Answers given in a calendar go to" not in shown


def test_the_lists_and_forms_tell_it_from_others(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter, **SECRET)
    tag = re.compile(r'<span class="tag bad">.*?Secret</span>', re.DOTALL)
    replies, session = f"/committees/{letter.committee_key}/replies", f"/sessions/{letter.session_ids['2']}"
    for address in ("/consultations", replies, session):
        assert tag.search(officer.get(address).text), address
    assert '<option value="secret" selected>' in page(officer, number, "/change")
    assert "no change of it is told by mail" in page(officer, number, "/change")
    assert "no cancellation leaves by mail" in page(officer, number, "/cancel")
    assert "no letter leaves" in page(officer, number, "/invite")
    assert "0 of 6 have answered" in officer.get("/consultations").text


def test_its_answers_are_recorded_by_hand(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter, "oag", **SECRET)
    address = re.search(rf"/consultations/{number}/answers/\d+", page(officer, number))
    assert address is not None
    assert send(officer, address[0], {"answer": "ACCEPTED", "source": "letter", "said_by": "OAG"}).status_code == 303
    shown = page(officer, number)
    assert "1 accepted, 0 tentative" in shown
    assert "by letter" in shown
    db.session.rollback()
    assert db.session.scalars(select(Answer.sequence)).all() == [0]


def test_marking_it_after_letters_left_asks_who_tells_those_who_hold_them(officer: FlaskClient, letter: Letter) -> None:
    number = released(officer, letter)
    answer = send(officer, f"/consultations/{number}/change", fields(letter, **SECRET))
    assert answer.status_code == 422
    assert "6 people or mailboxes hold an invitation by mail" in answer.text
    assert "I tell the 6 recipients who hold an invitation" in answer.text
    assert '<option value="secret" selected>' in answer.text
    answer = send(officer, f"/consultations/{number}/change", fields(letter, **SECRET, aware="yes"))
    assert answer.status_code == 303
    assert "6 recipients hold an invitation that left before." in page(officer, number)
    db.session.rollback()
    assert set(db.session.scalars(select(OutgoingMail.state))) == {MailState.SENT, MailState.DROPPED}


def test_a_form_without_the_field_takes_no_mark_back(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter, **SECRET)
    send(officer, f"/consultations/{number}/change", fields(letter, place="Hall 2"))
    assert "Hall 2" in page(officer, number)
    assert NOTE in page(officer, number)


def test_taking_the_mark_back_drafts_the_invitations(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter, **SECRET)
    send(officer, f"/consultations/{number}/change", fields(letter, classification="unclassified"))
    assert "Send 6 invitations" in page(officer, number, "/release")


def test_who_changed_it_meanwhile_is_told_in_words(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter)
    seen = re.search(r'name="seen" value="([^"]*)"', page(officer, number, "/change"))
    assert seen is not None
    send(officer, f"/consultations/{number}/change", fields(letter, **SECRET))
    answer = send(
        officer,
        f"/consultations/{number}/change",
        fields(letter, place="Hall 2", classification="unclassified", seen=seen[1].replace("&#34;", '"')),
    )
    assert answer.status_code == 409
    assert "Not classified" in answer.text
    assert '<option value="secret" selected>' in answer.text


@pytest.mark.parametrize("field", ["signed_letter", "enclosures"])
def test_a_classified_file_is_refused_on_its_field_and_not_kept(
    officer: FlaskClient, letter: Letter, field: str
) -> None:
    number = booked(officer, letter)
    data = {field: pdf(), f"{field}_classification": "confidential"}
    for address, form in (
        (f"/consultations/{number}/papers", data),
        ("/consultations/new", fields(letter, **{field: pdf(), f"{field}_classification": "confidential"})),
    ):
        answer = send(officer, address, form)
        assert answer.status_code == 422
        assert f'href="#f-{field}"' in answer.text
        assert "“letter.pdf” is classified, so it cannot be enclosed and is not kept here." in answer.text
    db.session.rollback()
    assert db.session.scalars(select(Paper.id)).all() == []


def test_with_a_classified_consultation_nothing_is_enclosed_and_no_file_is_kept(
    officer: FlaskClient, letter: Letter
) -> None:
    answer = send(officer, "/consultations/new", fields(letter, enclosures=pdf(), **SECRET))
    assert answer.status_code == 422
    assert "nothing can be enclosed. Leave the file out" in answer.text
    db.session.rollback()
    assert db.session.scalars(select(Paper.id)).all() == []
    assert "nothing new can be enclosed" in page(officer, booked(officer, letter, **SECRET))


def test_words_that_look_like_a_mark_are_shown_where_they_stand_and_asked_about(
    officer: FlaskClient, letter: Letter
) -> None:
    number = booked(officer, letter, agenda="1. วาระลับ", enclosures=pdf("annex_secret.pdf"))
    shown = page(officer, number, "/release")
    assert "Is this classified?" in shown
    assert "<b>ลับ</b> · Agenda" in shown
    assert "<b>secret</b> · Enclosures: annex_secret.pdf" in shown
    batch = {"batch": str(draft_id(number))}
    answer = send(officer, f"/consultations/{number}/release", batch)
    assert answer.status_code == 422
    assert "tick that they are no mark." in answer.text
    assert 'href="#f-aware"' in answer.text
    assert send(officer, f"/consultations/{number}/release", {**batch, "aware": "yes"}).status_code == 303


def test_ordinary_words_ask_nothing(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter, agenda="1. รับกลับ สลับกันกล่าว การเข้ารหัสลับ")
    assert "Is this classified?" not in page(officer, number, "/release")
