"""Hours and rooms in the browser: on the session's page, on its form, on the roster and at the building."""

from flask.testing import FlaskClient
from sqlalchemy import select

from models.database import db
from models.places import Venue
from tests.fixtures import Letter, People, SignIn
from tests.web.page_forms import form_to
from tests.web.posting import send


def filled(officer: FlaskClient, url: str, **typed: str) -> dict[str, str]:
    return {**form_to(officer.get(url).text, url).fields.to_dict(), **typed}


def test_a_session_says_its_hours_there_and_at_home_and_a_day_gets_a_room(
    officer: FlaskClient, letter: Letter, people: People, sign_in: SignIn
) -> None:
    session_id = letter.session_ids["1"]
    page = officer.get(f"/sessions/{session_id}").text
    assert "10:00–13:00, 15:00–18:00" in page
    assert "22:00–01:00 (+1)" in page
    assert "the day after" in page
    url = f"/sessions/{session_id}/days"
    typed = filled(officer, url, opens="18 Jan 2022", closes="", hours="15:00 - 18:00", room="Conference Room 4")
    assert send(officer, url, typed).location == f"/sessions/{session_id}#meetings"
    for address in (f"/sessions/{session_id}", f"/sessions/{session_id}/delegation"):
        assert "Conference Room 4" in officer.get(address).text
    head = sign_in(people.head_new_york)
    assert "Conference Room 4" in head.get(f"/mission/sessions/{session_id}").text


def test_what_is_no_hour_stands_beside_its_field_and_the_rest_stays(officer: FlaskClient, letter: Letter) -> None:
    url = f"/sessions/{letter.session_ids['1']}/days"
    refused = send(officer, url, filled(officer, url, hours="afternoon", room="Kept"))
    assert refused.status_code == 422
    assert "Write from when to when" in refused.text
    assert 'value="Kept"' in refused.text
    assert "Enter the first of the days" in send(officer, url, filled(officer, url, opens="")).text
    assert "does not meet then" in send(officer, url, filled(officer, url, opens="1 Feb 2022", closes="")).text


def test_a_line_of_days_leads_to_its_own_form(officer: FlaskClient, letter: Letter) -> None:
    url = f"/sessions/{letter.session_ids['1']}/days"
    send(officer, url, filled(officer, url, opens="18 Jan 2022", closes="19 Jan 2022", room="CR 4"))
    assert f'href="{url}?day=2022-01-18"' in officer.get(f"/sessions/{letter.session_ids['1']}").text
    shown = form_to(officer.get(f"{url}?day=2022-01-18").text, url).fields
    assert (shown["opens"], shown["closes"], shown["room"]) == ("18 Jan 2022", "19 Jan 2022", "CR 4")
    shown = form_to(officer.get(f"{url}?day=nonsense").text, url).fields
    assert (shown["opens"], shown["closes"]) == ("17 Jan 2022", "28 Jan 2022")


def test_of_two_officers_the_second_is_shown_the_day_that_changed(officer: FlaskClient, letter: Letter) -> None:
    url = f"/sessions/{letter.session_ids['1']}/days"
    mine = filled(officer, url, opens="18 Jan 2022", closes="", room="Mine")
    assert send(officer, url, filled(officer, url, opens="18 Jan 2022", closes="", room="Theirs")).status_code == 303
    refused = send(officer, url, mine)
    assert refused.status_code == 409
    assert "Room (18 Jan 2022)" in refused.text


def test_an_undated_session_has_no_days_and_one_that_is_not_there_no_form(officer: FlaskClient, letter: Letter) -> None:
    assert "The session has no days yet." in officer.get(f"/sessions/{letter.session_ids['3']}/days").text
    assert send(officer, "/sessions/999/days", {}).status_code == 404


def test_a_building_keeps_its_own_usual_hours(officer: FlaskClient, letter: Letter) -> None:
    number = db.session.scalars(select(Venue.id).where(Venue.key == "vic-vienna")).one()
    db.session.rollback()
    url = f"/buildings/{number}/hours"
    assert send(officer, url, filled(officer, url, hours="9:30-12:30")).location == "/places"
    assert "09:30–12:30" in officer.get("/places").text
    assert "09:30–12:30" in officer.get(f"/sessions/{letter.session_ids['2']}").text
    refused = send(officer, url, filled(officer, url, hours="whole day"))
    assert (refused.status_code, 'value="whole day"' in refused.text) == (422, True)
    assert send(officer, "/buildings/999/hours", {"hours": ""}).status_code == 404
