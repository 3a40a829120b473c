"""Journeys look through the same browser as the tests of single pages; their letters are read by three readers."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text

from tests.browser.conftest import listener, live_server, settings
from tests.ics.calendars import letters_in, require_alike
from vocabulary.settings import Settings
from vocabulary.states import MailState

__all__ = ["listener", "live_server", "settings"]


@pytest.fixture(autouse=True)
def read_alike(settings: Settings) -> Iterator[None]:
    """When a journey ends, readers that share no code have kept the same calendars of all that left on the way."""
    yield
    letters = letters_in(settings.outgoing)
    assert left(settings) <= {str(letter["Message-ID"]) for letter in letters}, "a letter that left was not read"
    require_alike(letters)


def left(settings: Settings) -> set[str]:
    """What the letters are called that a server took, as the tables have it."""
    engine = create_engine(settings.database_uri)
    with engine.connect() as connection:
        taken = {"sent": MailState.SENT.value, "bounced": MailState.BOUNCED.value}
        rows = connection.execute(text("SELECT message_id FROM outgoing_mail WHERE state IN (:sent, :bounced)"), taken)
        found = {row[0] for row in rows}
    engine.dispose()
    return found
