"""Seats of a delegation at the terminal."""

import json

from tests.commands.conftest import Terminal
from tests.fixtures import Letter


def test_the_delegation_is_seated_in_its_order(terminal: Terminal, letter: Letter, in_january: None) -> None:
    dry = terminal("delegation", "seat", "2", "--front", "1", "--behind", "1", "--dry-run", "--json")
    assert [len(row["behind"]) for row in json.loads(dry.stdout)] == [1]
    done = terminal("delegation", "seat", "2", "--from", "2 June 2022", "--to", "3 June 2022")
    assert "Seat plan 1 holds." in done.stderr
    [row] = json.loads(terminal("delegation", "seats", "2", "--json").stdout)
    assert (row["from"], row["to"], row["state"]) == ("2022-06-02", "2022-06-03", "holds")
    assert row["at the table"] == ["H.E. Mr Phuwadol Tuayang"]
    assert (len(row["behind"]), len(row["not in the room"]), row["free seats of"]) == (3, 1, [])
    assert "is taken back" in terminal("delegation", "unseat", "2", "1").stderr
    assert terminal("delegation", "seat", "3").exit_code == 1
