"""Login sessions that live on the server."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest
from flask import Flask
from sqlalchemy import event, select, update

from models.accounts import LoginSession
from models.database import db
from scheduler.deed import writing
from scheduler.login_sessions import KEPT, Limits, end_sessions, live_session, open_session, session_of
from tests.making import make_person
from vocabulary.settings import Settings

WALL = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LIMITS = Limits(idle=timedelta(minutes=30), longest=timedelta(hours=12))
MINUTE = timedelta(minutes=1)


@pytest.fixture
def token(app: Flask) -> str:
    """The token of a new login session."""
    with writing():
        person = make_person("anan")
        db.session.add(person)
        return open_session(person, instead_of=None, wall=WALL)


def is_live(token: str, after: timedelta) -> bool:
    db.session.rollback()
    return live_session(token, LIMITS, wall=WALL + after) is not None


def test_a_new_login_session_is_its_persons(token: str) -> None:
    found = live_session(token, LIMITS, wall=WALL)
    assert found is not None
    assert found.person.email == "anan@agency.example"


def test_only_a_hash_of_the_token_is_kept(token: str) -> None:
    assert token not in db.session.scalars(select(LoginSession.token_hash)).one()


@pytest.mark.parametrize("strange", ["", "x", "0" * 43])
def test_a_strange_token_is_nobodys(token: str, strange: str) -> None:
    assert live_session(strange, LIMITS, wall=WALL) is None


def test_half_an_hour_without_a_page_ends_it(token: str) -> None:
    assert is_live(token, 29 * MINUTE)
    assert is_live(token, 58 * MINUTE), "it was seen 29 minutes ago"
    assert not is_live(token, 88 * MINUTE)


def test_twelve_hours_end_it_however_busy(token: str) -> None:
    for minutes in range(0, 12 * 60, 20):
        assert is_live(token, minutes * MINUTE)
    assert not is_live(token, 12 * 60 * MINUTE)


def test_an_ended_one_stays_ended(token: str) -> None:
    with writing():
        end_sessions(LoginSession.id > 0, wall=WALL)
    assert not is_live(token, MINUTE)


def test_somebody_who_was_disabled_is_nobody_at_once(token: str) -> None:
    with writing():
        found = session_of(token)
        assert found is not None
        found.person.active = False
    assert not is_live(token, MINUTE)


@pytest.fixture
def writes(app: Flask) -> Iterator[list[str]]:
    """Every statement that changes something."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("SELECT", "BEGIN", "PRAGMA", "SET")):
            seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.both_databases
def test_being_seen_is_written_once_a_minute_at_most(token: str, writes: list[str]) -> None:
    for second in range(0, 180, 10):
        assert is_live(token, timedelta(seconds=second))
    assert len(writes) == 2


def test_a_page_that_finds_no_room_to_write_goes_on(token: str, settings: Settings) -> None:
    with closing(sqlite3.connect(settings.instance / "samai.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        started = monotonic()
        assert is_live(token, 5 * MINUTE)
        assert monotonic() - started < 4
    found = session_of(token)
    assert found is not None
    assert found.seen_at == WALL


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_page_that_finds_its_row_held_goes_on(token: str) -> None:
    assert is_live(token, 5 * MINUTE)
    db.session.rollback()
    with db.engine.connect() as other:
        other.execute(update(LoginSession).values(seen_at=WALL))
        started = monotonic()
        assert is_live(token, 10 * MINUTE)
        assert monotonic() - started < 4
        other.rollback()
    db.session.expire_all()
    assert db.session.scalars(select(LoginSession.seen_at)).one() == WALL + 5 * MINUTE


def test_signing_in_again_ends_the_browsers_old_session(token: str) -> None:
    with writing():
        found = session_of(token)
        assert found is not None
        new = open_session(found.person, instead_of=token, wall=WALL + MINUTE)
    assert not is_live(token, MINUTE)
    assert is_live(new, MINUTE)


def test_rows_of_a_month_ago_are_forgotten(token: str) -> None:
    with writing():
        found = session_of(token)
        assert found is not None
        open_session(found.person, instead_of=None, wall=WALL + KEPT + MINUTE)
    assert len(db.session.scalars(select(LoginSession)).all()) == 1
