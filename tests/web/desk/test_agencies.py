"""An agency's page: who speaks for it, in which order, and its mailbox."""

import pytest
from flask.testing import FlaskClient

from tests.fixtures import Letter, People
from tests.web.desk.filling import booked, released
from tests.web.page_forms import form_to
from tests.web.posting import send


@pytest.fixture
def page(letter: Letter) -> str:
    return f"/agencies/{letter.agency_ids['oag']}"


def parts(officer: FlaskClient, page: str) -> str:
    text = officer.get(page).text
    return text[text.index('id="points"') : text.index('id="mailbox"')]


def test_backups_are_added_promoted_and_ended(officer: FlaskClient, people: People, page: str) -> None:
    warut = {"person": str(people.focal["rtp"])}
    assert send(officer, f"{page}/backup", warut).status_code == 303
    shown = parts(officer, page)
    places = [shown.index(words) for words in ("Mr Sira Tuayang", "Primary", "Pol. Col. Warut", "Backup")]
    assert places == sorted(places)
    assert send(officer, f"{page}/primary", warut).status_code == 303
    shown = parts(officer, page)
    assert shown.index("Pol. Col. Warut") < shown.index("Mr Sira Tuayang")
    again = send(officer, f"{page}/primary", warut)
    assert (again.status_code, "is the primary focal point already" in again.text) == (409, True)
    assert 'id="points"' in again.text, "the agency's own page says so"
    assert send(officer, f"{page}/end", warut).status_code == 303
    assert "Pol. Col. Warut" not in parts(officer, page)


def test_somebody_of_the_agency_is_offered_and_an_agency_without_anybody_says_so(
    officer: FlaskClient, people: People, page: str
) -> None:
    sira = {"person": str(people.focal["oag"])}
    assert "Somebody else of the agency" not in officer.get(page).text
    assert send(officer, f"{page}/end", sira).status_code == 303
    text = officer.get(page).text
    assert "No focal point: nobody would be written to" in text
    assert f'<option value="{people.focal["oag"]}">Mr Sira Tuayang' in text


def test_a_mailbox_is_set_and_seen_wherever_it_matters(officer: FlaskClient, letter: Letter, page: str) -> None:
    wrong = send(officer, f"{page}/mailbox", {"mailbox": "saraban"})
    assert (wrong.status_code, 'value="saraban"' in wrong.text) == (422, True)
    assert "Write one e-mail address" in wrong.text
    assert send(officer, f"{page}/mailbox", {"mailbox": "saraban@oag.example"}).status_code == 303
    assert 'value="saraban@oag.example"' in officer.get(page).text
    assert "Copies to saraban@oag.example" in officer.get("/people").text
    assert "Copies to saraban@oag.example" in officer.get(f"/consultations/new?session={letter.session_ids['2']}").text
    number = booked(officer, letter, "oag")
    preview = officer.get(f"/consultations/{number}/release").text
    assert "2 invitations" in preview
    assert "Copy for the record" in preview
    assert "saraban@oag.example" in preview


def test_copies_stand_on_the_consultation_and_open(officer: FlaskClient, letter: Letter, page: str) -> None:
    send(officer, f"{page}/mailbox", {"mailbox": "saraban@oag.example"})
    number = released(officer, letter, "oag")
    text = officer.get(f"/consultations/{number}").text
    copies = text[text.index('id="copies"') :]
    assert "saraban@oag.example" in copies
    mail = copies.split('href="/mail/')[1].split('"')[0]
    opened = officer.get(f"/mail/{mail}").text
    assert "The part that calendars read" not in opened
    assert "hidden here" not in opened


def test_an_agency_that_is_not_there_is_not_found(officer: FlaskClient) -> None:
    assert officer.get("/agencies/999").status_code == 404


def test_a_mailbox_that_somebody_else_has_changed_meanwhile_is_shown_with_mine(officer: FlaskClient, page: str) -> None:
    opened = form_to(officer.get(page).text, f"{page}/mailbox").fields
    send(officer, f"{page}/mailbox", {"mailbox": "theirs@oag.example"})
    answer = send(officer, f"{page}/mailbox", {"seen": opened["seen"], "mailbox": "mine@oag.example"})
    assert answer.status_code == 409
    assert "theirs@oag.example" in answer.text
    form = form_to(answer.text, f"{page}/mailbox")
    assert form.fields["mailbox"] == "mine@oag.example"
    assert send(officer, f"{page}/mailbox", form.fields.to_dict()).status_code == 303
    assert 'value="mine@oag.example"' in officer.get(page).text


def test_nobody_chosen_is_said_beside_the_list(officer: FlaskClient, people: People, page: str) -> None:
    send(officer, f"{page}/end", {"person": str(people.focal["oag"])})
    answer = send(officer, f"{page}/backup", {"person": ""})
    assert answer.status_code == 422
    assert 'id="e-person"' in answer.text
