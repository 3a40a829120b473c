"""A session's page, its plan and the decision who leads, as forms."""

import pytest
from flask.testing import FlaskClient

from models.database import db
from models.places import DutyStation
from models.sessions import CommitteeSession
from scheduler.sessions import found
from tests.fixtures import Letter, People
from tests.web.posting import seen_on, send


def plan(letter: Letter, key: str, **fields: str) -> dict[str, str]:
    """The fields of the form as the page shows them for session 2, changed where told."""
    session = db.session.get_one(CommitteeSession, letter.session_ids[key])
    first = session.blocks[0] if session.blocks else None
    values = {
        "duty_station": str(session.duty_station_id or ""),
        "venue": str((first and first.venue_id) or ""),
        "opens": first.opens.isoformat() if first else "",
        "closes": first.closes.isoformat() if first else "",
        "status": session.status.value,
        "modality": "",
        "stage": "",
        "document": "",
    }
    db.session.rollback()
    return {**values, **fields}


def test_the_form_holds_the_plan_as_it_is(officer: FlaskClient, letter: Letter) -> None:
    page = officer.get(f"/sessions/{letter.session_ids['2']}/plan").text
    assert 'value="30 May 2022"' in page
    assert "Friday 10 June 2022 (B.E. 2565)" in page


def test_the_form_of_a_decision_names_who_leads_by_rule(officer: FlaskClient, letter: Letter) -> None:
    page = officer.get(f"/sessions/{letter.session_ids['2']}/head").text
    assert "H.E. Mr Phuwadol Tuayang" in page
    assert "Mr Potchara Tuayang · Computer Technical Officer · MDES" in page


def test_a_session_page_says_who_leads_and_why(officer: FlaskClient, letter: Letter) -> None:
    page = officer.get(f"/sessions/{letter.session_ids['2']}").text
    assert "Monday 30 May 2022 (B.E. 2565)" in page
    assert "H.E. Mr Phuwadol Tuayang" in page
    assert (
        "Vienna, so the Ambassador and Permanent Representative of Thailand to the United Nations in Vienna: "
        "letter, item 10.1"
    ) in page


def test_an_undated_session_names_the_post_alone(officer: FlaskClient, letter: Letter) -> None:
    page = officer.get(f"/sessions/{letter.session_ids['3']}").text
    assert "Who that is follows from the opening day, which is not known yet." in page
    assert "Naruemon" not in page


@pytest.mark.parametrize("typed", ["28 ก.พ. 2565", "๒๘ กุมภาพันธ์ ๒๕๖๕", "28/2/2565", "28 Feb 2022", "2022-02-28"])
def test_days_are_taken_as_people_write_them(officer: FlaskClient, letter: Letter, typed: str) -> None:
    url = f"/sessions/{letter.session_ids['1']}/plan"
    answer = send(officer, url, plan(letter, "1", opens=typed, closes="11 Mar 2022", document="A/76/L.33/Rev.1"))
    assert (answer.status_code, answer.location) == (303, f"/sessions/{letter.session_ids['1']}")
    page = officer.get(answer.location).text
    assert "Monday 28 February 2022 (B.E. 2565)" in page
    assert "<s>17–28 Jan 2022</s>" in page
    assert "A/76/L.33/Rev.1" in page


def test_the_form_shows_what_it_understood_before_anything_is_saved(officer: FlaskClient, letter: Letter) -> None:
    url = f"/sessions/{letter.session_ids['1']}/plan"
    fields = plan(letter, "1", opens="28/2/2565", closes="11/3/2565")
    answer = send(officer, url, {**fields, "check": "yes"})
    assert answer.status_code == 200
    assert "Monday 28 February 2022 (B.E. 2565)" in answer.text
    assert 'value="28/2/2565"' in answer.text
    assert found(letter.session_ids["1"]).opens.isoformat() == "2022-01-17"  # type: ignore[union-attr] # it is dated


def test_a_wrong_day_is_asked_about_and_nothing_typed_is_lost(officer: FlaskClient, letter: Letter) -> None:
    url = f"/sessions/{letter.session_ids['1']}/plan"
    answer = send(officer, url, plan(letter, "1", opens="Tuesday 28 Feb 2022", closes="tomorrow", document="Note 5"))
    assert answer.status_code == 422
    assert "28 February 2022 is a Monday, not a Tuesday" in answer.text
    assert "Write day, month and year" in answer.text
    assert 'value="tomorrow"' in answer.text
    assert 'value="Note 5"' in answer.text
    assert "<title>Error:" in answer.text


def test_a_plan_that_cannot_be_is_refused_on_its_field(officer: FlaskClient, letter: Letter) -> None:
    url = f"/sessions/{letter.session_ids['1']}/plan"
    answer = send(officer, url, plan(letter, "1", closes="2022-01-01"))
    assert answer.status_code == 422
    assert "must close on the day it opens or later" in answer.text


def test_the_second_of_two_officers_is_told_and_keeps_the_form(officer: FlaskClient, letter: Letter) -> None:
    url = f"/sessions/{letter.session_ids['1']}/plan"
    stale = plan(letter, "1", document="Mine") | seen_on(officer, url)
    assert send(officer, url, plan(letter, "1", opens="2022-02-28", closes="2022-03-11")).status_code == 303
    answer = send(officer, url, stale)
    assert answer.status_code == 409
    assert "Somebody else changed this while the form was open" in answer.text
    assert 'value="Mine"' in answer.text


def test_a_head_is_decided_and_the_decision_taken_back(officer: FlaskClient, letter: Letter, people: People) -> None:
    url = f"/sessions/{letter.session_ids['2']}"
    answer = send(
        officer, f"{url}/head", {"person": str(people.focal["mdes"]), "reason": "Cabinet decided", "document": "No. 7"}
    )
    assert (answer.status_code, answer.location) == (303, url)
    assert "By decision: Cabinet decided (No. 7)" in officer.get(url).text
    assert 'value="Cabinet decided"' in officer.get(f"{url}/head").text
    assert send(officer, f"{url}/head/undo").status_code == 303
    assert "H.E. Mr Phuwadol Tuayang" in officer.get(url).text


def test_a_decision_without_a_person_or_a_reason_is_refused(
    officer: FlaskClient, letter: Letter, people: People
) -> None:
    url = f"/sessions/{letter.session_ids['2']}/head"
    answer = send(officer, url, {"person": "", "reason": "Cabinet decided"})
    assert (answer.status_code, "Choose who leads." in answer.text) == (422, True)
    answer = send(officer, url, {"person": str(people.focal["mdes"]), "reason": ""})
    assert (answer.status_code, "Say who decided this, and why." in answer.text) == (422, True)


@pytest.mark.parametrize("path", ["", "/plan", "/head", "/delegation"])
def test_a_session_that_is_not_there_is_not_found(officer: FlaskClient, letter: Letter, path: str) -> None:
    assert officer.get(f"/sessions/999{path}").status_code == 404


GAP = {"opens_2": "13 June 2022", "closes_2": "14 June 2022"}


def test_a_run_of_days_more_is_asked_for_and_nothing_typed_is_lost(officer: FlaskClient, letter: Letter) -> None:
    url = f"/sessions/{letter.session_ids['2']}/plan"
    answer = send(officer, url, plan(letter, "2", opens="soon", document="Note 5") | {"add": "yes"})
    assert answer.status_code == 200
    assert ('value="soon"' in answer.text, 'value="Note 5"' in answer.text) == (True, True)
    assert ('name="opens_2"' in answer.text, 'name="opens_3"' in answer.text) == (True, False)
    answer = send(officer, url, plan(letter, "2", **GAP) | {"add": "yes"})
    assert ('value="13 June 2022"' in answer.text, 'name="opens_3"' in answer.text) == (True, True)
    assert len(found(letter.session_ids["2"]).blocks) == 1


def test_a_session_gets_a_gap_in_another_city_and_shows_all_its_days(officer: FlaskClient, letter: Letter) -> None:
    url = f"/sessions/{letter.session_ids['2']}"
    new_york = str(db.session.query(DutyStation.id).filter_by(key="new-york").scalar())
    fields = plan(letter, "2", **GAP, duty_station_2=new_york, document="Decision 5")
    assert send(officer, f"{url}/plan", fields).status_code == 303
    page = officer.get(url).text
    assert "Monday 13 June 2022 (B.E. 2565)" in page
    assert "H.E. Mr Phuwadol Tuayang" in page
    assert "Naruemon" in page
    assert "<s>30 May – 10 Jun 2022</s>" in page
    form = officer.get(f"{url}/plan").text
    assert ('value="13 Jun 2022"' in form, 'name="opens_3"' in form) == (True, False)
    assert "13–14 Jun 2022" in officer.get("/committees/ahc").text


def test_a_run_without_days_is_taken_away_and_the_next_one_moves_up(officer: FlaskClient, letter: Letter) -> None:
    url = f"/sessions/{letter.session_ids['2']}/plan"
    send(officer, url, plan(letter, "2", **GAP))
    _, second = found(letter.session_ids["2"]).blocks
    uid = second.entry.uid
    db.session.rollback()
    assert send(officer, url, plan(letter, "2", **GAP, opens="", closes="", venue="")).status_code == 303
    [left] = found(letter.session_ids["2"]).blocks
    assert (left.opens.isoformat(), left.entry.uid) == ("2022-06-13", uid)


def test_runs_that_overlap_or_lack_a_day_are_refused_on_their_own_fields(officer: FlaskClient, letter: Letter) -> None:
    url = f"/sessions/{letter.session_ids['2']}/plan"
    answer = send(officer, url, plan(letter, "2", opens_2="10 June 2022", closes_2="14 June 2022"))
    assert (answer.status_code, 'href="#f-opens_2"' in answer.text) == (422, True)
    assert "These days begin before run 1 of days has ended." in answer.text
    answer = send(officer, url, plan(letter, "2", opens_2="13 June 2022", closes_2=""))
    assert 'href="#f-closes_2"' in answer.text
    building = str(found(letter.session_ids["1"]).blocks[0].venue_id)
    db.session.rollback()
    answer = send(officer, url, plan(letter, "2", **GAP, venue_2=building))
    assert 'href="#f-venue_2"' in answer.text


def test_whoever_planned_fewer_days_meanwhile_is_not_overwritten(officer: FlaskClient, letter: Letter) -> None:
    url = f"/sessions/{letter.session_ids['2']}/plan"
    send(officer, url, plan(letter, "2", **GAP))
    stale = plan(letter, "2", **GAP, document="Mine") | seen_on(officer, url)
    assert send(officer, url, plan(letter, "2", opens_2="", closes_2="")).status_code == 303
    answer = send(officer, url, stale)
    assert answer.status_code == 409
    assert "First day (2)" in answer.text
    assert 'value="13 June 2022"' not in answer.text


def test_the_history_tells_every_run_until_when_and_by_which_decision(officer: FlaskClient, letter: Letter) -> None:
    url = f"/sessions/{letter.session_ids['2']}"
    assert "Plans, the present one first" not in officer.get(url).text
    send(officer, f"{url}/plan", plan(letter, "2", **GAP, document="Decision 5, 3 May 2022"))
    gone = {"opens": "", "closes": "", "opens_2": "", "closes_2": "", "status": "postponed"}
    send(officer, f"{url}/plan", plan(letter, "2", document="Decision 6, 5 May 2022") | gone)
    history = officer.get(url).text.partition("Plans, the present one first")[2]
    assert "Holds now" in history
    for said in (
        "<s>30 May – 10 Jun 2022</s>",
        "<s>13–14 Jun 2022</s>",
        "Decision 5, 3 May 2022",
        "Decision 6, 5 May 2022",
    ):
        assert said in history, said
    assert history.index("Decision 6") < history.index("Decision 5")
