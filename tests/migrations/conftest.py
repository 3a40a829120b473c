"""A database without any table, and one whose tables were made by the steps of their history."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from models.database import db
from tests.conftest import ROOT, make_app
from tests.databases import Database, opened
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


@pytest.fixture(scope="session")
def history_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SQLite brought up step by step, made once and copied."""
    instance = tmp_path_factory.mktemp("history")
    with opened(Settings(instance=instance, testing=True)):
        upgrade(directory=DIRECTORY)
    return instance / "samai.db"


@pytest.fixture
def aged(empty: Flask, database: Database, request: pytest.FixtureRequest) -> Flask:
    """The application on tables that were made step by step: PostgreSQL's blank ones are, in all tests."""
    if database.kind == "sqlite":
        shutil.copy(request.getfixturevalue("history_database"), database.instance / "samai.db")
    else:
        database.become("blank")
    return empty
