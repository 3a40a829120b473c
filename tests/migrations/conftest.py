"""A database without any table."""

from collections.abc import Iterator

import pytest
from flask import Flask

from models.database import db
from tests.conftest import ROOT, make_app
from tests.databases import Database
from vocabulary.settings import Settings

DIRECTORY = str(ROOT / "migrations")


@pytest.fixture
def empty(settings: Settings, database: Database) -> Iterator[Flask]:
    """The application on a database without any table."""
    database.become("nothing")
    application = make_app(settings)
    with application.app_context():
        yield application
        db.session.remove()
        db.engine.dispose()
