"""An installation with people in it, where its backups go, and an empty one to restore them into."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
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
def empty(
    database: Database, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """A new installation with the same kind of database, in which there is nothing; it is the environment's own."""
    (tmp_path / "new").mkdir()
    if database.kind == "postgresql":
        cluster: Cluster = request.getfixturevalue("cluster")
        monkeypatch.setenv("SAMAI_DATABASE_URL", cluster.url(cluster.create()))
    return Settings(instance=tmp_path / "new", testing=True)


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
