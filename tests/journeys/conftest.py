"""Journeys look through the same browser as the tests of single pages."""

from tests.browser.conftest import listener, live_server, settings

__all__ = ["listener", "live_server", "settings"]
