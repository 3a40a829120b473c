"""Importing focal points at the terminal."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from models.database import db
from models.people import Person
from tests.commands.conftest import Terminal
from tests.fixtures import Letter
from tests.scheduler.importing.files import NICHA, csv_of, xlsx_of
from tests.scheduler.importing.test_plans import PIMLADA, row


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_bytes(csv_of(NICHA, row(PIMLADA, phone="02 555 0199")))
    return path


def is_there() -> bool:
    db.session.rollback()
    return db.session.scalar(select(Person).where(Person.email == "nicha@moj.example")) is not None


def test_a_file_is_shown_and_then_taken_in(terminal: Terminal, letter: Letter, file: Path) -> None:
    dry = terminal("person", "import", str(file), "--dry-run", "--json")
    assert json.loads(dry.stdout) == [
        {"row": 2, "person": "Ms Nicha Tuayang", "agency": "Ministry of Justice", "would": "new; backup"},
        {"row": 3, "person": "Ms Pimlada Tuayang", "agency": "Ministry of Justice", "would": "Phone: - -> 02 555 0199"},
    ]
    assert "Nothing was imported." in dry.stderr
    assert "Nothing was imported." in terminal("person", "import", str(file), typed="n\n").stderr
    assert not is_there()
    assert "Imported: 2 rows. No mail was sent." in terminal("person", "import", str(file), "--yes").stderr
    assert is_there()
    again = terminal("person", "import", str(file))
    assert (again.exit_code, "there is nothing to import" in again.stderr) == (0, True)


def test_every_problem_is_said_and_nothing_taken_in(terminal: Terminal, letter: Letter, tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(xlsx_of(NICHA, row(NICHA, email="x"), row(NICHA, agency="-"), more=True))
    result = terminal("person", "import", str(path), "--yes")
    assert result.exit_code == 1
    assert "Row 3, E-mail: Write one e-mail address" in result.stderr
    assert "Only the first sheet was read: People." in result.stderr
    assert "Nothing was imported." in result.stderr
    assert not is_there()


def test_a_language_is_told_by_its_name(terminal: Terminal, letter: Letter, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(csv_of(row(PIMLADA, language="en")))
    assert "Language of letters: Thai -> English" in terminal("person", "import", str(path), "--dry-run").stdout


def test_further_addresses_are_added_listed_and_taken_off(terminal: Terminal, letter: Letter) -> None:
    person = db.session.scalars(select(Person).where(Person.email == "sira@oag.example")).one()
    number = str(person.id)
    db.session.rollback()
    assert "on file" in terminal("person", "add-address", number, "Sira@Private.example").stderr
    (row_,) = json.loads(terminal("person", "addresses", number, "--json").stdout)
    assert row_["address"] == "sira@private.example"
    again = terminal("person", "add-address", number, "sira@oag.example")
    assert (again.exit_code, "letters go to already" in again.stderr) == (1, True)
    assert "off file" in terminal("person", "remove-address", number, "SIRA@private.example").stderr
    assert json.loads(terminal("person", "addresses", number, "--json").stdout) == []
    gone = terminal("person", "remove-address", number, "sira@private.example")
    assert (gone.exit_code, "not on file any more" in gone.stderr) == (4, True)
