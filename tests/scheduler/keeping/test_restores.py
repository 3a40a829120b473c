"""Restoring a backup."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from scheduler.keeping.archives import Archive, open_archive
from scheduler.keeping.backups import Taken, Wanted, take_backup
from scheduler.keeping.restores import bring_settings, require_empty, require_key, restore, rows_of
from tests.scheduler.keeping.conftest import AT
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Refusal
from vocabulary.settings import Settings

KEY = "9b1d04e57ac2f638" * 3


@pytest.fixture
def archive(taken: Taken) -> Archive:
    """The backup, opened."""
    return open_archive(taken.path)


@pytest.fixture
def empty(tmp_path: Path) -> Settings:
    """A new installation."""
    (tmp_path / "new").mkdir()
    return Settings(instance=tmp_path / "new", testing=True)


def people_in(settings: Settings) -> int:
    with closing(sqlite3.connect(settings.instance / "samai.db")) as made:
        return int(made.execute("SELECT count(*) FROM person").fetchone()[0])


def test_an_empty_installation_becomes_what_was_kept(archive: Archive, empty: Settings) -> None:
    require_empty(empty, archive)
    bring_settings(archive, empty.instance)
    require_key(archive, empty)
    prepared: list[str] = []
    restore(archive, empty, why="a test", prepare=prepared.append)
    assert people_in(empty) == archive.manifest.rows["person"]
    assert sorted(path.name for path in empty.instance.iterdir()) == ["samai.db", "secret_key"]
    assert len(prepared) == 1
    assert not prepared[0].endswith("new/samai.db"), "what is not prepared yet has no name under which it is found"


def test_what_fails_on_the_way_leaves_an_empty_installation(archive: Archive, empty: Settings) -> None:
    def fail(_url: str) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        restore(archive, empty, why="a test", prepare=fail)
    assert rows_of(empty) == 0
    restore(archive, empty, why="a test", prepare=lambda _url: None)
    assert rows_of(empty) > 0


def test_an_older_databases_log_is_not_read_into_the_restored_one(archive: Archive, empty: Settings) -> None:
    with closing(sqlite3.connect(empty.instance / "samai.db")) as old:
        old.execute("PRAGMA journal_mode=WAL")
        old.execute("CREATE TABLE person (id INTEGER)")
        old.commit()
        for name in ("samai.db-wal", "samai.db-shm"):
            assert (empty.instance / name).exists()
        restore(archive, empty, why="a test", prepare=lambda _url: None)
        assert not (empty.instance / "samai.db-wal").exists()
        assert people_in(empty) == 13


def test_an_installation_that_holds_anything_is_left_alone(archive: Archive, settings: Settings) -> None:
    before = people_in(settings)
    with pytest.raises(Refusal, match="rows already, and nothing was changed"):
        require_empty(settings, archive)
    with pytest.raises(Refusal, match=r"move .*samai\.db away, and try again"):
        restore(archive, settings, why="a test", prepare=lambda _url: None)
    assert people_in(settings) == before


def test_a_backup_of_a_newer_program_is_refused(archive: Archive, empty: Settings) -> None:
    newer = Archive(archive.path, archive.manifest.model_copy(update={"revision": "9999"}))
    with pytest.raises(Refusal, match="made by a newer Samai: its tables are at 9999"):
        restore(newer, empty, why="a test", prepare=lambda _url: None)


def test_a_backup_of_another_kind_of_database_is_refused(archive: Archive, empty: Settings) -> None:
    other = Archive(archive.path, archive.manifest.model_copy(update={"database": "samai.dump"}))
    with pytest.raises(Refusal, match=r"holds samai\.dump and this installation uses another kind"):
        restore(other, empty, why="a test", prepare=lambda _url: None)


def test_a_copy_that_differs_from_its_manifest_is_refused(archive: Archive, empty: Settings) -> None:
    other = Archive(archive.path, archive.manifest.model_copy(update={"rows": {"person": 1}}))
    with pytest.raises(Refusal, match="The number of rows of the restored copy"):
        restore(other, empty, why="a test", prepare=lambda _url: None)
    assert not (empty.instance / "samai.db").exists()


def test_a_server_that_does_not_answer_is_named(archive: Archive, empty: Settings) -> None:
    nowhere = empty.model_copy(update={"database_url": "sqlite:////nowhere/at/all/samai.db"})
    assert rows_of(nowhere) == 0
    silent = empty.model_copy(update={"database_url": "postgresql+psycopg://samai@127.0.0.1:1/samai"})
    with pytest.raises(Refusal, match="The database does not answer: "):
        rows_of(silent)


@pytest.fixture
def configured(history: None, settings: Settings, folder: Path) -> Archive:
    """The backup of an installation with a file of settings, its key in it, and letters kept as files."""
    path = settings.instance / "config.toml"
    path.write_text(f'secret_key = "{KEY}"\ndesk_name = "The old desk"\n')
    path.chmod(0o600)
    settings.outgoing.mkdir()
    (settings.outgoing / "a@mfa.example.eml").write_text("Subject: x")
    read = Settings(instance=settings.instance, testing=True)
    return open_archive(take_backup(read, Wanted(folder, letters=True), by=OPERATOR, at=AT).path)


def test_settings_and_letters_come_back_where_there_are_none(configured: Archive, empty: Settings) -> None:
    bring_settings(configured, empty.instance)
    read = Settings(instance=empty.instance, testing=True)
    assert read.desk_name == "The old desk"
    require_key(configured, read)
    restore(configured, read, why="a test", prepare=lambda _url: None)
    assert (read.outgoing / "a@mfa.example.eml").read_text() == "Subject: x"


def test_settings_that_are_here_stay_and_another_key_is_refused(configured: Archive, empty: Settings) -> None:
    own = empty.instance / "config.toml"
    own.write_text('desk_name = "The new desk"\n')
    own.chmod(0o600)
    bring_settings(configured, empty.instance)
    read = Settings(instance=empty.instance, testing=True)
    assert read.desk_name == "The new desk"
    with pytest.raises(Refusal, match=r"Move .*config\.toml away, and the backup's is put in its place"):
        require_key(configured, read)
    require_key(configured, read.model_copy(update={"secret_key": SecretStr(KEY)}))


def test_a_backup_without_secrets_needs_the_key_from_elsewhere(
    history: None, settings: Settings, empty: Settings, folder: Path
) -> None:
    plain = take_backup(settings, Wanted(folder, secrets=False), by=OPERATOR, at=AT)
    archive = open_archive(plain.path)
    bring_settings(archive, empty.instance)
    with pytest.raises(Refusal, match=r"Move .*secret_key away"):
        require_key(archive, empty)
    (empty.instance / "secret_key").write_bytes((settings.instance / "secret_key").read_bytes())
    require_key(archive, empty)
