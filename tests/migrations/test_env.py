"""How Alembic meets our tables."""

import sqlite3
from contextlib import closing

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from models.database import db
from tests.migrations.conftest import DIRECTORY
from vocabulary.settings import Settings


def test_foreign_keys_are_followed_again_after_a_step(empty: Flask) -> None:
    upgrade(directory=DIRECTORY)
    for _ in range(3):
        with db.engine.connect() as connection:
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_step_that_leaves_a_row_referring_to_nothing_is_refused(
    empty: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    upgrade(directory=DIRECTORY)
    settings: Settings = empty.extensions["samai_settings"]
    with closing(sqlite3.connect(settings.instance / "samai.db")) as connection:
        connection.execute("INSERT INTO venue (key, duty_station_id, name_en, name_th) VALUES ('v', 99, '', '')")
        connection.commit()
    with pytest.raises(SystemExit):
        upgrade(directory=DIRECTORY)
    assert "would refer to nothing: [('venue', 1, 'duty_station', 0)]" in caplog.text


def test_the_steps_can_be_printed_instead_of_taken(empty: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    upgrade(directory=DIRECTORY, sql=True)
    printed = capsys.readouterr().out
    assert "CREATE TABLE agency" in printed
    assert "COMMIT;" in printed
    assert db.session.execute(text("SELECT count(*) FROM sqlite_master")).scalar() == 0
