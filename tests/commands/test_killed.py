"""Commands that keep an installation, killed in the middle of their work: what is there afterwards is whole."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import create_engine, text, update
from sqlalchemy.pool import NullPool

from models.database import db
from models.outbox import OutgoingMail
from scheduler.keeping.archives import NAMED, open_archive
from scheduler.keeping.facts import Facts, facts_in
from scheduler.keeping.manifest import Manifest
from scheduler.keeping.restores import rows_of
from scheduler.keeping.schema import head
from tests.cluster import Cluster
from tests.commands.conftest import Terminal
from tests.databases import Database
from tests.keeping import stamp
from tests.mortal import Mortal, Place, deaths, left_in
from vocabulary.settings import Settings
from vocabulary.states import MailState

pytestmark = [pytest.mark.no_cover, pytest.mark.xdist_group("killed")]

EVERY = 10_000
both = pytest.mark.parametrize(
    ("database", "points"),
    [
        ("sqlite", EVERY),
        pytest.param("postgresql", 5, marks=pytest.mark.brief),
        pytest.param("postgresql", EVERY, marks=pytest.mark.slow),
    ],
    indirect=["database"],
)
"""SQLite dies at every step, PostgreSQL at some, and at every step where `make check` has the time."""


@pytest.fixture
def place(database: Database) -> Place:
    """Where the test's installation is."""
    return Place(database.instance, database.url)


@pytest.fixture
def waiting(in_january: None, people: object, terminal: Terminal) -> None:
    """An installation in which six letters wait, due since an hour."""
    when = ("--day", "2022-01-11", "--time", "14:00", "--place", "Vithes Samosorn Hall", "--usual")
    assert terminal("consultation", "book", "2", *when).exit_code == 0
    assert terminal("mail", "send", "2", "--yes").exit_code == 0
    due = datetime.now(UTC) - timedelta(hours=1)
    db.session.execute(update(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED).values(due_at=due))
    db.session.commit()
    stamp()


class News:
    """New installations of one kind, each with nothing in it."""

    def __init__(self, folder: Path, cluster: Cluster | None) -> None:
        self.folder, self.cluster, self.numbers = folder, cluster, count(1)

    def one(self) -> Place:
        """The next."""
        instance = self.folder / f"new-{next(self.numbers)}"
        instance.mkdir()
        return Place(instance, self.cluster.url(self.cluster.create()) if self.cluster else "")

    def drop(self, place: Place) -> None:
        """Make room."""
        shutil.rmtree(place.instance)
        if self.cluster:
            self.cluster.drop(place.url.rpartition("/")[2].partition("?")[0])


@pytest.fixture
def news(database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> News:
    """New installations with databases like this test's own."""
    return News(tmp_path, request.getfixturevalue("cluster") if database.kind == "postgresql" else None)


WENT_ON = ("somebody has written into", "rows already, and nothing was changed")
"""What is said where the psql of the one that was killed ends its work beneath the next one: that one goes through."""


@dataclass
class Hourglass:
    """Kills one command after parts of the shortest time in which it has ended: no machine is twice equally fast."""

    mortal: Mortal
    words: tuple[str, ...]
    seconds: float = 0
    killed: int = 0

    def run(self, place: Place, *, part: float = 0) -> None:
        """Run it to its end, or to its death after this part of that time."""
        begun = monotonic()
        fate = self.mortal(*self.words, place=place, dies_after=self.seconds * part)
        if fate.killed:
            self.killed += 1
            return
        assert fate.code == 0, fate.said
        self.seconds = min(self.seconds or inf, monotonic() - begun)


def settings_of(place: Place) -> Settings:
    return Settings(instance=place.instance, database_url=place.url, testing=True)


def asked(place: Place, query: str) -> list[tuple[Any, ...]]:
    with create_engine(settings_of(place).database_uri, poolclass=NullPool).connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def facts_of(place: Place) -> Facts:
    with create_engine(settings_of(place).database_uri, poolclass=NullPool).connect() as connection:
        return facts_in(connection)


def named_in(folder: Path) -> Iterator[Path]:
    """Whatever has the name of a backup."""
    return (path for path in folder.iterdir() if NAMED.fullmatch(path.name))


@both
def test_a_killed_backup_leaves_the_old_ones_whole_and_nothing_that_looks_like_a_new_one(
    waiting: None, place: Place, tmp_path: Path, points: int, mortal: Mortal
) -> None:
    folder = tmp_path / "backups"
    words = ("backup", str(folder))
    whole = mortal(*words, place=place)
    assert whole.code == 0, whole.said
    (old,) = named_in(folder)
    digest = sha256(old.read_bytes()).digest()
    for death in deaths(whole.steps, points):
        assert mortal(*words, place=place, dies_at=death).killed
        assert sha256(old.read_bytes()).digest() == digest
        for path in named_in(folder):
            assert open_archive(path).manifest.queued == 6
        assert len(left_in(folder)) <= 2, "what the one before left was cleared away"
    before = len(list(named_in(folder)))
    assert mortal(*words, place=place).code == 0
    assert (len(list(named_in(folder))), left_in(folder)) == (before + 1, [])


@both
def test_a_killed_restore_leaves_nothing_or_everything_and_is_silent(
    waiting: None, place: Place, tmp_path: Path, news: News, points: int, mortal: Mortal
) -> None:
    assert mortal("backup", str(tmp_path / "kept.tar"), place=place).code == 0
    manifest = open_archive(tmp_path / "kept.tar").manifest
    words = ("restore", str(tmp_path / "kept.tar"), "--yes")
    whole = news.one()
    restored = mortal(*words, place=whole)
    assert restored.code == 0, restored.said
    new = news.one()
    for death in deaths(restored.steps, points):
        if not mortal(*words, place=new, dies_at=death).killed:
            continue  # what was done before needs not be done again, and so there were fewer steps
        if rows_of(settings_of(new)) == 0:
            continue
        require_restored(new, manifest)
        assert mortal("worker", "--once", place=new).said == "0 letters\n"
        assert mortal(*words, place=new).code == 0
        require_restored(new, manifest)
        assert left_in(new.instance) == []
        news.drop(new)
        new = news.one()
    assert mortal(*words, place=new).code == 0
    require_restored(new, manifest)
    assert mortal("worker", "--once", place=new).said == "0 letters\n"
    assert mortal("mail", "release", "--yes", place=new).code == 0
    assert mortal("worker", "--once", place=new).said.endswith("\n6 letters\n"), "only now"


def require_restored(place: Place, manifest: Manifest) -> None:
    """Whole, and held."""
    found = facts_of(place)
    added = {"installation", "audit_row", "audit_value", "worker_beat"}
    assert {k: v for k, v in found.rows.items() if k not in added} == {
        k: v for k, v in manifest.rows.items() if k not in added
    }
    assert (found.queued, found.revision) == (6, head())
    ((since, why),) = asked(place, "SELECT mail_held_at, mail_held_why FROM installation")
    assert since
    assert why.startswith("restored from kept.tar")


MISSION = "INSERT INTO mission (key, name_en, name_th) VALUES ('pm', 'Mission', 'คณะผู้แทน')"
SIGNED_IN = (
    "INSERT INTO audit_row (id, at, deed, actor_kind, actor_label, subject_kind, details)"
    " VALUES (1, '2022-01-04 02:00:00.000000', 'sign in', 'operator', 'operator', 'person', '{}')"
)


@pytest.fixture
def older(database: Database, place: Place, mortal: Mortal) -> Place:
    """An installation at the first step of the tables' history, with something in it."""
    database.become("nothing")
    assert mortal("db", "upgrade", "0001", place=place).code == 0
    with create_engine(settings_of(place).database_uri, poolclass=NullPool).begin() as connection:
        for statement in (MISSION, SIGNED_IN):
            connection.execute(text(statement))
    return place


@pytest.mark.parametrize(
    ("database", "points"),
    [
        pytest.param("sqlite", 12, marks=pytest.mark.brief),
        pytest.param("postgresql", 5, marks=pytest.mark.brief),
        pytest.param("sqlite", 40, marks=pytest.mark.slow),
        pytest.param("postgresql", 20, marks=pytest.mark.slow),
    ],
    indirect=["database"],
)
def test_a_killed_upgrade_leaves_the_old_tables_or_the_new_ones_with_all_that_was_in_them(
    older: Place, points: int, mortal: Mortal
) -> None:
    before = facts_of(older)
    last = 0
    for death in count(1, step=max(1, 160 // points)):
        fate = mortal("upgrade", place=older, dies_at=death)
        if not fate.killed:
            last = death
            break
        found = facts_of(older)
        assert found.revision in ("0001", head())
        if found.revision == "0001":
            assert found == before
            refused = mortal("worker", "--once", place=older)
            assert "Run: flask upgrade" in refused.said
        for path in named_in(older.instance / "backups") if (older.instance / "backups").exists() else ():
            assert open_archive(path).manifest.rows == before.rows
            path.unlink()
        require_same_content(older)
    assert last > 50, "it died on its way, and not before or after it"
    assert facts_of(older).revision == head()
    require_same_content(older)
    assert mortal("upgrade", place=older).said == f"The tables are up to date ({head()}) and whole.\n"


def require_same_content(place: Place) -> None:
    assert asked(place, "SELECT key, name_en, name_th FROM mission") == [("pm", "Mission", "คณะผู้แทน")]
    assert asked(place, "SELECT deed, actor_kind FROM audit_row")[:1] == [("sign in", "operator")]


INIT = (
    *("init", "--no-input", "--desk-address", "social@mfa.go.th"),
    *("--admin-name", "Ms Anong Tuayang", "--admin-address", "anong@mfa.go.th"),
)


@both
def test_a_killed_beginning_is_begun_again(news: News, points: int, mortal: Mortal) -> None:
    new = news.one()
    whole = mortal(*INIT, place=news.one())
    assert whole.code == 0, whole.said
    for death in deaths(whole.steps, min(points, 12)):
        fate = mortal(*INIT, place=new, dies_at=death)
        if fate.killed:
            continue
        assert fate.code == 0 or "For a new sign-in link: flask account link anong@mfa.go.th" in fate.said
        assert left_in(new.instance) == []
        assert not (new.instance / "secret_key").exists()
        assert asked(new, "SELECT email FROM person") == [("anong@mfa.go.th",)]
        link = mortal("account", "link", "anong@mfa.go.th", place=new)
        assert re.match(r"http://127\.0\.0\.1:8000/sign-in/link/\S+\n", link.said)
        news.drop(new)
        new = news.one()


@pytest.mark.slow
@pytest.mark.both_databases
def test_a_restore_that_is_killed_at_any_time_is_finished_by_the_next(
    waiting: None, place: Place, tmp_path: Path, news: News, mortal: Mortal
) -> None:
    assert mortal("backup", str(tmp_path / "kept.tar"), place=place).code == 0
    manifest = open_archive(tmp_path / "kept.tar").manifest
    words = ("restore", str(tmp_path / "kept.tar"), "--yes")
    glass = Hourglass(mortal, words)
    glass.run(news.one())
    for part in range(1, 9):
        new = news.one()
        glass.run(new, part=part / 9)
        said = [mortal(*words, place=new) for _ in range(2)]
        assert said[-1].code == 0, said
        assert said[0].code == 0 or any(words in said[0].said for words in WENT_ON), said
        require_restored(new, manifest)
        assert left_in(new.instance) == []
        news.drop(new)
    assert glass.killed > 2


@pytest.mark.slow
@pytest.mark.both_databases
def test_a_backup_that_is_killed_at_any_time_is_whole_or_not_there(
    waiting: None, place: Place, tmp_path: Path, mortal: Mortal
) -> None:
    folder = tmp_path / "backups"
    glass = Hourglass(mortal, ("backup", str(folder)))
    glass.run(place)
    for part in range(1, 11):
        glass.run(place, part=part / 11)
        assert all(open_archive(path).manifest.queued == 6 for path in named_in(folder))
    assert glass.killed > 2
    assert mortal("backup", str(folder), place=place).code == 0
    assert left_in(folder) == []
