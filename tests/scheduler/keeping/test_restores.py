"""Restoring a backup."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from scheduler.keeping.archives import Archive, open_archive
from scheduler.keeping.backups import Wanted, take_backup
from scheduler.keeping.files import PART
from scheduler.keeping.restores import (
    bring_settings,
    foreseen,
    is_restored,
    pointed_at,
    require_empty,
    require_restorable,
    restore,
    rows_of,
)
from scheduler.keys import fingerprints
from tests.databases import Database
from tests.scheduler.keeping.conftest import AT, facts_of
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Refusal
from vocabulary.settings import Settings

KEY = "9b1d04e57ac2f638" * 3
SILENT = "postgresql+psycopg://samai@127.0.0.1:1/samai"


def nothing(_url: str) -> None:
    """Have no steps to take."""


def people_in(settings: Settings) -> int:
    return facts_of(settings).rows["person"]


def read(settings: Settings) -> Settings:
    """The settings as a new process reads them."""
    return Settings(instance=settings.instance, testing=True)


@pytest.mark.both_databases
def test_an_empty_installation_becomes_what_was_kept(archive: Archive, empty: Settings) -> None:
    require_restorable(archive, foreseen(archive, empty), why="a test")
    bring_settings(archive, empty, erased=frozenset())
    prepared: list[str] = []
    restore(archive, empty, why="a test", prepare=prepared.append)
    found, said = facts_of(empty), archive.manifest
    assert (found.rows | {"installation": 0}, found.audit, found.revision) == (said.rows, said.audit, said.revision)
    assert len(prepared) == 1
    assert not prepared[0].endswith("new-1/samai.db"), "what is not prepared yet has no name under which it is found"
    assert [path for path in empty.instance.iterdir() if path.name.startswith(PART)] == []


@pytest.mark.both_databases
def test_what_fails_on_the_way_is_done_by_the_same_command_again(archive: Archive, empty: Settings) -> None:
    def fail(_url: str) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        restore(archive, empty, why="a test", prepare=fail)
    assert rows_of(empty) == 0 or is_restored(empty, why="a test"), "empty, or silent"
    prepared: list[str] = []
    restore(archive, empty, why="a test", prepare=prepared.append)
    assert len(prepared) == 1
    assert people_in(empty) == archive.manifest.rows["person"]


def test_an_older_databases_log_is_not_read_into_the_restored_one(archive: Archive, empty: Settings) -> None:
    with closing(sqlite3.connect(empty.instance / "samai.db")) as old:
        old.execute("PRAGMA journal_mode=WAL")
        old.execute("CREATE TABLE person (id INTEGER)")
        old.commit()
        for name in ("samai.db-wal", "samai.db-shm"):
            assert (empty.instance / name).exists()
        restore(archive, empty, why="a test", prepare=nothing)
        assert not (empty.instance / "samai.db-wal").exists()
        assert people_in(empty) == 13


def test_a_database_in_another_folder_is_put_there_as_a_whole(
    archive: Archive, empty: Settings, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    other = empty.model_copy(update={"database_url": f"sqlite:///{tmp_path / 'elsewhere' / 'samai.db'}"})
    prepared: list[str] = []
    restore(archive, other, why="a test", prepare=prepared.append)
    assert str(tmp_path / "elsewhere") in prepared[0], "a file is moved for good only within one file system"
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["samai.db"]


def test_an_installation_that_holds_anything_is_left_alone(archive: Archive, settings: Settings) -> None:
    before = people_in(settings)
    with pytest.raises(Refusal, match="rows already, and nothing was changed"):
        require_empty(settings, archive)
    with pytest.raises(Refusal, match=r"move .*samai\.db away, and try again"):
        restore(archive, settings, why="a test", prepare=nothing)
    assert people_in(settings) == before


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_server_that_holds_anything_is_left_alone(archive: Archive, settings: Settings, database: Database) -> None:
    before = facts_of(settings)
    with pytest.raises(Refusal, match=r"on the server holds \d+ rows already, .*SAMAI_DATABASE_URL=postgresql://"):
        restore(archive, settings, why="a test", prepare=nothing)
    assert facts_of(settings) == before


def test_a_backup_of_a_newer_program_is_refused(archive: Archive, empty: Settings) -> None:
    newer = Archive(archive.path, archive.manifest.model_copy(update={"revision": "9999"}))
    with pytest.raises(Refusal, match="made by a newer Samai: its tables are at 9999"):
        restore(newer, empty, why="a test", prepare=nothing)


def test_a_backup_of_another_kind_of_database_is_refused(archive: Archive, empty: Settings) -> None:
    other = Archive(archive.path, archive.manifest.model_copy(update={"database": "samai.dump"}))
    with pytest.raises(Refusal, match=r"holds samai\.dump and this installation uses another kind"):
        restore(other, empty, why="a test", prepare=nothing)


def test_a_copy_that_differs_from_its_manifest_is_refused(archive: Archive, empty: Settings) -> None:
    other = Archive(archive.path, archive.manifest.model_copy(update={"rows": {"person": 1}}))
    with pytest.raises(Refusal, match="The number of rows of the restored copy"):
        restore(other, empty, why="a test", prepare=nothing)
    assert not (empty.instance / "samai.db").exists()


def test_what_does_not_answer_is_named(archive: Archive, empty: Settings) -> None:
    nowhere = empty.model_copy(update={"database_url": "sqlite:////nowhere/at/all/samai.db"})
    assert rows_of(nowhere) == 0
    for url in (SILENT, f"sqlite:///{archive.path}"):
        silent = empty.model_copy(update={"database_url": url})
        with pytest.raises(Refusal, match=r"The database does not answer: .*Correct database_url in "):
            rows_of(silent)


@pytest.mark.both_databases
def test_only_what_was_restored_for_the_same_reason_and_is_silent_goes_on(archive: Archive, empty: Settings) -> None:
    assert not is_restored(empty, why="one")
    restore(archive, empty, why="one", prepare=nothing)
    with pytest.raises(Refusal, match="rows already, and nothing was changed"):
        restore(archive, empty, why="another", prepare=nothing)


@pytest.fixture
def configured(history: None, settings: Settings, folder: Path) -> Archive:
    """The backup of an installation with a file of settings, its key in it, and letters kept as files."""
    path = settings.instance / "config.toml"
    path.write_text(f'secret_key = "{KEY}"\ndesk_name = "The old desk"\n')
    path.chmod(0o600)
    settings.outgoing.mkdir()
    (settings.outgoing / "a@mfa.example.eml").write_text("Subject: x")
    return open_archive(take_backup(read(settings), Wanted(folder, letters=True), by=OPERATOR, at=AT).path)


def test_settings_and_letters_come_back_where_there_are_none(configured: Archive, empty: Settings) -> None:
    bring_settings(configured, empty, erased=frozenset())
    assert read(empty).desk_name == "The old desk"
    assert foreseen(configured, empty).desk_name == "The old desk"
    restore(configured, read(empty), why="a test", prepare=nothing)
    assert (empty.outgoing / "a@mfa.example.eml").read_text() == "Subject: x"


def test_to_foresee_the_settings_changes_nothing(configured: Archive, empty: Settings) -> None:
    fresh = foreseen(configured, empty)
    assert (fresh.desk_name, fresh.instance) == ("The old desk", empty.instance)
    assert list(empty.instance.iterdir()) == []


def own_settings(empty: Settings, text: str) -> None:
    own = empty.instance / "config.toml"
    own.write_text(text)
    own.chmod(0o600)


def test_settings_that_are_here_stay_and_another_key_is_refused(configured: Archive, empty: Settings) -> None:
    own_settings(empty, 'desk_name = "The new desk"\n')
    with pytest.raises(Refusal, match=r"Move .*new-1/config\.toml away, and the backup's is put in its place"):
        foreseen(configured, empty)
    own_settings(empty, f'desk_name = "The new desk"\nsecret_key = "{KEY}"\n')
    assert foreseen(configured, empty).desk_name == "The new desk"
    bring_settings(configured, empty, erased=frozenset())
    assert read(empty).desk_name == "The new desk"
    assert read(empty).secret_key == SecretStr(KEY)


def test_a_backup_without_secrets_needs_the_key_from_elsewhere(
    history: None, settings: Settings, empty: Settings, folder: Path
) -> None:
    archive = open_archive(take_backup(settings, Wanted(folder, secrets=False), by=OPERATOR, at=AT).path)
    with pytest.raises(Refusal, match=r"made without its secret key.* Put the old .* into .*new-1/secret_key, then"):
        foreseen(archive, empty)
    (empty.instance / "secret_key").write_bytes((settings.instance / "secret_key").read_bytes())
    foreseen(archive, empty)


@pytest.mark.parametrize(
    ("wrong", "reason"), [("colour = 'red'", "there is no setting colour"), ("proxies = 9", "less than or equal to 5")]
)
def test_settings_that_this_program_cannot_use_are_named(
    configured: Archive, settings: Settings, empty: Settings, folder: Path, wrong: str, reason: str
) -> None:
    with (settings.instance / "config.toml").open("a") as config:
        config.write(wrong)
    archive = open_archive(take_backup(settings, Wanted(folder / "other.tar"), by=OPERATOR, at=AT).path)
    with pytest.raises(
        Refusal, match=rf"in the backup cannot be used: .*{reason}.* Write .*new-1/config\.toml"
    ) as refused:
        foreseen(archive, empty)
    assert PART not in str(refused.value), "the place in which they were tried is nobody's business"


def test_restored_settings_never_lead_back_to_the_database_they_come_from() -> None:
    old = b'# ours\ndatabase_url = "postgresql://samai@old/samai"\nlanguage = "th"\n'
    new = "postgresql+psycopg://samai@new/samai"
    own = b'database_url = "postgresql+psycopg://samai@new/samai"\n'
    assert pointed_at(old, new) == own + b'# ours\nlanguage = "th"\n'
    assert pointed_at(b'language = "th"\n', new) == own + b'language = "th"\n'
    assert pointed_at(old, "") == old
    assert pointed_at(old, "postgresql+psycopg://samai@old/samai") == old


def test_a_key_that_stands_in_the_restored_settings_has_no_file_beside_it(
    configured: Archive, settings: Settings, empty: Settings, folder: Path
) -> None:
    assert "secret_key" in configured.manifest.files, "one of before, that is nobody's any more"
    (empty.instance / "secret_key").write_text("a" * 64)
    bring_settings(configured, empty, erased=frozenset())
    assert sorted(path.name for path in empty.instance.iterdir()) == ["config.toml"]
    assert fingerprints(read(empty)) == configured.manifest.keys


def test_a_key_beside_anything_else_is_not_taken_away(configured: Archive, empty: Settings) -> None:
    (empty.instance / "secret_key").write_text("a" * 64)
    (empty.instance / "samai.db.broken").touch()
    bring_settings(configured, empty, erased=frozenset())
    assert (empty.instance / "secret_key").read_text() == "a" * 64
