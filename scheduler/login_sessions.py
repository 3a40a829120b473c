"""Login sessions: a row on the server for each sign-in, and ending the row ends the sign-in whatever a browser shows.

All times here are the wall clock's: a right to be here must not follow a demonstration's calendar.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from sqlalchemy import ColumnElement, Connection, delete, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import joinedload

from models.accounts import LoginSession
from models.database import BUSY_MILLISECONDS, db
from models.people import Person
from scheduler.rules.tokens import token_hash

TOKEN_BYTES = 32
SEEN_EVERY = timedelta(minutes=1)
AGAIN = timedelta(minutes=1)
"""For so long the same form, pressed twice or sent again by a bad line, has the answer that it had at first."""

HURRY_MILLISECONDS = 100
KEPT = timedelta(days=30)
"""How long an ended or forgotten row stays; the audit keeps who signed in."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a login session may lie idle, and how long it may last at all."""

    idle: timedelta
    longest: timedelta


def open_session(person: Person, *, instead_of: str | None, opens: str | None = None, wall: datetime) -> str:
    """A new login session in the place of the browser's old one; its token goes to the browser, its hash stays.

    The token is the one that the form `opens`: the same form again goes on with what it has opened a moment ago, and
    later opens another.
    """
    if opens is not None and has_just_begun(opens, wall=wall, person=person):
        return opens
    token = opens if opens is not None and session_of(opens) is None else token_urlsafe(TOKEN_BYTES)
    if instead_of is not None:
        end_sessions(LoginSession.token_hash == token_hash(instead_of), wall=wall)
    db.session.execute(delete(LoginSession).where(LoginSession.created_at < wall - KEPT))
    db.session.add(LoginSession(token_hash=token_hash(token), person=person, created_at=wall, seen_at=wall))
    return token


def live_session(token: str, limits: Limits, *, wall: datetime) -> LoginSession | None:
    """The login session of this token, while it has neither ended, nor lain idle, nor grown too old."""
    found = session_of(token)
    if found is None or found.ended_at is not None or not found.person.active:
        return None
    if found.seen_at + limits.idle <= wall or found.created_at + limits.longest <= wall:
        return None
    if found.seen_at + SEEN_EVERY <= wall:
        mark_seen(found.id, wall=wall)
    return found


def session_of(token: str) -> LoginSession | None:
    """The row of this token, live or not."""
    return db.session.scalar(
        select(LoginSession)
        .where(LoginSession.token_hash == token_hash(token))
        .options(joinedload(LoginSession.person).joinedload(Person.agency))
    )


def has_just_begun(token: str, *, wall: datetime, person: Person | None = None) -> bool:
    """Whether a login session of this token was opened a moment ago, and lives: the form that opens it came before.

    A `person` who is named is whose it must be.
    """
    found = session_of(token)
    if found is None or found.ended_at is not None or not found.person.active:
        return False
    return found.created_at > wall - AGAIN and person in (None, found.person)


def mark_seen(session_id: int, *, wall: datetime) -> None:
    """Remember that a login session is in use, at most once a minute.

    It is no deed and nobody's business but the service's own, so that a page that was only looked at may write it;
    it has a connection of its own, and where nothing can be written the reader's page goes on without it.
    """
    seen = update(LoginSession).where(LoginSession.id == session_id).values(seen_at=wall)
    with suppress(OperationalError), db.engine.connect() as connection, hurrying(connection):
        connection.execute(seen)
        connection.commit()


@contextmanager
def hurrying(connection: Connection) -> Iterator[None]:
    """Hardly wait for somebody else who writes: SQLite's whole file, or PostgreSQL's one row."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {HURRY_MILLISECONDS}")
        yield
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout={HURRY_MILLISECONDS}")
    try:
        yield
    finally:
        connection.rollback()
        connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")


def end_sessions(which: ColumnElement[bool], *, wall: datetime) -> None:
    """End the login sessions that a condition names."""
    db.session.execute(update(LoginSession).where(which, LoginSession.ended_at.is_(None)).values(ended_at=wall))
