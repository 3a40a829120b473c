"""Sessions at the terminal."""

import json
from pathlib import Path

import pytest

from models.database import db
from models.sessions import CommitteeSession
from scheduler.sessions import decide_head, plan_session
from tests.commands.conftest import Terminal
from tests.fixtures import NOW, Letter, People
from tests.making import HAND
from tests.scheduler.loading.small import SMALL
from vocabulary.actor import OPERATOR
from vocabulary.plan import HeadDecision, SessionPlan


def test_the_six_sessions_are_listed_with_city_days_and_head(terminal: Terminal, letter: Letter) -> None:
    rows = json.loads(terminal("session", "list", "--json").stdout)
    assert [row["session"] for row in rows] == ["ahc/1", "ahc/2", "ahc/3", "ahc/4", "ahc/5", "ahc/6"]
    assert rows[1] == {
        "session": "ahc/2",
        "name": "Session 2",
        "city": "Vienna",
        "opens": "2022-05-30",
        "closes": "2022-06-10",
        "days": ["2022-05-30/2022-06-10"],
        "status": "confirmed",
        "stage": None,
        "modality": None,
        "post": "Ambassador and Permanent Representative of Thailand to the United Nations in Vienna",
        "head": "H.E. Mr Phuwadol Tuayang",
        "agencies": "3/7",
        "mandate": "as asked",
    }
    assert (rows[2]["opens"], rows[2]["head"]) == (None, "")


def test_a_list_is_a_table_without_colour(terminal: Terminal, letter: Letter) -> None:
    lines = terminal("session", "list").stdout.splitlines()
    assert len(lines) == 7
    assert lines[0].startswith("session  name       city")
    assert "\x1b" not in "".join(lines)


def test_a_session_shows_why_its_head_leads(terminal: Terminal, letter: Letter) -> None:
    row = json.loads(terminal("session", "show", "2", "--json").stdout)
    assert row["why"] == "known · Vienna · letter, item 10.1"
    assert row["venue"] == "Vienna International Centre"
    assert "NSC" in row["missing"]


def test_a_session_shows_the_consultation_that_prepared_for_it(terminal: Terminal, letter: Letter) -> None:
    (held,) = json.loads(terminal("session", "show", "ahc/1", "--json").stdout)["consultations"]
    assert (held["day"], held["from"], held["status"]) == ("2021-12-28", None, "held")


@pytest.mark.parametrize("handle", ["9", "xyz/2", ""])
def test_a_session_that_is_not_there_ends_with_four_and_the_ones_that_are(
    terminal: Terminal, letter: Letter, handle: str
) -> None:
    result = terminal("session", "show", handle)
    assert (result.exit_code, result.stdout) == (4, "")
    assert "ahc/1, ahc/2" in result.stderr


def test_a_key_that_two_committees_use_asks_for_the_committee(
    terminal: Terminal, letter: Letter, tmp_path: Path
) -> None:
    moss = tmp_path / "moss.toml"
    moss.write_text(SMALL, "utf-8")
    terminal("committee", "load", str(moss), "--yes")
    result = terminal("session", "show", "2")
    assert result.exit_code == 1
    assert "ahc/2, moss/2" in result.stderr
    assert terminal("session", "show", "moss/2").exit_code == 0
    assert len(json.loads(terminal("session", "list", "--committee", "moss", "--json").stdout)) == 2


def test_a_committee_that_is_not_there_ends_with_four(terminal: Terminal, letter: Letter) -> None:
    result = terminal("session", "list", "--committee", "xyz")
    assert (result.exit_code, result.stderr) == (4, "No committee has the key xyz. There are: ahc.\n")


def test_no_session_at_all_is_an_empty_list(terminal: Terminal) -> None:
    assert terminal("session", "list").stdout == ""
    assert "There are: -." in terminal("session", "show", "1").stderr


def test_a_head_by_decision_is_shown_with_its_reason(terminal: Terminal, letter: Letter, people: People) -> None:
    number = letter.session_ids["2"]
    decide_head(number, HeadDecision(people.desk, "The post is vacant.", "Memo 7"), by=OPERATOR, now=NOW)
    row = json.loads(terminal("session", "show", "2", "--json").stdout)
    assert (row["head"], row["why"]) == ("Ms Chanika Tuayang", "The post is vacant. · Memo 7")


def test_plans_that_were_given_up_are_shown(terminal: Terminal, letter: Letter) -> None:
    number = letter.session_ids["2"]
    committee_session = db.session.get_one(CommitteeSession, number)
    plan = SessionPlan(duty_station_id=committee_session.duty_station_id, document="Note 5")
    plan_session(number, plan, hand=HAND)
    (former,) = json.loads(terminal("session", "show", "2", "--json").stdout)["former plans"]
    assert (former["opens"], former["document"]) == ("2022-05-30", "Note 5")
