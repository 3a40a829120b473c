"""Reminders at the terminal."""

import json

import pytest

from tests.commands.conftest import Terminal

pytestmark = pytest.mark.usefixtures("in_january")


def rows(terminal: Terminal, state: str = "planned") -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(
        terminal("reminder", "list", "--state", state, "--days", "60", "--json").stdout or "[]"
    )
    return found


def test_reminders_are_listed_held_back_planned_again_and_paused(terminal: Terminal) -> None:
    booked = terminal(
        "consultation", "book", "ahc/2", "--day", "17 Feb 2022", "--time", "14:00", "--place", "Hall", "--agency", "oag"
    )
    assert booked.exit_code == 0, booked.stderr
    number = "2"
    terminal("mail", "send", number, "--yes")
    first, *others = rows(terminal)
    assert (first["of"], first["days before"], first["state"]) == ("answer", 20, "planned")
    assert len(others) == 2
    held = str(first["reminder"])
    assert "Nothing was changed." in terminal("reminder", "hold", held, "--dry-run").stderr
    assert "1 held back." in terminal("reminder", "hold", held).stderr
    assert [row["reminder"] for row in rows(terminal, "held")] == [first["reminder"]]
    assert terminal("reminder", "hold", held).exit_code == 1
    assert "1 planned again." in terminal("reminder", "let-go", held).stderr
    assert len(json.loads(terminal("reminder", "list", "--days", "60", "--json").stdout)) == 3
    assert "Nobody is reminded of it." in terminal("reminder", "pause", number).stderr
    assert "Its reminders go on." in terminal("reminder", "resume", number).stderr
    assert "The worker sends what is late." in terminal("reminder", "allow-late").stderr
    assert "0 changed." in terminal("reminder", "plan").stderr
    assert terminal("reminder", "pause", "4711").exit_code == 4


def test_the_reminders_of_a_session_are_paused_by_its_name(terminal: Terminal) -> None:
    assert terminal("session", "invite", "2").exit_code == 0
    assert terminal("session", "send", "2", "--yes").exit_code == 0
    assert "Nobody is reminded of it." in terminal("reminder", "pause", "--session", "2").stderr
    assert "Its reminders go on." in terminal("reminder", "resume", "--session", "ahc/2").stderr
    for wrong in ((), ("1", "--session", "2")):
        assert terminal("reminder", "pause", *wrong).exit_code == 2
