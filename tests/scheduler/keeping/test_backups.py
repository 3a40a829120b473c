"""Taking a backup."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from models.audit import AuditRow
from models.database import db
from scheduler.keeping.archives import open_archive
from scheduler.keeping.backups import Taken, Wanted, prune, take_backup
from scheduler.keeping.files import PART
from scheduler.keys import fingerprints
from scheduler.queries.health import last_backup
from tests.conftest import make_app
from tests.scheduler.keeping.conftest import AT, WALL
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Refusal
from vocabulary.settings import Settings


def test_a_backup_says_what_it_holds_and_is_remembered(taken: Taken, settings: Settings, folder: Path) -> None:
    assert taken.path == folder / "samai-20260302T200000Z.tar"
    manifest = open_archive(taken.path).manifest
    assert manifest == taken.manifest
    assert (manifest.rows["person"], manifest.made_at, manifest.database) == (13, WALL, "samai.db")
    assert manifest.keys == fingerprints(settings)
    assert sorted(manifest.files) == ["samai.db", "secret_key"]
    assert [path.name for path in folder.iterdir()] == [taken.path.name]
    assert last_backup() == WALL
    assert "take backup" in db.session.scalars(select(AuditRow.deed)).all()


def test_letters_and_settings_go_in_as_they_are_wanted(history: None, settings: Settings, folder: Path) -> None:
    settings.outgoing.mkdir()
    (settings.outgoing / "a@mfa.example.eml").write_text("Subject: x")
    (settings.outgoing / ".part.eml").write_text("half")
    (settings.instance / "config.toml").write_text("")
    plain = take_backup(settings, Wanted(folder / "plain.tar", secrets=False), by=OPERATOR, at=AT)
    whole = take_backup(settings, Wanted(folder / "whole.tar", letters=True), by=OPERATOR, at=AT)
    assert list(plain.manifest.files) == ["samai.db"]
    assert list(whole.manifest.files) == ["samai.db", "config.toml", "secret_key", "outgoing/a@mfa.example.eml"]


def test_a_backup_never_takes_the_place_of_another(taken: Taken, settings: Settings, folder: Path) -> None:
    with pytest.raises(Refusal, match="is there already"):
        take_backup(settings, Wanted(taken.path), by=OPERATOR, at=AT)
    again = take_backup(settings, Wanted(folder), by=OPERATOR, at=AT)
    assert again.path == folder / "samai-20260302T200001Z.tar", "the same second"


def test_without_tables_there_is_nothing_to_back_up(tmp_path: Path, folder: Path) -> None:
    empty = Settings(instance=tmp_path / "empty", testing=True)
    with make_app(empty).app_context():
        with pytest.raises(Refusal, match="There are no tables here yet"):
            take_backup(empty, Wanted(folder), by=OPERATOR, at=AT)
        db.engine.dispose()
    assert not folder.exists()


def test_a_full_disk_leaves_nothing_that_looks_like_a_backup(history: None, settings: Settings, folder: Path) -> None:
    folder.mkdir()
    folder.joinpath(f"{PART}old.tar").touch()
    settings.outgoing.mkdir()
    (settings.outgoing / "a@mfa.example.eml").symlink_to("/proc/self/mem")
    with pytest.raises(Refusal, match="cannot be written: Input/output error"):
        take_backup(settings, Wanted(folder, letters=True), by=OPERATOR, at=AT)
    assert [path.name for path in folder.glob("samai-*")] == []
    assert last_backup() is None


def test_only_the_latest_backups_are_kept_and_nothing_else_is_touched(taken: Taken, folder: Path) -> None:
    older = [folder / f"samai-2026030{day}T200000Z.tar" for day in (0, 1)]
    for path in older:
        shutil.copy(taken.path, path)
    (folder / "holiday.tar").touch()
    assert prune(folder, keep=2) == older[:1]
    assert sorted(path.name for path in folder.iterdir()) == ["holiday.tar", older[1].name, taken.path.name]
    assert prune(folder, keep=2) == []
