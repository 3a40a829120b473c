"""Issuing a roster at a browser, and reading it as it was issued."""

from flask.testing import FlaskClient

from scheduler.delegations import change_role
from scheduler.queries.rosters import roster_for
from scheduler.sessions import decide_head
from tests.fixtures import NOW, Letter, People
from tests.web.posting import send
from vocabulary.actor import OPERATOR
from vocabulary.plan import HeadDecision
from vocabulary.states import DelegateRole


def url(letter: Letter, key: str = "2") -> str:
    return f"/sessions/{letter.session_ids[key]}/delegation"


def issue(officer: FlaskClient, letter: Letter, **fields: str) -> str:
    answer = send(officer, f"{url(letter)}/issue", {"language": "th", **fields})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def change_somebody(letter: Letter) -> None:
    lines = roster_for(letter.session_ids["2"], actor=OPERATOR).lines
    number = next(line.delegate_id for line in lines if line.role is DelegateRole.ADVISER)
    assert number is not None
    change_role(number, DelegateRole.SECRETARY, by=OPERATOR, now=NOW)


def test_a_roster_is_issued_and_read_in_its_own_language(officer: FlaskClient, letter: Letter) -> None:
    assert "No roster has been issued" in officer.get(url(letter)).text
    page = officer.get(f"{issue(officer, letter)}?lang=en").text
    assert 'lang="th"' in page
    assert "บัญชีรายชื่อฉบับที่ ๑" in page
    assert "In force since" in page
    assert "Roster no. 1 is in force" in officer.get(url(letter)).text
    assert "Roster no. 1 is in force" in officer.get(f"/sessions/{letter.session_ids['2']}").text
    assert f"{url(letter)}/issued/1" in officer.get("/committees/ahc").text
    english = officer.get(issue(officer, letter, language="en")).text
    assert "Roster no. 2, issued on 4 January 2022" in english


def test_a_change_supersedes_it_and_leads_to_the_next(officer: FlaskClient, letter: Letter) -> None:
    first = issue(officer, letter)
    change_somebody(letter)
    page = officer.get(first).text
    assert "Superseded since" in page
    assert "Secretary, until now Adviser" in page
    assert "/audit/" in page.split('class="note warn"', maxsplit=1)[1].split("</div>", maxsplit=1)[0]
    assert "Roster no. 1 of Session 2 is superseded" in officer.get("/committees/ahc").text
    assert "Working copy: roster no. 1 is superseded" in officer.get(url(letter)).text
    second = officer.get(issue(officer, letter)).text
    assert "From roster no. 1 to no. 2:" in second
    assert "against=1" in second


def test_what_cannot_be_issued_says_why(officer: FlaskClient, letter: Letter, people: People) -> None:
    answer = send(officer, f"{url(letter, '3')}/issue", {"language": "th"})
    assert (answer.status_code, "Session 3 has no days yet" in answer.text) == (422, True)
    decision = HeadDecision(people.focal["oag"], "Minister’s decision", "")
    decide_head(letter.session_ids["2"], decision, by=OPERATOR, now=NOW)
    answer = send(officer, f"{url(letter)}/issue", {"language": "en"})
    assert (answer.status_code, "Say why it is issued all the same" in answer.text) == (422, True)
    assert (
        "Issued all the same: As he said"
        in officer.get(issue(officer, letter, language="en", despite="As he said")).text
    )
    answer = send(officer, f"{url(letter)}/issue", {"language": ""})
    assert "Choose the language in which it is issued." in answer.text


def test_what_changed_under_the_form_is_not_issued(officer: FlaskClient, letter: Letter) -> None:
    answer = send(officer, f"{url(letter)}/issue", {"language": "th", "seen": "another"})
    assert (answer.status_code, "has changed since you looked" in answer.text) == (409, True)
