"""Who is signed in: Flask-Security hashes and compares, a row on the server says who and until when."""

from datetime import timedelta
from functools import cache

from flask import Flask, Request, abort, request, session
from flask_login import LoginManager
from flask_security import Security, SQLAlchemyUserDatastore
from flask_security.utils import hash_password, verify_password
from flask_wtf.csrf import CSRFProtect

from models.database import db
from models.people import Person
from scheduler.accounts import Password, live_session
from web.context import settings, wall

SESSION_FIELD = "sign_in"
"""The name under which the signed cookie carries the login session's token."""

CSRF = CSRFProtect()
NOBODY = "nobody-has-this-password"
SAFE = ("GET", "HEAD", "OPTIONS")


def register_sign_in(app: Flask) -> None:
    """Plug Flask-Security in without its pages, and load people from our own rows."""
    CSRF.init_app(app)
    app.before_request(refuse_other_sites)
    Security(app, SQLAlchemyUserDatastore(db, Person, None), register_blueprint=False)
    manager: LoginManager = app.login_manager  # type: ignore[attr-defined]
    manager.user_loader(lambda _: None)
    manager.request_loader(person_of)


def person_of(_request: Request) -> Person | None:
    """The person whose live login session this browser shows; an ended or idle one shows nobody."""
    token = session.get(SESSION_FIELD)
    if not token:
        return None
    installed = settings()
    return live_session(
        token,
        wall=wall(),
        idle=timedelta(minutes=installed.idle_minutes),
        longest=timedelta(hours=installed.session_hours),
    )


def begin_session(token: str) -> None:
    """Give the browser its new token and forget whatever it brought: nobody can plant a session on somebody else."""
    session.clear()
    session[SESSION_FIELD] = token
    session.permanent = True


def password_of(typed: str) -> Password:
    """A typed password with the installation's way to compare it."""
    return Password(typed, matches)


def matches(typed: str, stored: str) -> bool:
    """Whether a password belongs to a hash; for nobody's the same work is done, so that time tells nothing."""
    is_right: bool = verify_password(typed, stored or nobodys_hash())
    return is_right and bool(stored)


@cache
def nobodys_hash() -> str:
    """A hash to compare with where there is none, made once a process."""
    return hashed(NOBODY)


def hashed(typed: str) -> str:
    """The argon2 hash of a password."""
    made: str = hash_password(typed)
    return made


def refuse_other_sites() -> None:
    """A browser that says that a form came from elsewhere is believed; the token of each form is checked besides."""
    if request.method in SAFE:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(400)
    origin = request.headers.get("Origin")
    if origin not in (None, "null") and origin != request.host_url.rstrip("/"):
        abort(400)


def visitor() -> str:
    """From where somebody knocks."""
    return request.remote_addr or "unknown"
