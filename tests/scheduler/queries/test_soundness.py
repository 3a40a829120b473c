"""Whether what was written down can be right."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text, update

from models.audit_guards import GUARDS
from models.database import db
from models.demonstration import Demonstration
from models.installation import Installation, WorkerBeat
from models.outbox import OutgoingMail
from scheduler.queries.audit import audit_head
from scheduler.queries.audit_check import Fault
from scheduler.queries.soundness import (
    WaitingLetter,
    database_version,
    digest_at,
    latest_moment,
    servers_clock,
    tail_findings,
    waiting_longest,
    zones_in_use,
)
from tests.databases import Database
from tests.fixtures import Letter
from tests.making import NOW, Ministry
from tests.models.refusing import write
from vocabulary.states import MailState

WALL = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_an_empty_installation_is_sound(app: Flask) -> None:
    assert (tail_findings(), latest_moment(), waiting_longest(WALL), zones_in_use()) == ([], None, None, ())
    assert digest_at(1) is None


@pytest.mark.parametrize("rows", [2, 100])
def test_a_changed_row_at_the_end_of_the_audit_shows_however_few_are_read(released: int, rows: int) -> None:
    assert tail_findings(rows) == []
    last = audit_head()
    assert digest_at(last.rows) == last.digest
    db.session.rollback()
    for statement in (one for (_, dialect), several in GUARDS.items() if dialect == "sqlite" for one in several):
        db.session.execute(text(f"DROP TRIGGER {statement.split()[2]}"))
    db.session.execute(text("UPDATE audit_row SET deed = 'nothing' WHERE number = :number"), {"number": last.rows})
    assert [(found.number, found.fault) for found in tail_findings(rows)] == [(last.rows, Fault.CHANGED)]


def test_the_latest_moment_is_that_of_the_wall_clock(ministry: Ministry, released: int) -> None:
    assert (latest_moment() or WALL) <= NOW + HOUR
    write(Installation(id=1, mail_held_why="", last_backup_at=WALL), WorkerBeat(name="a", started_at=NOW, beat_at=NOW))
    assert latest_moment() == WALL
    write(WorkerBeat(name="b", started_at=NOW, beat_at=WALL + HOUR))
    assert latest_moment() == WALL + HOUR


def test_in_a_demonstration_the_deeds_own_days_do_not_count(ministry: Ministry, released: int) -> None:
    write(Demonstration(id=1, opened_at=NOW, created_at=NOW, latest=NOW))
    db.session.execute(update(OutgoingMail).values(dated=None))
    assert latest_moment() is None


@pytest.mark.both_databases
def test_a_server_tells_its_time_and_a_file_has_none(app: Flask, database: Database) -> None:
    told = servers_clock()
    if database.kind == "sqlite":
        assert told is None
        assert database_version().startswith("SQLite 3.")
    else:
        assert told is not None
        assert abs(datetime.now(UTC) - told) < HOUR
        assert database_version().startswith("PostgreSQL 1")


def test_the_zones_of_all_cities_are_named(letter: Letter) -> None:
    assert {"Asia/Bangkok", "Europe/Vienna", "America/New_York"} <= set(zones_in_use())


def test_the_letter_that_waits_longest_is_named_with_the_servers_words(released: int) -> None:
    mails = db.session.query(OutgoingMail).order_by(OutgoingMail.id).all()
    for mail in mails:
        mail.state = MailState.SENT
    mails[0].state, mails[0].dated, mails[0].attempts = MailState.QUEUED, WALL - HOUR, 3
    mails[0].reply_code, mails[0].reply_text = 450, "greylisted"
    mails[1].state, mails[1].dated, mails[1].due_at = MailState.SENDING, None, WALL - HOUR / 2
    db.session.commit()
    assert waiting_longest(WALL) == WaitingLetter(mails[0].id, WALL - HOUR, 3, "450 greylisted")
    mails[0].state = MailState.SENT
    db.session.commit()
    assert waiting_longest(WALL) == WaitingLetter(mails[1].id, WALL - HOUR / 2, mails[1].attempts, mails[1].reply_text)
