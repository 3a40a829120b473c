"""Cities and buildings at the terminal."""

import json

from tests.commands.conftest import Terminal
from tests.fixtures import Letter


def test_a_city_is_added_with_a_building_and_listed(terminal: Terminal, letter: Letter) -> None:
    result = terminal("city", "add", "--name-en", "Ha Noi", "--zone", "Asia/Ho_Chi_Minh")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "ha-noi\n", "It is on file.\n")
    assert terminal("city", "building", "ha-noi", "--name-en", "National Convention Center").exit_code == 0
    row = json.loads(terminal("city", "list", "--json").stdout)[-1]
    assert row == {
        "city": "ha-noi",
        "name": "Ha Noi",
        "zone": "Asia/Ho_Chi_Minh",
        "country": "Vietnam",
        "buildings": ["National Convention Center"],
        "hours": ["national-convention-center-ha-noi 10:00-13:00, 15:00-18:00"],
    }


def test_what_cannot_be_is_said_and_a_dry_run_writes_nothing(terminal: Terminal, letter: Letter) -> None:
    before = terminal("city", "list").stdout
    assert "Choose the clock" in terminal("city", "add", "--name-en", "Ha Noi", "--zone", "Asia/Hanoi").stderr
    result = terminal("city", "add", "--name-en", "Nairobi", "--zone", "Africa/Nairobi", "--dry-run")
    assert (result.stdout, result.stderr) == ("nairobi\n", "Nothing was written.\n")
    assert terminal("city", "building", "nowhere", "--name-en", "Hall").exit_code == 4
    assert terminal("city", "list").stdout == before
