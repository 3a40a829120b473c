"""A committee's file from the terminal."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Terminal
from tests.conftest import ROOT
from tests.fixtures import Letter

LETTER = str(ROOT / "committees" / "ahc.toml")


def test_the_difference_is_shown_and_written_after_a_yes(terminal: Terminal) -> None:
    result = terminal("committee", "load", LETTER, typed="y\n")
    assert result.exit_code == 0
    assert "committee session ahc 2" in result.stdout
    assert "Written." in result.stderr
    assert len(json.loads(terminal("session", "list", "--json").stdout)) == 6


@pytest.mark.parametrize("words", [("--dry-run",), ()])
def test_a_dry_run_and_a_no_write_nothing(terminal: Terminal, words: tuple[str, ...]) -> None:
    result = terminal("committee", "load", LETTER, *words, typed="n\n")
    assert result.exit_code == 0
    assert "Nothing was written." in result.stderr
    assert json.loads(terminal("session", "list", "--json").stdout) == []


def test_without_anybody_to_ask_nothing_is_written(terminal: Terminal) -> None:
    assert terminal("committee", "load", LETTER).exit_code == 1
    assert json.loads(terminal("session", "list", "--json").stdout) == []


def test_loading_again_writes_nothing_and_asks_nothing(terminal: Terminal) -> None:
    terminal("committee", "load", LETTER, "--yes")
    result = terminal("committee", "load", LETTER)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing to write" in result.stderr


def test_the_differences_are_json_when_asked(terminal: Terminal) -> None:
    rows = json.loads(terminal("committee", "load", LETTER, "--dry-run", "--json").stdout)
    assert {row["kind"] for row in rows} == {"added"}
    assert rows[0] == {"kind": "added", "what": "closure list thai-government", "field": "", "before": "", "after": ""}


def test_a_wrong_file_names_line_field_and_reason_and_changes_nothing(terminal: Terminal, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(Path(LETTER).read_text("utf-8").replace("opens = 2022-05-30", "opens = 20220530"), "utf-8")
    result = terminal("committee", "load", str(wrong), "--yes")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("wrong.toml, line 2")
    assert "session 2, opens: must be a day such as 2022-05-30" in result.stderr
    assert json.loads(terminal("session", "list", "--json").stdout) == []


def test_a_file_of_another_encoding_is_refused_with_its_place(terminal: Terminal, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_bytes("คณะ".encode("cp874"))
    result = terminal("committee", "load", str(wrong), "--yes")
    assert (result.exit_code, result.stderr) == (
        1,
        "wrong.toml is not UTF-8: byte 1 does not belong there. Save it as UTF-8 and load it again.\n",
    )


def test_a_mark_of_byte_order_does_no_harm(terminal: Terminal, tmp_path: Path) -> None:
    marked = tmp_path / "marked.toml"
    marked.write_bytes(b"\xef\xbb\xbf" + Path(LETTER).read_bytes())
    assert terminal("committee", "load", str(marked), "--dry-run").exit_code == 0


def test_a_file_that_is_not_there_is_a_wrong_call(terminal: Terminal) -> None:
    assert terminal("committee", "load", "nowhere.toml").exit_code == 2


def test_the_letter_stands_as_its_file_says(terminal: Terminal, letter: Letter) -> None:
    assert "nothing to write" in terminal("committee", "load", LETTER).stderr
