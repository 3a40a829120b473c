"""The world of many readers, made once a module; each test begins with it anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import create_app
from models.database import db
from tests.databases import copy_database
from tests.fixtures import Browser, letter_in_database, people_in_database
from tests.web.world import World, make_world
from vocabulary.settings import Settings


@pytest.fixture(scope="module")
def world(letter_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The letter with two agencies' meetings and every reader's browser, made once; each cell begins with it anew."""
    instance = tmp_path_factory.mktemp("matrix")
    copy_database(letter_database, instance / "samai.db")
    app = create_app(Settings(instance=instance, testing=True))
    app.test_client_class = Browser
    with app.app_context():
        letter = letter_in_database()
        yield make_world(app, letter, people_in_database())
        db.session.remove()
        db.engine.dispose()
