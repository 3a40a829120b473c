"""A decision from a file at the terminal: all that it does before it does it."""

import json
from pathlib import Path

import pytest

from models.database import db
from scheduler.decisions import found_decision
from scheduler.sessions import found
from tests.commands.conftest import Terminal
from tests.commands.postponing import POSTPONED, file
from tests.fixtures import Letter
from tests.scheduler.deciding import differences, dump
from vocabulary.states import SessionStatus

SWAPPED = """
follow = "none"
[[change]]
session = "ahc/1"
verb = "relocate"
city = "vienna"
venue = "vic-vienna"
[[change]]
session = "2"
verb = "relocate"
city = "new-york"
"""


def test_the_file_of_the_guide_is_one(terminal: Terminal, consultation: int, tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "operate.md").read_text("utf-8")
    written = guide.split("### A decision about sessions")[1].split("```toml\n")[1].split("```")[0]
    result = terminal("session", "change", file(tmp_path, written), "--dry-run")
    assert result.exit_code == 0, result.stderr
    assert "28 Feb" in result.stdout


def test_everything_is_shown_and_nothing_done_in_a_dry_run(
    terminal: Terminal, consultation: int, tmp_path: Path
) -> None:
    before = dump()
    result = terminal("session", "change", file(tmp_path, POSTPONED), "--dry-run", "--json")
    shown = json.loads(result.stdout)
    assert shown["consequences"][0]["now"].startswith("Confirmed · 28 Feb – 11 Mar 2022")
    assert shown["consultations"][0]["would be"] == "Tue 22 Feb 2022 14:00"
    assert shown["consequences"][0]["about"] == "session ahc/1"
    assert [(one["letter"], one["about"]) for one in shown["messages"]] == [("update", f"consultation {consultation}")]
    assert "Nothing was changed. 1 letter would be drafted." in result.stderr
    assert differences(before, dump()) == []


def test_it_is_shown_as_tables_and_done_after_a_yes(
    terminal: Terminal, consultation: int, letter: Letter, tmp_path: Path
) -> None:
    result = terminal("session", "change", file(tmp_path, POSTPONED), typed="y\n")
    assert result.stdout.startswith("consequences:\nwhat")
    assert "Decision 1 is made; 1 letter in draft." in result.stderr
    db.session.rollback()
    assert str(found(letter.session_ids["1"]).opens) == "2022-02-28"
    assert found_decision(1).document == "A/76/L.33/Rev.1"
    assert terminal("session", "undo", "1").exit_code == 0
    db.session.rollback()
    assert str(found(letter.session_ids["1"]).opens) == "2022-01-17"


def test_a_no_changes_nothing(terminal: Terminal, letter: Letter, tmp_path: Path) -> None:
    result = terminal("session", "change", file(tmp_path, POSTPONED), typed="n\n")
    assert "Nothing was changed." in result.stderr
    assert "consultations:" not in result.stdout


def test_several_sessions_change_as_one(terminal: Terminal, letter: Letter, tmp_path: Path) -> None:
    assert terminal("session", "change", file(tmp_path, SWAPPED), "--yes").exit_code == 0
    db.session.rollback()
    cities = [found(letter.session_ids[key]).duty_station for key in ("1", "2")]
    assert [city.key for city in cities if city is not None] == ["vienna", "new-york"]


@pytest.mark.parametrize(("following", "letters"), [('"all"', 1), ('"none"', 0), ("[]", 0)])
def test_the_file_says_which_consultations_follow(
    terminal: Terminal,
    consultation: int,
    tmp_path: Path,
    following: str,
    letters: int,
) -> None:
    text = f"follow = {following}\n{POSTPONED}"
    shown = json.loads(terminal("session", "change", file(tmp_path, text), "--dry-run", "--json").stdout)
    assert [one["letter"] for one in shown["messages"]].count("update") == letters


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ('verb = "move"', "change 1, verb"),
        ('verb = "cancel"\ncity = "paris"', "line 4, change 1, city: nothing goes by paris; there are: bangkok,"),
        ('verb = "cancel"\nvenue = "louvre"', "change 1, venue: nothing goes by louvre"),
        ('verb = "postpone"\nopens = "30 Feb 2022"', "change 1, opens: There is no 30 February"),
        ('verb = "restore"', "Session 1 is not cancelled"),
        ('verb = "cancel"\nhall = "A"', "no such name is known here"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    terminal: Terminal,
    letter: Letter,
    tmp_path: Path,
    wrong: str,
    sentence: str,
) -> None:
    result = terminal("session", "change", file(tmp_path, f'[[change]]\nsession = "1"\n{wrong}\n'))
    assert result.exit_code == 1
    assert sentence in result.stderr


def test_a_session_that_is_not_there_is_named(terminal: Terminal, letter: Letter, tmp_path: Path) -> None:
    result = terminal("session", "change", file(tmp_path, '[[change]]\nsession = "9"\nverb = "cancel"\n'))
    assert "nothing goes by 9; there are: 1, 2" in result.stderr


def test_a_decision_that_is_not_there_ends_with_four(terminal: Terminal, letter: Letter) -> None:
    result = terminal("session", "undo", "9")
    assert (result.exit_code, result.stderr.strip()) == (4, "This decision does not exist.")


def test_a_cancelled_session_stays_cancelled_until_it_is_restored(
    terminal: Terminal, letter: Letter, tmp_path: Path
) -> None:
    terminal("session", "change", file(tmp_path, '[[change]]\nsession = "1"\nverb = "cancel"\n'), "--yes")
    terminal("session", "change", file(tmp_path, '[[change]]\nsession = "1"\nverb = "restore"\n'), "--yes")
    db.session.rollback()
    assert found(letter.session_ids["1"]).status is SessionStatus.PROVISIONAL
