"""The list of consultations, the page of one, and what is decided there."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from models.consultations import Consultation
from models.database import db
from tests.fixtures import Letter, People
from tests.scheduler.giving import invitation_of
from tests.scheduler.letters import let_go
from tests.web.desk.filling import booked, fields, released
from tests.web.posting import send


def row(number: int) -> Consultation:
    """The row as it stands now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Consultation, number)


def selects(officer: FlaskClient, url: str) -> int:
    """How many questions a page puts to the database."""
    statements: list[str] = []

    def note(*arguments: object) -> None:
        statements.append(str(arguments[2]))

    officer.get(url)
    event.listen(db.engine, "before_cursor_execute", note)
    officer.get(url)
    event.remove(db.engine, "before_cursor_execute", note)
    return sum(statement.startswith("SELECT") for statement in statements)


def test_the_list_has_what_comes_and_what_is_over(officer: FlaskClient, letter: Letter) -> None:
    booked(officer, letter)
    page = officer.get("/consultations").text
    assert "6 letters to release" in page
    assert "Consultation with the agencies concerned" in page, "held on 28 December"
    assert "hour not known" in page
    assert page.index("Preparatory consultation") < page.index("Consultation with the agencies concerned")


def test_the_list_puts_as_many_questions_for_three_as_for_one(officer: FlaskClient, letter: Letter) -> None:
    booked(officer, letter)
    before = selects(officer, "/consultations")
    for _ in range(2):
        booked(officer, letter)
    assert selects(officer, "/consultations") == before


def test_a_consultation_shows_its_facts_its_hour_and_whom_it_asks(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter, letter_number="MFA 1002/15", reply_by="10 Jan 2022", agenda="1. Opening")
    page = officer.get(f"/consultations/{number}").text
    for words in (
        "Tuesday 11 January 2022 (B.E. 2565)",
        "14:00–15:30",
        "An office day in Bangkok.",
        "Vithes Samosorn Hall",
        "MFA 1002/15",
        "Monday 10 January 2022 (B.E. 2565)",
        "1. Opening",
        "Mr Sira Tuayang",
        "Release 6 letters",
    ):
        assert words in page, words


def test_the_one_held_before_the_letter_has_no_hour_and_can_do_nothing(officer: FlaskClient, letter: Letter) -> None:
    page = officer.get("/consultations/1").text
    assert "The hour is not known." in page
    assert "Office of the Attorney General" in page
    assert "/consultations/1/change" not in page


def test_answers_in_calendars_arrive_at_the_meetings_own_address(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter)
    assert f"samai+{row(number).entry.organizer_tag}@mfa.example" in officer.get(f"/consultations/{number}").text


def test_versions_are_listed_with_what_they_changed(officer: FlaskClient, letter: Letter) -> None:
    number = released(officer, letter)
    send(officer, f"/consultations/{number}/change", fields(letter, day="12 Jan 2022", place="Hall 2"))
    let_go(number, minutes=5)
    page = officer.get(f"/consultations/{number}").text
    assert "Version 2" in page
    assert "time, place" in page
    assert "6 updates" in page


def test_a_cancellation_is_drafted_for_those_who_hold_an_invitation(officer: FlaskClient, letter: Letter) -> None:
    number = released(officer, letter)
    assert "6 people hold an invitation" in officer.get(f"/consultations/{number}/cancel").text
    answer = send(officer, f"/consultations/{number}/cancel", {"reason": "The hall is taken."})
    assert "Send 6 cancellations" in officer.get(answer.location).text
    assert row(number).cancel_reason == "The hall is taken."


def test_cancelling_what_nobody_was_told_of_writes_to_nobody(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter)
    assert "Nobody has been written to" in officer.get(f"/consultations/{number}/cancel").text
    answer = send(officer, f"/consultations/{number}/cancel", {"reason": ""})
    page = officer.get(answer.location, follow_redirects=True).text
    assert "Nobody has to be told anything new." in page
    assert "This consultation is cancelled." in page


def test_what_is_cancelled_cannot_be_cancelled_again_but_taken_back(officer: FlaskClient, letter: Letter) -> None:
    number = released(officer, letter)
    send(officer, f"/consultations/{number}/cancel", {"reason": ""})
    let_go(number, minutes=5)
    answer = send(officer, f"/consultations/{number}/cancel", {"reason": "Again"})
    assert answer.status_code == 409
    assert "Again" in answer.text
    answer = send(officer, f"/consultations/{number}/reinstate")
    assert "Send 6 invitations" in officer.get(answer.location).text


def test_it_cannot_be_recorded_as_held_before_it_began(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter)
    assert "Record as held" not in officer.get(f"/consultations/{number}").text
    assert send(officer, f"/consultations/{number}/held").status_code == 422


def test_once_it_has_begun_it_is_recorded_as_held(officer: FlaskClient, letter: Letter) -> None:
    number = booked(officer, letter)
    found = row(number)
    assert found.starts is not None
    assert found.ends is not None
    found.starts, found.ends = found.starts.replace(day=3), found.ends.replace(day=3)
    db.session.commit()
    assert "Record as held" in officer.get(f"/consultations/{number}").text
    answer = send(officer, f"/consultations/{number}/held")
    assert "Recorded as held." in officer.get(answer.location).text
    assert send(officer, f"/consultations/{number}/held").status_code == 303, "a second press changes nothing"
    assert row(number).status.value == "held"


def test_withdrawing_writes_only_to_whom_is_withdrawn(officer: FlaskClient, letter: Letter, people: People) -> None:
    number = released(officer, letter)
    invitation_id = invitation_of(people.focal["oag"]).id
    answer = send(officer, f"/consultations/{number}/withdraw/{invitation_id}")
    page = officer.get(answer.location).text
    assert "Send 1 cancellation" in page
    assert "sira@oag.example" in page
    assert "warut@rtp.example" not in page
    assert "Withdrawn" in officer.get(f"/consultations/{number}").text


def test_a_press_twice_does_its_deed_once(officer: FlaskClient, letter: Letter, people: People) -> None:
    number = released(officer, letter)
    invitation_id = invitation_of(people.focal["oag"]).id
    for _ in range(2):
        assert send(officer, f"/consultations/{number}/withdraw/{invitation_id}").status_code == 303
    for _ in range(2):
        assert send(officer, f"/consultations/{number}/cancel", {"reason": "The hall is taken."}).status_code == 303


def test_an_invitation_is_withdrawn_on_its_own_meetings_page_alone(
    officer: FlaskClient, letter: Letter, people: People
) -> None:
    booked(officer, letter, "oag")
    other = booked(officer, letter, "rtp")
    invitation_id = invitation_of(people.focal["oag"]).id
    assert send(officer, f"/consultations/{other}/withdraw/{invitation_id}").status_code == 404


@pytest.mark.parametrize("page", ["", "/change", "/invite", "/cancel", "/release"])
def test_what_does_not_exist_is_not_found(officer: FlaskClient, page: str) -> None:
    assert officer.get(f"/consultations/999{page}").status_code == 404
