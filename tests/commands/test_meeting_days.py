"""Hours and rooms at the terminal."""

import json
from typing import Any

from tests.commands.conftest import Terminal
from tests.fixtures import Letter


def rows(terminal: Terminal) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(terminal("session", "days", "ahc/2", "--json").stdout)
    return found


def test_the_days_of_a_session_are_listed_and_one_is_set(terminal: Terminal, letter: Letter) -> None:
    first = rows(terminal)[0]
    assert first == {
        "day": "2022-05-30",
        "hours": "10:00-13:00, 15:00-18:00",
        "in the capital": ["2022-05-30 15:00–18:00", "2022-05-30 20:00–23:00"],
        "room": "",
    }
    words = ("session", "day", "ahc/2", "30 May 2022")
    assert terminal(*words, "--room", "Board Room A", "--dry-run").stderr == "Nothing was written.\n"
    assert rows(terminal)[0] == first
    assert terminal(*words, "--room", "Board Room A").exit_code == 0
    assert terminal(*words, "--hours", "15:00-18:00").exit_code == 0
    assert (rows(terminal)[0]["hours"], rows(terminal)[0]["room"]) == ("15:00-18:00", "Board Room A")
    assert terminal("session", "day", "ahc/2", "1 July 2022", "--room", "X").exit_code == 1


def test_a_buildings_hours_are_set_and_where_they_are_not_known_it_is_said(terminal: Terminal, letter: Letter) -> None:
    assert terminal("city", "hours", "vic-vienna", "9:30-12:30", "--dry-run").stderr == "Nothing was written.\n"
    assert terminal("city", "hours", "vic-vienna", "9:30-12:30").exit_code == 0
    assert rows(terminal)[0]["hours"] == "09:30-12:30"
    assert terminal("city", "hours", "vic-vienna", "").exit_code == 0
    assert rows(terminal)[0]["hours"] == "not known"
    assert terminal("city", "hours", "vienna", "9:30-12:30").exit_code == 4
