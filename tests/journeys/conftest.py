"""Journeys look through the same browser as the tests of single pages; their letters are read by three readers."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import listener, live_server, settings
from tests.ics.calendars import letters_in, require_alike
from vocabulary.settings import Settings

__all__ = ["listener", "live_server", "settings"]


@pytest.fixture(autouse=True)
def read_alike(settings: Settings) -> Iterator[None]:
    """When a journey ends, readers that share no code have kept the same calendars of all that left on the way."""
    yield
    require_alike(letters_in(settings.outgoing))
