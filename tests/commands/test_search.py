"""Searching at the terminal."""

import json

from tests.commands.conftest import Terminal
from tests.fixtures import Letter


def test_what_holds_all_words_is_found_with_the_reason(terminal: Terminal, letter: Letter) -> None:
    result = terminal("search", "find", "KANDA", "nsc", "--json")
    assert json.loads(result.stdout) == [
        {"kind": "person", "number": 5, "name": "Mrs Kanda Tuayang", "found in": "kanda@nsc.example"}
    ]
    assert "1 found." in result.stderr


def test_one_kind_is_searched_alone(terminal: Terminal, letter: Letter) -> None:
    assert "person" not in terminal("search", "find", "office", "--kind", "agency").stdout
    assert terminal("search", "find", "x").exit_code == 1


def test_what_can_be_found_is_made_anew(terminal: Terminal, letter: Letter) -> None:
    assert "things can be found." in terminal("search", "rebuild").stderr
