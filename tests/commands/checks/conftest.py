"""An installation to look at."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from commands.checks.finding import Installed
from vocabulary.settings import Settings

WALL = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def installed(app: Flask, settings: Settings) -> Installed:
    """The test's own installation at nine in the morning."""
    settings.instance.chmod(0o700)
    return Installed(settings, WALL)
