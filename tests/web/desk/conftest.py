"""A desk officer at a browser, in the days of the letter."""

import pytest
from flask.testing import FlaskClient

from scheduler.search_rebuild import rebuild_search
from tests.fixtures import NOW, Letter, People, SignIn
from tests.web.days import in_the_letters_days
from tests.web.desk.filling import released
from vocabulary.actor import OPERATOR


@pytest.fixture
def officer(letter: Letter, people: People, sign_in: SignIn) -> FlaskClient:
    """The desk officer, signed in, reading English."""
    in_the_letters_days()
    client = sign_in(people.desk)
    client.set_cookie("samai-language", "en")
    return client


@pytest.fixture
def consultation(officer: FlaskClient, letter: Letter) -> int:
    """A consultation that two agencies hold invitations to, booked at the pages."""
    number = released(officer, letter, "oag", "rtp")
    rebuild_search(by=OPERATOR, now=NOW)
    return number
