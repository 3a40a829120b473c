"""Saying who sits where at a browser."""

from flask.testing import FlaskClient

from scheduler.delegations import withdraw_delegate
from scheduler.queries.rosters import roster_for
from tests.fixtures import NOW, Letter
from tests.web.page_forms import form_to
from tests.web.posting import send
from vocabulary.actor import OPERATOR


def test_the_form_comes_in_the_order_of_the_roster_and_is_recorded(officer: FlaskClient, letter: Letter) -> None:
    url = f"/sessions/{letter.session_ids['2']}/seats"
    people = [line.person_id for line in roster_for(letter.session_ids["2"], actor=OPERATOR).lines]
    page = officer.get(url, query_string={"front": "2", "behind": "1"}).text
    assert "Nobody has said yet who sits where" in page
    fields = form_to(page, url).fields.to_dict()
    assert [fields[f"seat-{number}"] for number in people] == ["front", "front", "behind", "", ""]
    assert send(officer, url, {**fields, "form_key": "1" * 32}).status_code == 303
    page = officer.get(url).text
    assert "Seat plan no. 1 of 4 Jan 2022" in page
    without = page.partition("Not in the room</b>:")[2].partition("</p>")[0]
    assert without.count(",") == 1, "the two who have no seat are named"
    many = send(officer, url, {**fields, "form_key": "2" * 32, "front": "1"})
    assert (many.status_code, "People to sit there: 2; seats: 1." in many.text) == (422, True)
    withdrawn = next(line for line in roster_for(letter.session_ids["2"], actor=OPERATOR).lines if line.delegate_id)
    withdraw_delegate(withdrawn.delegate_id or 0, by=OPERATOR, now=NOW)
    page = officer.get(url).text
    assert "free seat" in page
    assert "A seat in the room is free" in officer.get(f"/sessions/{letter.session_ids['2']}").text
    fields = form_to(officer.get(url, query_string={"plan": "1"}).text, url).fields.to_dict()
    assert [fields.get(f"seat-{number}") for number in people] == ["front", None, "behind", "front", ""]
    assert send(officer, f"{url}/1/undo").status_code == 303
    assert "Taken back by the desk" in officer.get(url).text
    assert "No seat plan holds any more" in officer.get(f"/sessions/{letter.session_ids['2']}").text


def test_a_session_without_days_has_no_seats(officer: FlaskClient, letter: Letter) -> None:
    page = officer.get(f"/sessions/{letter.session_ids['3']}/seats").text
    assert "The session has no days yet." in page
