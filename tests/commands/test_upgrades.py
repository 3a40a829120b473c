"""Bringing the tables up to date at the terminal."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask_migrate import upgrade

from commands.anew import MIGRATIONS
from models.database import db
from scheduler.keeping.archives import open_archive
from scheduler.keeping.schema import head
from tests.conftest import make_app
from vocabulary.settings import Settings


@pytest.fixture
def older(tmp_path: Path) -> Iterator[Flask]:
    """An installation at the first step of the tables' history, with a mission in it."""
    app = make_app(Settings(instance=tmp_path, testing=True))
    with app.app_context():
        upgrade(directory=str(MIGRATIONS), revision="0001")
        change(tmp_path, "INSERT INTO mission (key, name_en, name_th) VALUES ('pm', 'Mission', '')")
        yield app
        db.session.remove()
        db.engine.dispose()


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=list(words))


def change(instance: Path, statement: str) -> None:
    with closing(sqlite3.connect(instance / "samai.db")) as database:
        database.execute(statement)
        database.commit()


def test_the_old_tables_are_kept_and_the_new_ones_checked(older: Flask, tmp_path: Path) -> None:
    result = run(older, "upgrade")
    assert result.exit_code == 0, result.output
    assert f"Taking the steps from 0001 to {head()}" in result.stderr
    assert f"The tables are up to date ({head()}) and whole." in result.stderr
    (kept,) = (tmp_path / "backups").iterdir()
    assert open_archive(kept).manifest.revision == "0001"
    again = run(older, "upgrade")
    assert again.stderr == f"The tables are up to date ({head()}) and whole.\n"
    assert len(list((tmp_path / "backups").iterdir())) == 1, "nothing was to be done, and nothing was kept"


def test_what_was_on_file_before_the_steps_is_found_after_them(older: Flask, tmp_path: Path) -> None:
    change(
        tmp_path,
        "INSERT INTO agency (key, name_en, name_th, abbreviation_en, abbreviation_th, unit_en, unit_th) "
        "VALUES ('oag', 'Attorney General', '', '', '', '', '')",
    )
    assert run(older, "upgrade").exit_code == 0
    assert "1 found." in run(older, "search", "find", "attorney").stderr
    db.session.remove()  # the next command is another process, which sees what has been written since
    change(tmp_path, "DELETE FROM search_entry")
    assert run(older, "upgrade").exit_code == 0, "cut short before what is found was read"
    assert "1 found." in run(older, "search", "find", "attorney").stderr


def test_a_step_that_fails_leaves_the_tables_as_they_were(older: Flask, tmp_path: Path) -> None:
    change(tmp_path, "CREATE TABLE installation (id INTEGER)")
    result = run(older, "upgrade")
    assert result.exit_code == 1
    assert "The step failed and the tables are as they were: " in result.stderr
    assert "go on with the version you had" in result.stderr
    with closing(sqlite3.connect(tmp_path / "samai.db")) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]


def test_a_row_that_refers_to_nothing_stops_the_steps(older: Flask, tmp_path: Path) -> None:
    change(tmp_path, "INSERT INTO venue (key, duty_station_id, name_en, name_th) VALUES ('v', 99, '', '')")
    result = run(older, "upgrade")
    assert result.exit_code == 1
    assert "The database is damaged: a row of venue refers to nothing in duty_station" in result.stderr


def test_newer_tables_are_refused(older: Flask, tmp_path: Path) -> None:
    change(tmp_path, "UPDATE alembic_version SET version_num = '9999'")
    result = run(older, "upgrade")
    assert result.exit_code == 1
    assert "made by a newer Samai" in result.stderr
    assert not (tmp_path / "backups").exists()


def test_without_tables_there_is_nothing_to_bring_up_to_date(tmp_path: Path) -> None:
    app = make_app(Settings(instance=tmp_path, testing=True))
    with app.app_context():
        assert run(app, "upgrade").stderr == "There are no tables here yet. Run: flask init\n"


def test_a_backup_of_older_tables_is_taken_and_not_recorded(older: Flask, tmp_path: Path) -> None:
    result = run(older, "backup", str(tmp_path / "kept.tar"))
    assert result.exit_code == 0, result.output
    assert "The tables are not this program's: the backup is taken and not recorded." in result.stderr
    assert open_archive(tmp_path / "kept.tar").manifest.rows["mission"] == 1
