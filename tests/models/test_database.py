"""Either database keeps its word: instants are aware, deeds take their lock first, a reader sees one state."""

from datetime import UTC, datetime
from threading import Thread
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError

from models.accounts import SignInAttempt
from models.audit import AuditRow
from models.database import WAITS, WRITES, Base, db, does_not_answer, engine_options
from tests.cluster import Cluster
from tests.making import NOW
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


@pytest.mark.both_databases
def test_a_naive_instant_is_refused(app: Flask) -> None:
    with pytest.raises(StatementError, match="naive instant refused"):
        write(row(datetime(2022, 1, 4, 9, 0)))  # noqa: DTZ001 - the mistake under test
    db.session.rollback()


@pytest.mark.both_databases
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


@pytest.mark.both_databases
def test_a_writer_locks_out_another_before_it_has_read_anything(app: Flask) -> None:
    with db.engine.connect() as first, db.engine.connect() as second:
        if db.engine.name == "sqlite":
            second.exec_driver_sql("PRAGMA busy_timeout=1")
            second.rollback()
        first.execution_options(**{WRITES: True}).begin()
        with pytest.raises(OperationalError) as caught:
            second.execution_options(**{WRITES: True, WAITS: 1}).begin()
        assert does_not_answer(caught.value)
        second.rollback()


def test_a_full_disk_is_no_fault_of_what_was_asked(app: Flask) -> None:
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1")
        with pytest.raises(OperationalError) as caught:
            connection.execute(insert(SignInAttempt).values(subject="x" * 10_000, at=NOW, what="link"))
    assert does_not_answer(caught.value)


@pytest.mark.both_databases
def test_a_question_that_cannot_be_read_is_a_fault_of_ours(app: Flask) -> None:
    with pytest.raises(DBAPIError) as caught:
        db.session.execute(text("SELECT nothing FROM nowhere"))
    assert not does_not_answer(caught.value)
    assert not does_not_answer(ValueError("database is locked"))


@pytest.mark.both_databases
def test_a_reader_is_not_kept_waiting_by_a_writer(app: Flask) -> None:
    with db.engine.connect() as writer, db.engine.connect() as reader:
        writer.execution_options(**{WRITES: True}).begin()
        writer.execute(insert(SignInAttempt).values(subject="x", at=NOW, what="link"))
        assert reader.scalar(select(func.count(SignInAttempt.id))) == 0


@pytest.mark.both_databases
def test_a_reader_sees_one_state_of_the_tables_to_its_end(app: Flask) -> None:
    with db.engine.connect() as reader, db.engine.connect() as writer:
        count = select(func.count(SignInAttempt.id))
        assert reader.scalar(count) == 0
        with writer.execution_options(**{WRITES: True}).begin():
            writer.execute(insert(SignInAttempt).values(subject="x", at=NOW, what="link"))
        assert reader.scalar(count) == 0
        reader.rollback()
        assert reader.scalar(count) == 1


@pytest.mark.both_databases
def test_a_writer_that_had_to_wait_sees_what_the_one_before_it_left(app: Flask) -> None:
    first = db.engine.connect().execution_options(**{WRITES: True})
    first.begin()
    seen: list[int | None] = []

    def follow() -> None:
        with second.execution_options(**{WRITES: True}).begin():
            seen.append(second.scalar(select(func.count(SignInAttempt.id))))

    with db.engine.connect() as second:
        following = Thread(target=follow)
        following.start()
        first.execute(insert(SignInAttempt).values(subject="x", at=NOW, what="link"))
        first.commit()
        following.join()
    first.close()
    assert seen == [1]


POSTGRESQL = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


@POSTGRESQL
@pytest.mark.parametrize(
    ("setting", "value"), [("lock_timeout", "5s"), ("idle_in_transaction_session_timeout", "1min")]
)
def test_postgresql_waits_as_long_as_sqlite_and_forgets_who_is_lost(app: Flask, setting: str, value: str) -> None:
    assert db.session.scalar(text(f"SHOW {setting}")) == value


@POSTGRESQL
def test_a_level_that_somebody_names_is_left_alone(app: Flask) -> None:
    with db.engine.connect() as connection:
        serial = connection.execution_options(isolation_level="SERIALIZABLE")
        assert serial.scalar(text("SHOW transaction_isolation")) == "serializable"


@POSTGRESQL
def test_the_address_of_a_database_counts_before_what_we_wish(app: Flask) -> None:
    own = engine_options("postgresql+psycopg://localhost/samai?connect_timeout=60&application_name=desk")
    assert set(own["connect_args"]) == {"keepalives_idle", "keepalives_interval", "keepalives_count"}
    assert db.session.scalar(text("SHOW application_name")) == "samai"


@POSTGRESQL
def test_a_restarted_server_is_survived(app: Flask, cluster: Cluster) -> None:
    assert db.session.scalar(select(func.count(SignInAttempt.id))) == 0
    db.session.rollback()
    cluster.stop()
    with pytest.raises(OperationalError) as caught:
        db.session.scalar(select(func.count(SignInAttempt.id)))
    assert does_not_answer(caught.value)
    db.session.rollback()
    cluster.start()
    assert db.session.scalar(select(func.count(SignInAttempt.id))) == 0


def test_every_constraint_has_a_name(app: Flask) -> None:
    unnamed = [
        f"{table.name}: {constraint}"
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if constraint.name is None
    ]
    assert unnamed == []
