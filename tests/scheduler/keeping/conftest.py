"""An installation with people in it, where its backups go, and an empty one to restore them into."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from scheduler.accounts import Moment
from scheduler.keeping.archives import Archive, open_archive
from scheduler.keeping.backups import Taken, Wanted, take_backup
from scheduler.keeping.facts import Facts, facts_in
from tests.cluster import Cluster
from tests.databases import Database
from tests.fixtures import NOW, Letter
from tests.keeping import stamp
from vocabulary.actor import OPERATOR
from vocabulary.settings import Settings

WALL = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
AT = Moment(NOW, WALL)


@pytest.fixture
def history(letter: Letter) -> None:
    """The letter's tables as a program of today made them."""
    stamp()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where backups are put."""
    return tmp_path / "backups"


@pytest.fixture
def taken(history: None, settings: Settings, folder: Path) -> Taken:
    """A backup of the letter's installation."""
    return take_backup(settings, Wanted(folder), by=OPERATOR, at=AT)


@pytest.fixture
def archive(taken: Taken) -> Archive:
    """The backup, opened."""
    return open_archive(taken.path)


@pytest.fixture
def news(database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[], Settings]:
    """New installations with the same kind of database, in which there is nothing."""
    numbers = count(1)

    def new() -> Settings:
        instance = tmp_path / f"new-{next(numbers)}"
        instance.mkdir()
        if database.kind == "sqlite":
            return Settings(instance=instance, testing=True)
        cluster: Cluster = request.getfixturevalue("cluster")
        return Settings(instance=instance, database_url=cluster.url(cluster.create()), testing=True)

    return new


@pytest.fixture
def empty(news: Callable[[], Settings], monkeypatch: pytest.MonkeyPatch) -> Settings:
    """One of them; a server's database is named by the environment."""
    new = news()
    if new.database_url:
        monkeypatch.setenv("SAMAI_DATABASE_URL", new.database_url)
    return new


def facts_of(settings: Settings) -> Facts:
    """What an installation's database holds."""
    with create_engine(settings.database_uri, poolclass=NullPool).connect() as connection:
        return facts_in(connection)


Program = Callable[[str, str], None]


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """Put a shell's words before one of PostgreSQL's programs; `$real` is the program itself."""
    first = tmp_path / "programs"

    def put(name: str, words: str) -> None:
        first.mkdir(exist_ok=True)
        (first / name).write_text(f"#!/bin/sh\nreal={shutil.which(name)}\n{words}\n")
        (first / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(first), prepend=":")

    return put
