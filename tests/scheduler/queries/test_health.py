"""Whether the database answers, who works for it, and what holds its mail."""

from datetime import timedelta

import pytest
from flask import Flask

from models.database import db
from models.installation import Installation, WorkerBeat
from scheduler.queries.health import Beat, MailHold, is_reachable, last_backup, last_beat, mail_hold
from tests.databases import Database
from tests.making import NOW
from tests.models.refusing import write

pytestmark = pytest.mark.both_databases


def test_a_database_with_tables_answers(app: Flask) -> None:
    assert is_reachable()


def test_a_database_without_tables_does_not_serve(app: Flask, database: Database) -> None:
    db.engine.dispose()
    database.become("nothing")
    assert not is_reachable()
    db.engine.dispose()
    database.become("blank")
    assert is_reachable()


def test_a_new_installation_has_neither_worker_nor_backup_and_its_mail_leaves(app: Flask) -> None:
    assert (last_beat(), last_backup(), mail_hold()) == (None, None, None)


def test_the_latest_sign_of_life_of_any_worker_counts(app: Flask) -> None:
    later = NOW + timedelta(seconds=10)
    write(WorkerBeat(name="a", started_at=NOW, beat_at=later), WorkerBeat(name="b", started_at=NOW, beat_at=NOW))
    assert last_beat() == Beat("a", NOW, later)


def test_a_backup_does_not_hold_the_mail(app: Flask) -> None:
    write(Installation(id=1, mail_held_why="", last_backup_at=NOW))
    assert (last_backup(), mail_hold()) == (NOW, None)


def test_held_mail_says_since_when_and_why(app: Flask) -> None:
    write(Installation(id=1, mail_held_at=NOW, mail_held_why="restored"))
    assert mail_hold() == MailHold(NOW, "restored")
