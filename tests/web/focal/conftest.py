"""Somebody invited: with the link of a mail, or signed in."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

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
