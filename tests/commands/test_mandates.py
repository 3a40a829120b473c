"""Cabinet's decisions at the terminal."""

import json

import pytest

from scheduler.sessions import decide_head
from tests.commands.conftest import Terminal
from tests.fixtures import NOW, Letter, People
from vocabulary.actor import OPERATOR
from vocabulary.plan import HeadDecision

pytestmark = pytest.mark.usefixtures("in_january")
ON = ("--on", "4 Jan 2022", "--document", "CR 7/2565")


@pytest.fixture
def led(letter: Letter, people: People) -> int:
    """Session 2, led by somebody whom no rule names."""
    decide_head(letter.session_ids["2"], HeadDecision(people.focal["mdes"], "The Minister"), by=OPERATOR, now=NOW)
    return people.focal["mdes"]


def shown(terminal: Terminal) -> dict[str, object]:
    found: dict[str, object] = json.loads(terminal("session", "show", "2", "--json").stdout)
    return found


def test_the_standing_approval_is_recorded_and_taken_back(terminal: Terminal, letter: Letter) -> None:
    key = letter.committee_key
    assert shown(terminal)["mandate"] == "as asked"
    assert "Nothing was changed." in terminal("committee", "approve", key, *ON, "--dry-run").stderr
    assert shown(terminal)["mandate"] == "as asked"
    assert "on record" in terminal("committee", "approve", key, *ON).stderr
    row = shown(terminal)
    assert (row["mandate"], row["by"]) == ("within", "Cabinet decided on 4 January 2022: CR 7/2565")
    assert "Nothing was changed." in terminal("committee", "unapprove", key, "--dry-run").stderr
    assert "Taken off the record." in terminal("committee", "unapprove", key).stderr
    assert terminal("committee", "unapprove", key).exit_code == 1


def test_a_delegation_says_its_verdict_and_what_turns_it(terminal: Terminal, led: int) -> None:
    said = terminal("delegation", "show", "2").stderr
    assert "Mandate: Outside what the letter asks." in said
    assert "record Cabinet’s resolution that lets Mr Potchara Tuayang lead." in said


def test_a_resolution_is_linked_and_taken_off(terminal: Terminal, led: int) -> None:
    words = ("delegation", "approve", "2", *ON, "--head", "potchara@mdes.example", "--agency", "oag", "--whole")
    result = terminal(*words, "--dry-run")
    assert "Mandate: Within what Cabinet resolved on this delegation." in result.stderr
    assert "Nothing was changed." in result.stderr
    assert "Resolution 1 is on record." in terminal(*words).stderr
    assert "Resolution 1: CR 7/2565, 2022-01-04." in terminal("delegation", "show", "2").stderr
    assert shown(terminal)["settled"]
    assert "Nothing was changed." in terminal("delegation", "unapprove", "1", "--dry-run").stderr
    assert "Mandate: Outside" in terminal("delegation", "unapprove", "1").stderr
    assert terminal("delegation", "unapprove", "1").exit_code == 4


def test_a_resolution_on_nothing_is_refused(terminal: Terminal, letter: Letter) -> None:
    result = terminal("delegation", "approve", "2", *ON)
    assert (result.exit_code, result.stderr.strip()) == (1, "Say what Cabinet approved by it.")
