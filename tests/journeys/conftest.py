"""Journeys look through the same browser as the tests of single pages."""

from tests.browser.conftest import chromium, listener, live_server, settings

__all__ = ["chromium", "listener", "live_server", "settings"]
