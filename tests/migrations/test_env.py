"""How Alembic meets our tables."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from models.database import db
from tests.conftest import ROOT
from tests.databases import Database
from tests.migrations.conftest import DIRECTORY
from vocabulary.settings import Settings


def test_foreign_keys_are_followed_again_after_a_step(empty: Flask) -> None:
    upgrade(directory=DIRECTORY)
    for _ in range(3):
        with db.engine.connect() as connection:
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_step_that_leaves_a_row_referring_to_nothing_is_refused(
    aged: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    settings: Settings = aged.extensions["samai_settings"]
    with closing(sqlite3.connect(settings.instance / "samai.db")) as connection:
        connection.execute(
            "INSERT INTO venue (key, duty_station_id, name_en, name_th, hours) VALUES ('v', 99, '', '', '')"
        )
        connection.commit()
    with pytest.raises(SystemExit):
        upgrade(directory=DIRECTORY)
    assert "would refer to nothing: [('venue', 1, 'duty_station', 0)]" in caplog.text


@pytest.mark.both_databases
def test_the_steps_can_be_printed_instead_of_taken(empty: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    upgrade(directory=DIRECTORY, sql=True)
    printed = capsys.readouterr().out
    assert "CREATE TABLE agency" in printed
    assert "COMMIT;" in printed
    assert inspect(db.engine).get_table_names() == []


@pytest.mark.no_cover
@pytest.mark.both_databases
def test_two_who_bring_the_tables_up_to_date_at_once_do_no_harm(empty: Flask, database: Database) -> None:
    command = [sys.executable, "-m", "flask", "--app", "app", "db", "upgrade"]
    environment = os.environ | {"SAMAI_INSTANCE": str(database.instance), "SAMAI_DATABASE_URL": database.url}
    running = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    said = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], said
    assert len(inspect(db.engine).get_table_names()) > 30


@pytest.mark.both_databases
def test_a_step_that_fails_leaves_nothing_behind(empty: Flask, caplog: pytest.LogCaptureFixture) -> None:
    db.session.execute(text("CREATE TABLE invited_agency (id INTEGER)"))  # the last one that the first step makes
    db.session.commit()
    with pytest.raises(DBAPIError):
        upgrade(directory=DIRECTORY)
    assert inspect(db.engine).get_table_names() == ["invited_agency"]
