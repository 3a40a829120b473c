"""A newer list of closed days at the terminal."""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Terminal

pytestmark = pytest.mark.usefixtures("in_january")
WORDS = ("calendar", "import", "unov")
SOURCE = ("--source", "UN Vienna, list of 2022")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "days.csv"
    path.write_text("date,holiday\n15 Apr 2022,Good Friday\n6 June 2022,Whit Monday\n", "utf-8")
    return path


def test_the_difference_is_shown_asked_about_and_taken_in(terminal: Terminal, file: Path) -> None:
    rows = json.loads(terminal(*WORDS, str(file), *SOURCE, "--dry-run", "--json").stdout)
    assert [(row["day"], row["would"], row["row"]) for row in rows] == [
        ("2022-04-15", "new", 2),
        ("2022-06-06", "new", 3),
    ]
    refused = terminal(*WORDS, str(file), *SOURCE, typed="n\n")
    assert "Nothing was imported." in refused.stderr
    assert "2022-06-06: Ad Hoc Committee, Session 2 meets" in refused.stderr
    done = terminal(*WORDS, str(file), *SOURCE, "--yes")
    assert "Imported: the whole list of 2022. Nothing that is planned has moved." in done.stderr
    again = terminal(*WORDS, str(file), *SOURCE, "--yes")
    assert (again.exit_code, "there is nothing to import" in again.stderr) == (0, True)


def test_a_day_that_moves_says_from_where(terminal: Terminal, file: Path) -> None:
    terminal(*WORDS, str(file), *SOURCE, "--yes")
    file.write_text("date,holiday\n15 Apr 2022,Good Friday\n7 June 2022,Whit Monday\n", "utf-8")
    (row,) = json.loads(terminal(*WORDS, str(file), *SOURCE, "--dry-run", "--json").stdout)
    assert (row["would"], row["from"], row["day"]) == ("moved", "2022-06-06", "2022-06-07")


def test_a_problem_is_named_and_nothing_is_written(terminal: Terminal, file: Path) -> None:
    file.write_bytes("date,ชื่อ\nMon 15 Apr 2022,วันศุกร์ประเสริฐ\n".encode("cp874"))
    result = terminal(*WORDS, str(file), *SOURCE, "--yes")
    assert (result.exit_code, "is a Friday, not a Monday" in result.stderr) == (1, True)
    assert "Windows-874" in result.stderr
    assert terminal("calendar", "show", "unov").stdout == ""
