"""The embedded database as one file."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from scheduler.keeping.sqlite import copy, database_file, examined, logs_of
from tests.fixtures import Letter
from vocabulary.refusals import Refusal
from vocabulary.settings import Settings


def test_a_database_is_copied_as_it_stands_while_somebody_writes(
    letter: Letter, settings: Settings, tmp_path: Path
) -> None:
    file, target = settings.instance / "samai.db", tmp_path / "copy.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM focal_point")
        copy(file, target)
        writer.execute("ROLLBACK")
    facts = examined(target)
    assert facts.rows["focal_point"] == 7
    assert (facts.queued, facts.audit.rows) == (0, facts.rows["audit_row"])
    assert [path.exists() for path in logs_of(target)] == [False, False], "the copy is one file"


def test_a_damaged_database_is_not_taken_for_a_backup(letter: Letter, settings: Settings, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    copy(settings.instance / "samai.db", target)
    with closing(sqlite3.connect(target)) as made:
        made.execute("INSERT INTO venue (key, duty_station_id, name_en, name_th, hours) VALUES ('v', 99, '', '', '')")
        made.commit()
    with pytest.raises(Refusal, match="a row of venue refers to nothing in duty_station"):
        examined(target)


def test_a_file_that_is_no_database_cannot_be_copied(tmp_path: Path) -> None:
    (tmp_path / "samai.db").write_text("no database" * 1000)
    with pytest.raises(Refusal, match="The database cannot be copied: file is not a database"):
        copy(tmp_path / "samai.db", tmp_path / "copy.db")


def test_an_installation_on_a_server_has_no_file(tmp_path: Path) -> None:
    assert database_file(Settings(instance=tmp_path)) == tmp_path / "samai.db"
    assert database_file(Settings(instance=tmp_path, database_url="postgresql+psycopg://localhost/samai")) is None
