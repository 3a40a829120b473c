"""Adding a session and correcting which one it is, as forms."""

from flask.testing import FlaskClient

from models.database import db
from models.places import DutyStation
from models.sessions import CommitteeSession
from tests.fixtures import Letter
from tests.web.posting import seen_on, send

NEW = "/committees/ahc/sessions/new"
CEREMONY = {
    "kind": "ceremony",
    "title_th": "พิธีลงนามอนุสัญญา",
    "title_en": "Signing of the Convention",
    "opens": "25 Oct 2025",
    "closes": "26 Oct 2025",
    "status": "provisional",
}


def station(key: str) -> str:
    return str(db.session.query(DutyStation.id).filter_by(key=key).scalar())


def test_the_overview_leads_to_a_form_that_adds_a_session(officer: FlaskClient, letter: Letter) -> None:
    assert NEW in officer.get("/committees/ahc").text
    assert 'name="ordinal"' in officer.get(NEW).text
    answer = send(officer, NEW, {**CEREMONY, "duty_station": station("new-york"), "parent": ""})
    assert answer.status_code == 303
    page = officer.get(answer.location).text
    assert "Signing of the Convention" in page
    assert "Saturday 25 October 2025 (B.E. 2568)" in page
    assert "Signing of the Convention" in officer.get("/committees/ahc").text


def test_a_check_or_one_more_run_of_days_saves_nothing(officer: FlaskClient, letter: Letter) -> None:
    fields = {**CEREMONY, "duty_station": station("new-york")}
    assert "Sunday 26 October 2025 (B.E. 2568)" in send(officer, NEW, fields | {"check": "yes"}).text
    answer = send(officer, NEW, fields | {"add": "yes", "opens_2": ""})
    assert 'name="closes_2"' in answer.text
    assert "Signing of the Convention" in answer.text
    assert db.session.query(CommitteeSession).count() == 6


def test_a_number_that_is_taken_is_refused_and_nothing_typed_is_lost(officer: FlaskClient, letter: Letter) -> None:
    answer = send(officer, NEW, {"kind": "regular", "ordinal": "2", "status": "provisional", "document": "Note 9"})
    assert (answer.status_code, 'href="#f-ordinal"' in answer.text) == (422, True)
    assert ("Session 2 is on the list already" in answer.text, 'value="Note 9"' in answer.text) == (True, True)


def test_a_committee_that_is_not_there_is_not_found(officer: FlaskClient, letter: Letter) -> None:
    assert officer.get("/committees/nothing/sessions/new").status_code == 404
    assert send(officer, "/committees/nothing/sessions/new", {"kind": "ceremony"}).status_code == 404


def test_kind_and_number_are_corrected_later(officer: FlaskClient, letter: Letter) -> None:
    url = f"/sessions/{letter.session_ids['6']}"
    assert f"{url}/name" in officer.get(url).text
    fields = {
        "kind": "concluding",
        "ordinal": "",
        "title_en": "",
        "title_th": "",
        "parent": str(letter.session_ids["5"]),
    }
    seen = seen_on(officer, f"{url}/name")
    assert seen
    assert send(officer, f"{url}/name", fields | seen).status_code == 303
    page = officer.get(url).text
    assert ("Concluding session" in page, "Session 5</a>" in page) == (True, True)
    answer = send(officer, f"{url}/name", {**fields, "kind": "ceremony"} | seen)
    assert (answer.status_code, "Somebody else changed this" in answer.text) == (409, True)
    assert "Kind of session" in answer.text
