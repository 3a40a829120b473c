"""Cabinet's decisions, recorded at the browser, and the verdict that follows on every page."""

import pytest
from flask.testing import FlaskClient

from scheduler.sessions import decide_head
from tests.fixtures import NOW, Letter, People, SignIn
from tests.web.days import in_the_letters_days
from tests.web.desk.filling import ticked, values
from tests.web.posting import send
from vocabulary.actor import OPERATOR
from vocabulary.plan import HeadDecision

ASKED = "Within what the letter asks; Cabinet’s decision not recorded"


@pytest.fixture
def led(letter: Letter, people: People) -> int:
    """Session 2, led by somebody whom no rule names; the number of that person."""
    decide_head(letter.session_ids["2"], HeadDecision(people.focal["mdes"], "The Minister"), by=OPERATOR, now=NOW)
    return people.focal["mdes"]


def test_the_verdict_stands_on_every_page_of_the_delegation(officer: FlaskClient, letter: Letter) -> None:
    number = letter.session_ids["2"]
    for url in (f"/sessions/{number}", f"/sessions/{number}/delegation"):
        assert ASKED in officer.get(url).text, url
    assert officer.get(f"/committees/{letter.committee_key}").text.count("As asked") == 6


def test_the_head_of_mission_reads_the_verdict_and_may_not_act_on_it(
    letter: Letter, people: People, sign_in: SignIn, led: int
) -> None:
    in_the_letters_days()
    head = sign_in(people.head_new_york)
    head.set_cookie("samai-language", "en")
    page = head.get(f"/mission/sessions/{letter.session_ids['1']}").text
    assert ASKED in page
    assert "Mandate: Within what the letter asks" in page, "on paper too"
    assert "/resolutions" not in page
    assert "As asked" in head.get("/mission").text


def test_cabinets_decision_is_recorded_corrected_and_taken_back(officer: FlaskClient, letter: Letter) -> None:
    url = f"/committees/{letter.committee_key}/approval"
    assert "Record that Cabinet approved it as asked" in officer.get(url).text
    answer = send(officer, url, {"decided_on": "4 ม.ค. 2565", "document": "CR 7/2565"})
    assert (answer.status_code, answer.location) == (303, url)
    assert values(officer.get(url).text) == {"decided_on": "4 Jan 2022", "document": "CR 7/2565"}
    page = officer.get(f"/sessions/{letter.session_ids['2']}").text
    assert "Within the standing approval" in page
    assert "Cabinet decided on 4 January 2022: CR 7/2565" in page
    assert "Cabinet’s decision on the delegation is not on record" not in officer.get("/").text
    assert send(officer, f"{url}/withdraw").status_code == 303
    assert ASKED in officer.get(f"/sessions/{letter.session_ids['2']}").text


def test_a_decision_without_a_day_comes_back_with_what_was_typed(officer: FlaskClient, letter: Letter) -> None:
    answer = send(officer, f"/committees/{letter.committee_key}/approval", {"document": "CR 7"})
    assert answer.status_code == 422
    assert "Enter the day on which Cabinet decided." in answer.text
    assert values(answer.text)["document"] == "CR 7"


def test_what_stands_against_the_mandate_is_ticked_and_turned_within(
    officer: FlaskClient, letter: Letter, led: int
) -> None:
    number = letter.session_ids["2"]
    assert "Outside what the letter asks" in officer.get(f"/sessions/{number}").text
    url = f"/sessions/{number}/resolutions/new"
    assert ticked(officer.get(url).text) == [f"approves=head-{led}"]
    fields = {"decided_on": "4 Jan 2022", "document": "CR 9", "approves": [f"head-{led}"]}
    assert send(officer, url, fields).location == f"/sessions/{number}#mandate"
    page = officer.get(f"/sessions/{number}").text
    assert ASKED in page
    assert "Cabinet decided on 4 Jan 2022: CR 9" in page


def test_a_resolution_is_corrected_and_taken_off(officer: FlaskClient, letter: Letter, led: int) -> None:
    number = letter.session_ids["2"]
    fields = {"decided_on": "4 Jan 2022", "document": "CR 9", "approves": [f"head-{led}"]}
    send(officer, f"/sessions/{number}/resolutions/new", fields)
    assert ticked(officer.get("/resolutions/1").text) == [f"approves=head-{led}"]
    more = {**fields, "approves": ["delegation", f"head-{led}"]}
    assert send(officer, "/resolutions/1", more).status_code == 303
    assert "Within what Cabinet resolved on this delegation" in officer.get(f"/sessions/{number}").text
    assert send(officer, "/resolutions/1/withdraw").status_code == 303
    assert "Outside what the letter asks" in officer.get(f"/sessions/{number}").text
    assert officer.get("/resolutions/1").status_code == 404


@pytest.mark.parametrize("rubbish", ["", "everything", "head-", "head-x", "agency-99999999999999999999999"])
def test_what_no_box_of_ours_holds_is_refused(officer: FlaskClient, letter: Letter, rubbish: str) -> None:
    url = f"/sessions/{letter.session_ids['2']}/resolutions/new"
    fields = {"decided_on": "4 Jan 2022", "document": "CR 9", "approves": rubbish}
    answer = send(officer, url, fields)
    assert answer.status_code == 422
    assert 'href="#f-approves"' in answer.text


def test_boxes_that_were_left_alone_are_what_somebody_else_made_of_them(
    officer: FlaskClient, letter: Letter, led: int
) -> None:
    fields = {"decided_on": "4 Jan 2022", "document": "CR 9", "approves": [f"head-{led}"]}
    send(officer, f"/sessions/{letter.session_ids['2']}/resolutions/new", fields)
    old = {"seen": f'{{"decided_on": "2022-01-04", "document": "CR 9", "approves": "head-{led}"}}'}
    assert send(officer, "/resolutions/1", {**fields, "approves": ["delegation"]}).status_code == 303
    answer = send(officer, "/resolutions/1", {**fields, **old, "document": "CR 10"})
    assert answer.status_code == 409
    assert ticked(answer.text) == ["approves=delegation"]
    assert "The delegation as such, in place of the standing approval" in answer.text
    other = send(officer, "/resolutions/1", {**fields, **old, "approves": [f"agency-{letter.agency_ids['oag']}"]})
    assert other.status_code == 409
