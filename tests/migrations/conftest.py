"""A database without any table."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from models.database import db
from tests.conftest import ROOT, make_app
from vocabulary.settings import Settings

DIRECTORY = str(ROOT / "migrations")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Flask]:
    """The application on a database without any table."""
    application = make_app(Settings(instance=tmp_path, testing=True))
    with application.app_context():
        yield application
        db.session.remove()
        db.engine.dispose()
