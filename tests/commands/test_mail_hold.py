"""Holding the mail and letting it go, at the terminal."""

import json

import pytest

from tests.commands.conftest import Terminal

pytestmark = pytest.mark.usefixtures("in_january", "people")


@pytest.fixture
def held(terminal: Terminal) -> None:
    """Six letters wait, and the mail is held."""
    when = ("--day", "2022-01-11", "--time", "14:00", "--place", "Vithes Samosorn Hall", "--usual")
    assert terminal("consultation", "book", "2", *when).exit_code == 0
    assert terminal("mail", "send", "2", "--yes").exit_code == 0
    assert terminal("mail", "hold", "--why", "the mail server moves").stderr == (
        "The mail is held. Next: flask mail release\n"
    )


def test_what_waits_is_shown_before_it_is_released(terminal: Terminal, held: None) -> None:
    result = terminal("mail", "release", typed="n\n")
    assert ": the mail server moves\n" in result.stderr
    assert "invitation" in result.stdout
    assert "Send 6 letters now?" in result.stderr
    assert result.stderr.endswith("Nothing was released.\n")
    result = terminal("mail", "release", typed="y\n")
    assert result.stderr.endswith("The mail is released: 6 letters for the worker to send.\n")
    assert terminal("mail", "release").stderr == "The mail is not held: letters leave as they fall due.\n"


def test_a_dry_run_releases_nothing(terminal: Terminal, held: None) -> None:
    result = terminal("mail", "release", "--dry-run", "--already-sent", "--json")
    assert json.loads(result.stdout)[0]["letters"] == 6
    assert result.stderr.endswith("Nothing was released. It would be: 6 letters recorded as sent.\n")
    assert "Record 6 letters as sent?" in terminal("mail", "release", "--already-sent", typed="n\n").stderr


def test_letters_that_left_before_are_recorded(terminal: Terminal, held: None) -> None:
    assert terminal("mail", "release", "--already-sent", "--yes").exit_code == 0
    rows = json.loads(terminal("mail", "list", "--state", "sent", "--json").stdout)
    assert {row["server"] for row in rows} == {"recorded by the operator: it left before the copy was restored"}
