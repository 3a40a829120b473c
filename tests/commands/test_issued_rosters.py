"""Issued rosters at the terminal."""

import json

from tests.commands.conftest import Terminal
from tests.fixtures import Letter


def test_a_roster_is_issued_shown_and_compared(terminal: Terminal, letter: Letter, in_january: None) -> None:
    dry = terminal("delegation", "issue", "2", "--dry-run", "--json")
    assert (dry.exit_code, json.loads(dry.stdout)["number"]) == (0, 1)
    assert json.loads(terminal("delegation", "issued", "2", "--json").stdout) == []
    done = terminal("delegation", "issue", "2", "--language", "en")
    assert "Roster 1 is issued and in force." in done.stderr
    assert "H.E. Mr Phuwadol Tuayang" in done.stdout
    again = terminal("delegation", "issue", "2", "--language", "en")
    assert (again.exit_code, "Roster no. 1 says all this already" in again.stderr) == (1, True)
    terminal("delegation", "issue", "2")
    rows = json.loads(terminal("delegation", "issued", "2", "--json").stdout)
    assert [(row["number"], row["language"], row["state"]) for row in rows] == [
        (2, "th", "in force"),
        (1, "en", "in force"),
    ]
    one = terminal("delegation", "issued", "2", "--number", "2", "--json")
    assert json.loads(one.stdout)["issued on"] == "2022-01-04"
    assert "From roster 1 to 2:" in one.stderr
    assert terminal("delegation", "issued", "2", "--number", "3").exit_code == 4


def test_a_roster_of_a_session_without_days_is_refused(terminal: Terminal, letter: Letter, in_january: None) -> None:
    result = terminal("delegation", "issue", "3")
    assert (result.exit_code, "has no days yet" in result.stderr) == (1, True)
