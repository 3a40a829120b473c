"""Rosters at the terminal."""

import json

from tests.commands.conftest import Terminal
from tests.fixtures import Letter


def test_a_roster_stands_in_its_order_with_the_head_first(terminal: Terminal, letter: Letter) -> None:
    result = terminal("delegation", "show", "2", "--json")
    rows = json.loads(result.stdout)
    assert [(row["role"], row["agency"]) for row in rows] == [
        ("head", "Permanent Mission of Thailand to the United Nations, Vienna"),
        ("deputy head", "MFA"),
        ("representative", "MFA"),
        ("representative", "OAG"),
        ("adviser", "RTP"),
    ]
    assert "Delegation of Thailand, Session 2: 5 on the roster." in result.stderr
    assert "Nobody is named for Ministry of Justice yet." in result.stderr


def test_an_undated_session_has_nobody_on_its_roster_yet(terminal: Terminal, letter: Letter) -> None:
    result = terminal("delegation", "show", "4")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_roster_of_no_session_ends_with_four(terminal: Terminal, letter: Letter) -> None:
    assert terminal("delegation", "show", "9").exit_code == 4
