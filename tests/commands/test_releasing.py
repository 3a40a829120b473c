"""Letters let go at the terminal: shown, asked about, and held where their words look secret."""

import pytest

from tests.commands.conftest import Terminal

pytestmark = pytest.mark.usefixtures("in_january", "people")


def test_words_that_look_like_a_mark_are_named_and_not_released_in_silence(terminal: Terminal, booked: str) -> None:
    assert terminal("consultation", "change", booked, "--agenda", "1. SECRET annex").exit_code == 0
    result = terminal("mail", "send", booked, "--yes")
    assert result.exit_code == 1
    assert "secret in agenda" in result.stderr
    assert terminal("mail", "send", booked, "--yes", "--no-mark").exit_code == 0
