"""The database keeps its word: instants are aware, SQLite is safe, deeds take their lock first."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import StatementError

from models.audit import AuditRow
from models.database import WRITES, Base, db
from tests.models.refusing import write
from vocabulary.states import ActorKind


def row(at: datetime) -> AuditRow:
    return AuditRow(
        number=1,
        at=at,
        deed="test",
        actor_kind=ActorKind.JOB,
        subject_kind="",
        values_digest="",
        previous="",
        digest="1",
    )


def test_a_naive_instant_is_refused(app: Flask) -> None:
    with pytest.raises(StatementError, match="naive instant refused"):
        write(row(datetime(2022, 1, 4, 9, 0)))  # noqa: DTZ001 - the mistake under test
    db.session.rollback()


def test_an_instant_comes_back_in_utc_whatever_zone_it_went_in_with(app: Flask) -> None:
    write(row(datetime(2022, 1, 4, 9, 0, tzinfo=ZoneInfo("Asia/Bangkok"))))
    db.session.expire_all()
    found = db.session.scalars(db.select(AuditRow.at)).one()
    assert found == datetime(2022, 1, 4, 2, 0, tzinfo=UTC)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)]
)
def test_sqlite_is_made_to_keep_its_word(app: Flask, pragma: str, value: object) -> None:
    assert db.session.scalar(text(f"PRAGMA {pragma}")) == value


def test_a_writer_locks_out_another_before_it_has_read_anything(app: Flask) -> None:
    with db.engine.connect() as first, db.engine.connect() as second:
        second.exec_driver_sql("PRAGMA busy_timeout=1")
        second.rollback()
        first.execution_options(**{WRITES: True}).begin()
        with pytest.raises(Exception, match="database is locked"):
            second.execution_options(**{WRITES: True}).begin()
        second.rollback()


def test_every_constraint_has_a_name(app: Flask) -> None:
    unnamed = [
        f"{table.name}: {constraint}"
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert unnamed == []
