"""A PostgreSQL database as one file, by the server's own programs."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, text

from models.database import WRITE_LOCK, db
from scheduler.keeping.archives import POSTGRESQL, Archive, extract, open_archive, write_archive
from scheduler.keeping.backups import Wanted, take_backup
from scheduler.keeping.manifest import Manifest
from scheduler.keeping.postgres import address, load, run
from scheduler.keeping.restores import is_restored, restore, rows_of
from tests.cluster import Cluster
from tests.databases import Database
from tests.scheduler.keeping.conftest import AT, Program, facts_of
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Refusal
from vocabulary.settings import Settings

pytestmark = pytest.mark.parametrize("database", ["postgresql"], indirect=True)


def nothing(_url: str) -> None:
    """Have no steps to take."""


@contextmanager
def connected(settings: Settings) -> Iterator[psycopg.Connection]:
    with psycopg.connect(settings.database_uri.replace("+psycopg", ""), autocommit=True) as connection:
        yield connection


def name_of(settings: Settings) -> str:
    return str(make_url(settings.database_uri).database)


@pytest.fixture
def dumped(archive: Archive, tmp_path: Path) -> Path:
    """The dump, out of the backup."""
    extract(archive, POSTGRESQL, target=tmp_path / POSTGRESQL)
    return tmp_path / POSTGRESQL


def again(archive: Archive, dumped: Path, **says: object) -> Archive:
    """A backup of this dump whose manifest says something else."""
    path = archive.path.with_name("other.tar")
    write_archive(path, [(POSTGRESQL, dumped)], say=archive.manifest.model_copy(update=says))
    return open_archive(path)


def test_what_is_written_while_the_dump_is_made_is_in_neither_dump_nor_manifest(
    history: None, settings: Settings, empty: Settings, folder: Path, program: Program
) -> None:
    where = address(settings.database_uri)[1][0]
    written = "INSERT INTO mission (key, name_en, name_th) VALUES ('late', '', '')"
    program("pg_dump", f'psql -q "{where}" -c "{written}" && exec $real "$@"')
    taken = take_backup(settings, Wanted(folder), by=OPERATOR, at=AT)
    assert facts_of(settings).rows["mission"] == taken.manifest.rows["mission"] + 1
    restore(open_archive(taken.path), empty, why="a test", prepare=nothing)
    assert facts_of(empty).rows == taken.manifest.rows | {"installation": 1}
    assert facts_of(empty).audit == taken.manifest.audit


def test_a_database_is_held_from_its_first_moment(archive: Archive, dumped: Path, empty: Settings) -> None:
    with connected(empty) as watching:
        watching.execute(f"SELECT pg_advisory_lock({WRITE_LOCK})")
        with ThreadPoolExecutor() as pool:
            loading = pool.submit(load, dumped, empty.database_uri, say=archive.manifest, why="it's a test")
            while not watching.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchall():
                assert not loading.done()
            assert rows_of(empty) == 0, "it waits for whoever writes"
            watching.execute(f"SELECT pg_advisory_unlock({WRITE_LOCK})")
            loading.result()
        assert is_restored(empty, why="it's a test")


def test_a_second_load_finds_the_database_filled_and_leaves_it(archive: Archive, dumped: Path, empty: Settings) -> None:
    load(dumped, empty.database_uri, say=archive.manifest, why="the first")
    before = facts_of(empty)
    with pytest.raises(Refusal, match=r"psql failed, and the database is as it was: .*somebody has written into "):
        load(dumped, empty.database_uri, say=archive.manifest, why="the second")
    assert facts_of(empty) == before
    assert is_restored(empty, why="the first")


def test_tables_without_rows_make_room(
    archive: Archive, empty: Settings, cluster: Cluster, blank_template: str
) -> None:
    name = name_of(empty)
    cluster.create(template=blank_template, name=name)
    with connected(empty) as other:
        other.execute("CREATE TABLE of_a_later_program (person_id INTEGER REFERENCES person)")
    restore(archive, empty, why="a test", prepare=nothing)
    assert "of_a_later_program" not in facts_of(empty).rows
    assert facts_of(empty).rows["person"] == 13


def test_an_extension_that_the_administrator_made_stays(archive: Archive, empty: Settings, cluster: Cluster) -> None:
    name = name_of(empty)
    with psycopg.connect(host=str(cluster.folder), user="postgres", dbname=name, autocommit=True) as administrator:
        administrator.execute("CREATE EXTENSION pg_trgm")
    restore(archive, empty, why="a test", prepare=nothing)
    assert facts_of(empty).rows["person"] == 13


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        ({"rows": {"person": 12}}, "the number of rows in person is not what the manifest"),
        ({"revision": "0001"}, "the step of the tables is not what"),
        ({"audit": {"rows": 2, "digest": "ab" * 32}}, "the end of the audit is not what"),
    ],
)
def test_a_database_that_differs_from_the_manifest_is_undone(
    archive: Archive, dumped: Path, empty: Settings, says: dict[str, object], reason: str
) -> None:
    other = Manifest.model_validate(archive.manifest.model_dump() | says)
    with pytest.raises(Refusal, match=reason):
        load(dumped, empty.database_uri, say=other, why="a test")
    assert rows_of(empty) == 0


def test_a_dump_that_ends_too_early_changes_nothing(archive: Archive, dumped: Path, empty: Settings) -> None:
    dumped.write_bytes(dumped.read_bytes()[:-5000])
    with pytest.raises(Refusal, match="pg_restore failed, and the database is as it was: "):
        restore(again(archive, dumped), empty, why="a test", prepare=nothing)
    assert rows_of(empty) == 0
    restore(archive, empty, why="a test", prepare=nothing)
    assert rows_of(empty) > 0


def test_a_script_that_ends_too_early_changes_nothing(archive: Archive, empty: Settings, program: Program) -> None:
    program(
        "psql",
        'for last; do :; done; file="${last#--file=}"; head -c -9 "$file" > "$file.x" && mv "$file.x" "$file"\n'
        'exec $real "$@"',
    )
    with pytest.raises(Refusal, match="The database took the backup only in part and has undone it"):
        restore(archive, empty, why="a test", prepare=nothing)
    assert rows_of(empty) == 0


@pytest.mark.parametrize("missing", ["pg_dump", "pg_restore"])
def test_a_backup_needs_the_programs(
    history: None, settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch, missing: str, tmp_path: Path
) -> None:
    here = tmp_path / "some"
    here.mkdir()
    if missing != "pg_dump":
        (here / "pg_dump").symlink_to("/usr/bin/pg_dump")
    monkeypatch.setenv("PATH", str(here))
    with pytest.raises(Refusal, match=f"The program {missing} is missing. On Debian: sudo apt-get install"):
        take_backup(settings, Wanted(folder), by=OPERATOR, at=AT)
    assert list(folder.iterdir()) == []


def test_a_restore_needs_the_programs(archive: Archive, empty: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Refusal, match="The program pg_restore is missing"):
        restore(archive, empty, why="a test", prepare=nothing)
    assert rows_of(empty) == 0


def test_a_server_that_goes_while_it_is_dumped_leaves_no_backup(
    history: None, settings: Settings, folder: Path, program: Program
) -> None:
    program("pg_dump", 'exec $real "$@" --dbname=host=/nowhere')
    with pytest.raises(Refusal, match=r"pg_dump failed, and the database is as it was: .*/nowhere"):
        take_backup(settings, Wanted(folder), by=OPERATOR, at=AT)
    assert list(folder.iterdir()) == []


@pytest.fixture
def guarded(cluster: Cluster, settings: Settings) -> Iterator[str]:
    """The address of the letter's database for an account with a password, which stands where `{}` is."""
    rules = cluster.folder / "data" / "pg_hba.conf"
    before = rules.read_text()
    with cluster.administrator() as administrator:
        administrator.execute("DROP ROLE IF EXISTS guarded")
        administrator.execute("CREATE ROLE guarded LOGIN IN ROLE samai PASSWORD 'p@ss:word/1'")
    rules.write_text(f"local all guarded scram-sha-256\n{before}")
    cluster.run("pg_ctl", "reload", "--silent")
    yield settings.database_uri.replace("samai@", "guarded:{}@")
    rules.write_text(before)
    cluster.run("pg_ctl", "reload", "--silent")


def test_a_password_opens_the_database_and_a_wrong_one_is_not_asked_again(history: None, guarded: str) -> None:
    words = ["--no-psqlrc", "--no-password", "--command=SELECT 1"]
    run("psql", words, url=guarded.format("p%40ss%3Aword%2F1"))
    for wrong in ("p%40ss", ""):
        with pytest.raises(Refusal, match=r"psql failed, and the database is as it was: .*(password|fe_sendauth)"):
            run("psql", words, url=guarded.format(wrong))


def test_no_list_of_processes_shows_a_password(database: Database) -> None:
    for asked in ("a:s3cret@db/x?sslmode=require", "a@db/x?password=s3cret&sslmode=require"):
        environment, words = address(f"postgresql+psycopg://{asked}")
        assert environment["PGPASSWORD"] == "s3cret"
        assert words == ["--dbname=postgresql://a@db/x?sslmode=require"]
    assert "PGPASSWORD" not in address("postgresql+psycopg://a@db/x")[0]


def test_the_audit_is_one_chain_again(archive: Archive, empty: Settings) -> None:
    restore(archive, empty, why="a test", prepare=nothing)
    assert facts_of(empty).audit == archive.manifest.audit
    with connected(empty) as connection, pytest.raises(psycopg.DatabaseError, match="append-only"):
        connection.execute("DELETE FROM audit_row")
    db.session.execute(text("SELECT 1"))
