"""Deadlines of a session, as pages."""

from flask.testing import FlaskClient

from models.database import db
from models.deadlines import Deadline
from tests.fixtures import Letter
from tests.web.posting import send

FIELDS = {
    "name_th": "การลงทะเบียน",
    "name_en": "Registration",
    "day": "13 ม.ค. 2565",
    "clock": "18.00",
    "tzid": "America/New_York",
    "origin": "Note of UNODC",
}


def test_a_deadline_is_added_shown_with_the_offices_hour_corrected_and_removed(
    officer: FlaskClient, letter: Letter
) -> None:
    session_id = letter.session_ids["1"]
    new = f"/sessions/{session_id}/deadlines/new"
    assert new in officer.get(f"/sessions/{session_id}").text
    assert send(officer, new, FIELDS).location == f"/sessions/{session_id}#deadlines"
    number = db.session.query(Deadline.id).scalar()
    page = officer.get(f"/sessions/{session_id}").text
    assert "Thu 13 Jan 2022 18:00 (New York)" in page
    assert "Fri 14 Jan 2022 06:00 in Bangkok" in page
    assert '<b>Thu 13 Jan 2022 <span class="num">16:30</span></b>' in page
    assert "Registration is due at the office by 13 January 2022, 16:30" in officer.get("/committees/ahc").text
    url = f"/deadlines/{number}"
    assert 'value="Note of UNODC"' in officer.get(url).text
    assert (
        send(officer, url, {**FIELDS, "day": "16 Jan 2022", "clock": "12:00", "tzid": "Asia/Bangkok"}).status_code
        == 303
    )
    page = officer.get(f"/sessions/{session_id}").text
    assert "Sun 16 Jan 2022: a weekend." in page
    assert send(officer, f"{url}/remove").status_code == 303
    assert "No deadline is on file." in officer.get(f"/sessions/{session_id}").text
    assert officer.get(url).status_code == 404
    assert send(officer, f"/sessions/{letter.session_ids['6']}/deadlines/new", {**FIELDS, "day": "3 May 2032"}).location
    assert "no list of closed days is on file" in officer.get(f"/sessions/{letter.session_ids['6']}").text


def test_what_is_missing_or_cannot_be_is_said_and_nothing_typed_is_lost(officer: FlaskClient, letter: Letter) -> None:
    url = f"/sessions/{letter.session_ids['1']}/deadlines/new"
    answer = send(officer, url, {"origin": "Note"})
    assert (answer.status_code, 'value="Note"' in answer.text) == (422, True)
    for words in ("Enter what is due", "Write the day", "Write the hour", "Choose by whose clock"):
        assert words in answer.text, words
    answer = send(officer, url, {**FIELDS, "day": "Fri 13 Jan 2022"})
    assert (answer.status_code, "is a Thursday, not a Friday" in answer.text) == (422, True)
    answer = send(officer, url, {**FIELDS, "day": "13 Mar 2022", "clock": "2:30"})
    assert (answer.status_code, 'href="#f-clock"' in answer.text) == (422, True)
    assert send(officer, url, {**FIELDS, "tzid": "America/Gotham"}).status_code == 422
    assert send(officer, "/sessions/999/deadlines/new", FIELDS).status_code == 404
    assert send(officer, "/deadlines/999", FIELDS).status_code == 404
    send(officer, url, FIELDS)
    number = db.session.query(Deadline.id).scalar()
    assert send(officer, f"/deadlines/{number}", {**FIELDS, "day": "tomorrow"}).status_code == 422
