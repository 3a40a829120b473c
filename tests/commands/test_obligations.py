"""What was promised, at the terminal."""

import json
from typing import Any

import pytest

from tests.commands.conftest import Terminal
from tests.fixtures import Letter

pytestmark = pytest.mark.usefixtures("in_january")


def rows(terminal: Terminal, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(terminal("obligation", "list", "--json", *words).stdout)
    return found


def test_every_duty_is_listed_with_state_days_and_what_shows_it(terminal: Terminal, letter: Letter) -> None:
    found = rows(terminal)
    assert [(row["session"], row["state"]) for row in found[:2]] == [("ahc/1", "met"), ("ahc/2", "open")]
    assert found[0]["shown by"].startswith("2021-12-28 ")
    assert (found[1]["days left"], found[1]["age"], found[1]["shown by"]) == (146, 3, "")
    assert (found[-1]["session"], found[-1]["state"], found[-1]["source"]) == (None, "open", "10.2, closing")
    assert rows(terminal, "--committee", "ahc") == found
    assert terminal("obligation", "list", "--committee", "other").exit_code == 4


def test_a_duty_is_closed_after_a_look_and_opened_again(terminal: Terminal, letter: Letter) -> None:
    number = str(rows(terminal)[-1]["obligation"])
    words = ("obligation", "close", number, "--document", "Cabinet 3/2022", "--met", "4 Jan 2022")
    assert terminal(*words, "--dry-run").stderr == "Nothing was written.\n"
    assert rows(terminal)[-1]["state"] == "open"
    assert terminal(*words).stderr == "It is recorded as met.\n"
    assert rows(terminal)[-1]["shown by"] == "2022-01-04 Cabinet 3/2022"
    again = ("obligation", "reopen", number, "--reason", "Another text")
    assert terminal(*again, "--dry-run").stderr == "Nothing was written.\n"
    assert terminal(*again).stderr == "It is open again.\n"
    result = terminal(*again)
    assert (result.exit_code, "open already" in result.stderr) == (1, True)


def test_one_that_recurs_is_closed_before_a_session(terminal: Terminal, letter: Letter) -> None:
    number = str(rows(terminal)[0]["obligation"])
    words = ("obligation", "close", number, "--document", "By letter", "--met", "4 Jan 2022")
    assert terminal(*words).exit_code == 4
    assert terminal(*words, "--session", "ahc/2").exit_code == 0
    assert rows(terminal)[1]["state"] == "met"
    assert "still to come" in terminal(*words[:-1], "5 Jan 2022", "--session", "ahc/3").stderr
