"""Deadlines of sessions at the terminal."""

import json

import pytest

from tests.commands.conftest import Terminal

pytestmark = pytest.mark.usefixtures("in_january")
ADD = ("deadline", "add", "ahc/1", "--day", "13/1/2565", "--time", "18:00", "--zone", "America/New_York")


def test_a_deadline_is_added_listed_corrected_and_removed(terminal: Terminal) -> None:
    assert "Nothing was written." in terminal(*ADD, "--name-en", "Registration", "--dry-run").stderr
    assert "It is on file." in terminal(*ADD, "--name-en", "Registration").stderr
    (row,) = json.loads(terminal("deadline", "list", "--json").stdout)
    assert (row["at the office by"], row["because"]) == (
        "2022-01-13T16:30:00+07:00",
        "2022-01-14 06:00 in Bangkok",
    )
    number = str(row["deadline"])
    terminal("deadline", "correct", number, "--day", "16 Jan 2022", "--time", "10:00", "--zone", "Asia/Bangkok")
    (row,) = json.loads(terminal("deadline", "list", "--session", "ahc/1", "--json").stdout)
    assert row["because"] == "2022-01-16 10:00 in Bangkok; 2022-01-16 weekend; 2022-01-15 weekend"
    terminal("deadline", "correct", number, "--day", "3 May 2032")
    (row,) = json.loads(terminal("deadline", "list", "--json").stdout)
    assert (row["at the office by"], "no list on file" in row["because"]) == (None, True)
    terminal("deadline", "correct", number, "--day", "14 Jan 2022")
    (row,) = json.loads(terminal("deadline", "list", "--json").stdout)
    assert row["because"] == ""
    assert terminal("deadline", "remove", number).exit_code == 0
    assert terminal("deadline", "list").stdout == ""
    assert terminal("deadline", "remove", number).exit_code == 4
