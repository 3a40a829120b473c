"""The letters of a decision, let go and called back together at the terminal."""

import json
from dataclasses import replace
from pathlib import Path

from scheduler.consultations import book
from tests.commands.conftest import Terminal
from tests.commands.postponing import POSTPONED, file
from tests.fixtures import Letter
from tests.making import HAND, make_plan
from vocabulary.plan import Invited


def test_its_letters_are_shown_let_go_together_and_called_back(
    terminal: Terminal, consultation: int, tmp_path: Path
) -> None:
    made = terminal("session", "change", file(tmp_path, POSTPONED), "--yes")
    assert "To let its letters go:" in made.stderr
    assert "Nothing was released. 1 letter would go." in terminal("session", "release", "1", "--dry-run").stderr
    assert "Nothing was released." in terminal("session", "release", "1", typed="n\n").stderr
    done = terminal("session", "release", "1", "--yes", "--json")
    assert [one["kind"] for one in json.loads(done.stdout)] == ["update"]
    assert "1 letter released" in done.stderr
    assert "No letter of this decision waits" in terminal("session", "release", "1", "--yes").stderr
    assert "Nothing was called back." in terminal("session", "recall", "1", "--dry-run").stderr
    assert "wait for their release again" in terminal("session", "recall", "1").stderr
    assert "can be called back" in terminal("session", "recall", "1").stderr


def test_words_that_look_like_a_mark_hold_its_letters_until_they_are_said_to_be_none(
    terminal: Terminal, letter: Letter, in_january: None, tmp_path: Path
) -> None:
    plan = replace(make_plan(), agenda="ลับ")
    number = book(letter.session_ids["1"], plan, invited=Invited(agency_ids=(letter.agency_ids["oag"],)), hand=HAND)
    assert terminal("mail", "send", str(number), "--yes", "--no-mark").exit_code == 0
    terminal("session", "change", file(tmp_path, POSTPONED), "--yes")
    held = terminal("session", "release", "1", "--yes")
    assert (held.exit_code, "These look like marks of secrecy" in held.stderr) == (1, True)
    assert "1 letter released" in terminal("session", "release", "1", "--yes", "--no-mark").stderr
