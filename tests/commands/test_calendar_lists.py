"""Lists of closed days as a whole, at the terminal."""

from tests.commands.conftest import Terminal
from tests.fixtures import Letter


def test_lists_are_renamed_given_and_dropped(terminal: Terminal, letter: Letter, in_january: None) -> None:
    named = ("--name-en", "Offices", "--name-th", "Offices")
    assert "The list is renamed." in terminal("calendar", "rename", "thai-government", *named).stderr
    dry = terminal("calendar", "rename", "thai-government", *named, "--dry-run")
    assert "Nothing was changed." in dry.stderr
    given = terminal("calendar", "give", "thai-government", "bangkok")
    assert (given.exit_code, "goes by this list already" in given.stderr) == (1, True)
    dropped = terminal("calendar", "drop", "thai-government")
    assert (dropped.exit_code, "This rests on the list" in dropped.stderr) == (1, True)
