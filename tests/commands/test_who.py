"""Who has the right date, at the terminal."""

import json

import pytest

from tests.commands.conftest import Terminal
from tests.fixtures import Letter
from tests.scheduler.delegations import let_session_go
from tests.scheduler.letters import let_go

pytestmark = pytest.mark.usefixtures("in_january", "people")

WHEN = ("--day", "11 ม.ค. 2565", "--time", "14:00", "--place", "Vithes Samosorn Hall", "--agency", "oag")


def test_everybody_invited_is_listed_with_what_tells(terminal: Terminal) -> None:
    assert terminal("consultation", "book", "2", *WHEN).exit_code == 0
    let_go(2)
    (row,) = json.loads(terminal("consultation", "who", "2", "--json").stdout)
    assert (row["knows"], row["because"], row["letter"]) == ("told, no sign", "sent", "sent")
    assert "told, no sign: 1" in terminal("consultation", "who", "2").stderr
    assert json.loads(terminal("consultation", "who", "2", "--calls", "--json").stdout) == []
    assert terminal("consultation", "who", "99").exit_code == 4


def test_the_delegation_to_a_session_is_listed_with_the_days_that_each_was_told(
    terminal: Terminal, letter: Letter
) -> None:
    assert terminal("session", "invite", "2").exit_code == 0
    let_session_go(letter.session_ids["2"])
    rows = json.loads(terminal("session", "who", "2", "--json").stdout)
    assert {row["told of"] for row in rows} == {"2022-05-30/2022-06-10"}
    assert terminal("session", "who", "99").exit_code == 4
