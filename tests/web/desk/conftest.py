"""A desk officer at a browser, in the days of the letter."""

import pytest
from flask.testing import FlaskClient

from tests.fixtures import Letter, People, SignIn
from tests.web.days import in_the_letters_days


@pytest.fixture
def officer(letter: Letter, people: People, sign_in: SignIn) -> FlaskClient:
    """The desk officer, signed in, reading English."""
    in_the_letters_days()
    client = sign_in(people.desk)
    client.set_cookie("samai-language", "en")
    return client
