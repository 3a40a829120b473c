"""Lists of closed days at the terminal."""

import json

import pytest

from scheduler.consultations import book
from tests.commands.conftest import Terminal
from tests.fixtures import Letter
from tests.making import HAND, make_plan
from vocabulary.plan import Invited

pytestmark = pytest.mark.usefixtures("in_january")
THAI = "thai-government"


def meeting(letter: Letter) -> int:
    invited = Invited(agency_ids=(letter.agency_ids["oag"],))
    return book(letter.session_ids["2"], make_plan(), invited=invited, hand=HAND)


def shown(terminal: Terminal, *words: str) -> list[dict[str, object]]:
    return list(json.loads(terminal("calendar", "show", *words, "--json").stdout))


def test_the_lists_say_whose_they_are_and_which_years_they_have(terminal: Terminal) -> None:
    rows = json.loads(terminal("calendar", "list", "--json").stdout)
    assert rows[0] == {
        "calendar": THAI,
        "name": "Thai government offices",
        "cities": ["Bangkok"],
        "own offices": True,
        "years": [2021, 2022, 2023, 2024, 2025, 2026],
        "not confirmed": rows[0]["not confirmed"],
        "next": "2022-02-16",
    }
    assert rows[1]["years"] == []


def test_a_year_is_shown_in_either_era_and_one_without_a_list_says_so(terminal: Terminal) -> None:
    assert shown(terminal, THAI, "--year", "2565") == shown(terminal, THAI, "--year", "2022") == shown(terminal, THAI)
    result = terminal("calendar", "show", "unhq")
    assert (result.stdout, result.stderr) == ("", "No list on file for 2022: no other list stands in.\n")
    assert terminal("calendar", "show", "nowhere").exit_code == 4


def test_a_day_is_added_corrected_moved_and_removed(terminal: Terminal) -> None:
    assert terminal("calendar", "add", THAI, "5 Jan 2022", "--name-en", "Special holiday").exit_code == 0
    assert terminal("calendar", "correct", THAI, "5/1/2565", "--to", "6/1/2565", "--state", "confirmed").exit_code == 0
    (day,) = [row for row in shown(terminal, THAI) if row["name"] == "Special holiday"]
    assert (day["day"], day["state"], day["entered by"]) == ("2022-01-06", "confirmed", "operator at the terminal")
    result = terminal("calendar", "remove", THAI, "2022-01-06", "--dry-run")
    assert (result.exit_code, result.stderr) == (0, "Nothing was written.\n")
    assert terminal("calendar", "remove", THAI, "2022-01-06").stderr == "It is on file.\n"
    assert terminal("calendar", "remove", THAI, "2022-01-06").exit_code == 4


def test_what_is_planned_is_shown_and_asked_about_and_stays(terminal: Terminal, letter: Letter) -> None:
    number = meeting(letter)
    words = ("calendar", "add", THAI, "11 Jan 2022", "--name-en", "Special holiday")
    refused = terminal(*words, typed="n\n")
    told = f"2022-01-11: consultation {number}, Preparatory consultation, 0 hold an invitation"
    told += ", next free day 2022-01-12"
    assert (refused.exit_code, told in refused.stderr) == (0, True)
    assert "Nothing was written." in refused.stderr
    assert "Nothing was written." in terminal(*words, "--dry-run").stderr
    assert "It is on file." in terminal(*words, "--yes").stderr
    assert told in terminal("calendar", "show", THAI).stderr


def test_a_session_that_meets_on_a_day_is_named(terminal: Terminal) -> None:
    result = terminal("calendar", "add", "unov", "6 June 2022", "--name-en", "Whit Monday", "--yes")
    assert "2022-06-06: Ad Hoc Committee, Session 2 meets" in result.stderr
    result = terminal("calendar", "show", "unov")
    assert "Only single days are on file for 2022" in result.stderr


def test_a_year_is_confirmed(terminal: Terminal) -> None:
    words = ("calendar", "confirm", THAI, "2565", "--source", "Announcement of 2564")
    assert terminal(*words, "--dry-run").stderr == "Nothing was written.\n"
    assert terminal(*words).stderr == "It is on file.\n"
    assert {row["state"] for row in shown(terminal, THAI)} == {"confirmed"}
    assert terminal(*words).exit_code == 1


def test_a_city_without_a_list_gets_one(terminal: Terminal) -> None:
    terminal("city", "add", "--name-en", "Ha Noi", "--zone", "Asia/Ho_Chi_Minh")
    assert "Ha Noi: no list on file." in terminal("calendar", "list").stderr
    result = terminal("calendar", "start", "ha-noi", "--name-en", "Vietnamese government offices")
    assert (result.stdout, result.stderr) == ("ha-noi\n", "It is on file.\n")
