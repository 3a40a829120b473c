"""Somebody invited: with the link of a mail, or signed in."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, event, text
from sqlalchemy.pool import NullPool

from models.database import db
from scheduler.consultations import book
from scheduler.rules.tokens import reply_token
from tests.fixtures import Letter, People, SignIn
from tests.making import HAND, make_plan
from tests.scheduler.giving import invitation_of
from tests.scheduler.letters import let_go
from tests.web.days import in_the_letters_days
from vocabulary.plan import Invited
from web.context import keys


@pytest.fixture
def meeting(letter: Letter) -> int:
    """A consultation of three agencies, its invitations delivered, in the days of the letter."""
    in_the_letters_days()
    agencies = tuple(letter.agency_ids[key] for key in ("oag", "rtp", "ncsa"))
    number = book(letter.session_ids["2"], make_plan(), invited=Invited(agencies), hand=HAND)
    let_go(number)
    db.session.rollback()
    return number


@pytest.fixture
def link(app: Flask, people: People, meeting: int) -> str:
    """The address in the mail to the prosecutors' focal point, who reads Thai."""
    return link_of(app, people.focal["oag"])


def link_of(app: Flask, person_id: int) -> str:
    """The address in somebody's mail."""
    invitation = invitation_of(person_id)
    with app.test_request_context():
        token = reply_token(keys()[0], invitation_id=invitation.id, generation=invitation.generation)
    db.session.rollback()
    return f"/r/{token}"


@pytest.fixture
def sira(people: People, sign_in: SignIn, meeting: int) -> FlaskClient:
    """The prosecutors' focal point, signed in, reading English."""
    client = sign_in(people.focal["oag"])
    client.set_cookie("samai-language", "en")
    return client


@contextmanager
def classified_on_its_way(meeting: int) -> Iterator[None]:
    """The next deed finds that an officer was faster and has classified its meeting."""
    engine, url, struck = db.engine, db.engine.url, Event()

    def strike(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement != "BEGIN IMMEDIATE" or struck.is_set():
            return
        struck.set()
        with create_engine(url, poolclass=NullPool).begin() as officer:
            officer.execute(text("UPDATE consultation SET classification = 'secret' WHERE id = :id"), {"id": meeting})

    event.listen(engine, "before_cursor_execute", strike)
    yield
    event.remove(engine, "before_cursor_execute", strike)
    assert struck.is_set(), "no deed was begun"
