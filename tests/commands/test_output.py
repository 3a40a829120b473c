"""How commands speak."""

import errno
import json
from datetime import UTC, date, datetime
from pathlib import Path

import click
import psycopg
import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from commands.output import Row, as_text, cell, listing, refusing, said, showing, table
from models.database import db
from tests.databases import Database
from vocabulary.refusals import Invalid, NotFound, Refusal
from vocabulary.states import Modality
from vocabulary.text import Bilingual


def ending(error: Exception) -> tuple[int, str, str]:
    """How a command ends that meets this error: exit code, standard output, standard error."""

    @click.command()
    @refusing
    def command() -> None:
        raise error

    result = CliRunner().invoke(command)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_a_refusal_is_said_beside_the_result_and_ends_with_one() -> None:
    assert ending(Refusal("Choose a %(what)s.", what="day")) == (1, "", "Choose a day.\n")


def test_what_is_not_there_ends_with_four() -> None:
    assert ending(NotFound("No such thing.")) == (4, "", "No such thing.\n")


def test_several_problems_are_said_one_a_line() -> None:
    assert ending(Invalid([Refusal("First."), Refusal("Second.")])) == (1, "", "First.\nSecond.\n")


@pytest.mark.usefixtures("app")
def test_missing_tables_are_answered_with_the_command_that_makes_them() -> None:
    code, _, said_ = ending(OperationalError("SELECT", {}, Exception("no such table: committee")))
    assert (code, said_) == (1, "The tables are not up to date. Run: flask upgrade\n")


@pytest.mark.both_databases
def test_a_database_without_tables_is_known_by_either_database(app: Flask, database: Database) -> None:
    db.engine.dispose()
    database.become("nothing")
    with pytest.raises(DBAPIError) as caught:
        db.session.execute(text("SELECT id FROM committee"))
    assert ending(caught.value)[2] == "There are no tables here yet. Run: flask init\n"
    db.session.rollback()


def test_a_database_that_somebody_else_holds_is_tried_again_later() -> None:
    code, _, said_ = ending(OperationalError("BEGIN", {}, Exception("database is locked")))
    assert code == 1
    assert said_ == (
        "Somebody else writes at this moment, and nothing was changed (database is locked). Try again in a moment.\n"
    )


def test_a_server_that_is_not_there_is_tried_again_later(tmp_path: Path) -> None:
    with pytest.raises(psycopg.OperationalError) as caught:
        psycopg.connect(host=str(tmp_path), dbname="samai")
    code, _, said_ = ending(OperationalError("", {}, caught.value))
    assert code == 1
    assert said_.startswith("PostgreSQL does not answer, and nothing was changed (connection is bad: ")
    assert said_.endswith("See that it runs (systemctl status postgresql) and database_url.\n")


def test_a_file_that_the_system_refuses_is_named_with_the_way_out(tmp_path: Path) -> None:
    error = PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "kept.tar"))
    assert ending(error)[2].startswith(f"{tmp_path / 'kept.tar'}: Permission denied. Give it to the user ")
    with pytest.raises(OSError, match="no file at all"):
        ending(OSError("no file at all"))


def test_another_fault_of_the_database_is_not_hidden() -> None:
    with pytest.raises(OperationalError):
        ending(OperationalError("SELECT", {}, Exception("datatype mismatch")))


def test_a_table_has_aligned_columns_under_their_names() -> None:
    rows: list[Row] = [{"name": "Sira", "city": None}, {"name": "Kanda T.", "city": "Vienna"}]
    assert list(table(rows)) == ["name      city", "Sira      -", "Kanda T.  Vienna"]
    assert list(table([])) == []


def test_json_keeps_thai_letters_and_writes_days_as_iso_8601(capsys: pytest.CaptureFixture[str]) -> None:
    listing([{"name": Bilingual("", "วัน|หยุด"), "day": date(2022, 1, 4), "how": Modality.HYBRID}], as_json=True)
    out = capsys.readouterr().out
    assert "วันหยุด" in out
    assert json.loads(out) == [{"name": "วันหยุด", "day": "2022-01-04", "how": "hybrid"}]


def test_json_refuses_what_it_has_no_form_for() -> None:
    with pytest.raises(ValueError, match="nothing to print"):
        as_text({"what": object()})


def test_one_thing_is_shown_field_by_field_with_its_rows_below(capsys: pytest.CaptureFixture[str]) -> None:
    showing({"title": "Consultation", "day": date(2022, 1, 4), "invited": [{"name": "Sira"}]}, as_json=False)
    assert capsys.readouterr().out.splitlines() == [
        "title    Consultation",
        "day      2022-01-04",
        "invited:",
        "  name",
        "  Sira",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "-"),
        ("", "-"),
        ([], "-"),
        ({}, "-"),
        ({"invitation": 6, "update": 1}, "6 invitation, 1 update"),
        (["a", None], "a, -"),
        (0, "0"),
        (datetime(2022, 1, 4, 2, 0, 5, tzinfo=UTC), "2022-01-04 02:00 UTC"),
        (Modality.IN_PERSON, "in person"),
        (Bilingual("Vienna", "เวียนนา"), "Vienna"),
    ],
)
def test_a_value_in_a_table_is_one_that_people_read(value: object, text: str) -> None:
    assert cell(value) == text


def test_nobody_is_called_nothing() -> None:
    assert said(None) == ""
