"""Taking a backup."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import select

from models.audit import AuditRow
from models.database import db
from scheduler.keeping.archives import open_archive
from scheduler.keeping.backups import Taken, Wanted, prune, take_backup, write_backup
from scheduler.keeping.files import PART
from scheduler.keeping.restores import restore
from scheduler.keys import fingerprints
from scheduler.mail_hold import hold_mail
from scheduler.queries.audit_check import Check
from scheduler.queries.health import last_backup
from tests.conftest import make_app
from tests.fixtures import NOW
from tests.scheduler.keeping.conftest import AT, WALL, facts_of
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


@contextmanager
def written_to(app: Flask) -> Iterator[None]:
    """Somebody does one deed after the other meanwhile."""
    ended = Event()

    def work() -> int:
        number = 0
        with app.app_context():
            while not ended.is_set():
                number += 1
                ended.wait(0.05)
                hold_mail(f"for the {number}th time", by=OPERATOR, now=NOW, wall=WALL)
            db.session.remove()
        return number

    with ThreadPoolExecutor(1) as pool:
        working = pool.submit(work)
        try:
            yield
        finally:
            ended.set()
    assert working.result() > 0


@pytest.mark.both_databases
@pytest.mark.parametrize("backups", [2, pytest.param(20, marks=pytest.mark.slow)])
def test_every_backup_that_is_taken_while_people_work_can_be_restored(
    history: None, app: Flask, settings: Settings, folder: Path, news: Callable[[], Settings], backups: int
) -> None:
    ends: list[int] = []
    with written_to(app):
        for _ in range(backups):
            archive = open_archive(write_backup(settings, Wanted(folder), wall=WALL).path)
            new = news()
            restore(archive, new, why="a test", prepare=lambda _url: None)
            found, said = facts_of(new), archive.manifest
            assert (found.audit, found.revision, found.rows | {"installation": 1}) == (
                said.audit,
                said.revision,
                said.rows | {"installation": 1},
            )
            with make_app(new).app_context():
                check = Check()
                assert list(check.findings()) == []
                db.session.remove()
                db.engine.dispose()
            ends.append(said.audit.rows)
    assert ends == sorted(set(ends)), "each holds more than the one before: somebody did write"
