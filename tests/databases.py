"""A database of each test's own: SQLite's file, or one of PostgreSQL's where the test is marked for both."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest
from flask_migrate import upgrade
from sqlalchemy import Connection, Dialect, Engine, event
from sqlalchemy.util import LRUCache

from tests.cluster import Cluster
from vocabulary.settings import Settings

ROOT = Path(__file__).parent.parent
SPOKEN: dict[str, Dialect] = {}
COMPILED: LRUCache[Any, Any] = LRUCache(4000)
KINDS = ("sqlite", "postgresql")


@event.listens_for(Engine, "engine_connect")
def share_statements(connection: Connection) -> None:
    """Let the many short-lived engines of the tests use each other's compiled statements: a third of their work."""
    engine = connection.engine
    if engine.dialect not in SPOKEN.values():
        engine.dialect = SPOKEN.setdefault(f"{engine.name} {engine.driver}", engine.dialect)
        engine.update_execution_options(compiled_cache=COMPILED)


class Database(Protocol):
    """Somewhere to keep the tables of one test's installation."""

    kind: str
    instance: Path

    @property
    def url(self) -> str:
        """Its address, as an operator writes it; empty where that is the instance's own file."""
        ...

    def become(self, what: str) -> None:
        """Hold `blank` tables, the `letter` with its people, or `nothing` at all, whatever was held before."""
        ...

    def keep(self, name: str = "kept") -> None:
        """Remember what is held now, under a name."""
        ...

    def restore(self, name: str = "kept") -> None:
        """Hold again what was remembered under this name."""
        ...

    def drop(self) -> None:
        """Be gone."""
        ...


@dataclass
class Sqlite:
    """The file in the instance."""

    instance: Path
    template: Callable[[str], Path]
    kind: str = "sqlite"
    url: str = ""
    watching: sqlite3.Connection | None = None
    seen: tuple[str, int] = ("", 0)

    def become(self, what: str) -> None:
        """Copy a template, also where somebody has the file open."""
        file = self.instance / "samai.db"
        if what == "nothing":
            file.unlink(missing_ok=True)
        elif not file.with_name("samai.db-wal").exists():  # nobody has it open
            shutil.copyfile(self.template(what), file)
        else:
            copy_database(self.template(what), file)

    def keep(self, name: str = "kept") -> None:
        """Copy the file, and count from now on what others commit."""
        copy_database(self.instance / "samai.db", self.instance / f"{name}.db")
        if self.watching is None:
            self.watching = sqlite3.connect(self.instance / "samai.db", check_same_thread=False)
        self.seen = name, self.version()

    def restore(self, name: str = "kept") -> None:
        """Copy it back, also where somebody has it open; where nothing was written it holds that already."""
        if self.seen != (name, self.version()):
            copy_database(self.instance / f"{name}.db", self.instance / "samai.db")
            self.seen = name, self.version()

    def version(self) -> int:
        """What SQLite raises whenever another connection commits."""
        assert self.watching is not None, "nothing was kept"
        return int(self.watching.execute("PRAGMA data_version").fetchone()[0])

    def drop(self) -> None:
        """The folder goes with the test."""
        if self.watching is not None:
            self.watching.close()


@dataclass
class Postgresql:
    """A database on the tests' own server."""

    instance: Path
    cluster: Cluster
    name: str
    template: Callable[[str], str]
    kind: str = "postgresql"
    seen: tuple[str, int] = ("", 0)
    copies: set[str] = field(default_factory=set)

    @property
    def url(self) -> str:
        """Its address."""
        return self.cluster.url(self.name)

    def become(self, what: str) -> None:
        """Be made anew, which ends every connection to it."""
        self.cluster.create(template="template1" if what == "nothing" else self.template(what), name=self.name)

    def keep(self, name: str = "kept") -> None:
        """Make a copy to copy again, which nobody may look at meanwhile."""
        let_go()
        self.copies.add(self.cluster.create(template=self.name, name=f"{self.name}_{name}"))
        self.seen = name, self.cluster.version()

    def restore(self, name: str = "kept") -> None:
        """Be made anew from that copy, where anybody has written since."""
        if self.seen != (name, self.cluster.version()):
            let_go()
            self.cluster.create(template=f"{self.name}_{name}", name=self.name)
            self.seen = name, self.cluster.version()

    def drop(self) -> None:
        """Make room on the server."""
        for name in (*self.copies, self.name):
            self.cluster.drop(name)


def let_go() -> None:
    """End the application's connections, where it has begun."""
    from models.database import db

    db.session.remove()
    db.engine.dispose()


def copy_database(source: Path, target: Path) -> None:
    """Make the target say what the source says, also where the target is open."""
    with closing(sqlite3.connect(source)) as kept, closing(sqlite3.connect(target)) as made:
        kept.backup(made)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """The tests' own PostgreSQL, started where the first test asks for it."""
    server = Cluster()
    try:
        server.begin()
        yield server
    finally:
        server.end()


@pytest.fixture
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Empty tables: SQLite's, or those of the kind that a test is given as its parameter."""
    instance = tmp_path / "instance"
    instance.mkdir()
    kind = getattr(request, "param", "sqlite")
    made: Database
    if kind == "sqlite":
        made = Sqlite(instance, lambda what: request.getfixturevalue(f"{what}_database"))
    else:
        server: Cluster = request.getfixturevalue("cluster")
        name = f"samai_{next(server.numbers)}"
        made = Postgresql(instance, server, name, lambda what: request.getfixturevalue(f"{what}_template"))
    made.become("blank")
    yield made
    made.drop()


@pytest.fixture(scope="session")
def blank_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SQLite with every table and no row, made once and copied for each test."""
    from models.database import db
    from tests.keeping import stamp

    blank = Settings(instance=tmp_path_factory.mktemp("blank"), testing=True)
    with opened(blank):
        db.create_all()
        stamp()
    return blank.instance / "samai.db"


@pytest.fixture(scope="session")
def blank_template(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same in PostgreSQL, made by the steps of the tables' history, as in every installation."""
    name, instance = cluster.create(name="blank"), tmp_path_factory.mktemp("blank_template")
    with opened(Settings(instance=instance, database_url=cluster.url(name), testing=True)):
        upgrade(directory=str(ROOT / "migrations"))
    return name


@contextmanager
def opened(settings: Settings) -> Iterator[None]:
    """The real application's database while a template is made."""
    from app import create_app
    from models.database import db

    with create_app(settings).app_context():
        yield
        db.session.remove()
        db.engine.dispose()


@contextmanager
def locked_by_another() -> Iterator[None]:
    """Somebody else writes meanwhile, and the current application has no patience."""
    from models.database import WRITES, db

    impatient = "PRAGMA busy_timeout=1" if db.engine.name == "sqlite" else "SET lock_timeout = 1"
    with db.engine.connect() as other:
        db.session.connection().exec_driver_sql(impatient)
        db.session.commit()
        other.execution_options(**{WRITES: True}).begin()
        yield
