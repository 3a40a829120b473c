"""The world of many readers, made once a module and database; each test begins with it anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.database import db
from tests.cluster import Cluster
from tests.conftest import make_app
from tests.databases import Database, Postgresql, Sqlite
from tests.fixtures import Browser, letter_in_database, people_in_database
from tests.web.world import World, make_world
from vocabulary.settings import Settings


@pytest.fixture(scope="module")
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The letter in a database of this module's own: SQLite's, or the kind that a test is given as its parameter."""
    instance = tmp_path_factory.mktemp("world")
    made: Database
    if getattr(request, "param", "sqlite") == "sqlite":
        template: Path = request.getfixturevalue("letter_database")
        made = Sqlite(instance, lambda _: template)
    else:
        server: Cluster = request.getfixturevalue("cluster")
        copied: str = request.getfixturevalue("letter_template")
        made = Postgresql(instance, server, f"samai_{next(server.numbers)}", lambda _: copied)
    made.become("letter")
    yield made
    made.drop()


@pytest.fixture(scope="module")
def world(store: Database) -> Iterator[World]:
    """The letter with two agencies' meetings and every reader's browser, made once; each cell begins with it anew."""
    app = make_app(Settings(instance=store.instance, database_url=store.url, testing=True))
    app.test_client_class = Browser
    with app.app_context():
        yield make_world(app, store, letter=letter_in_database(), people=people_in_database())
        db.session.remove()
        db.engine.dispose()
