"""What was erased from the audit is remembered beside the database and in every backup."""

import json
import shutil
import stat
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.pool import NullPool

from models.audit import AuditValue
from models.database import db
from scheduler.erasure import erase_from_audit
from scheduler.keeping.archives import open_archive
from scheduler.keeping.backups import Taken, Wanted, take_backup
from scheduler.keeping.erasures import (
    ERASURES,
    erased_in,
    erasures_about,
    erasures_given,
    keep_erasures,
    knows_later,
    remember_erasures,
)
from tests.fixtures import NOW, Letter
from tests.scheduler.keeping.conftest import AT
from vocabulary.actor import OPERATOR
from vocabulary.refusals import NotFound, Refusal
from vocabulary.settings import Settings

ONE, TWO = "1" * 64, "2" * 64


def erase(person_id: int) -> frozenset[str]:
    """Erase somebody; the digests that are left."""
    erase_from_audit(person_id, by=OPERATOR, now=NOW)
    return frozenset(db.session.scalars(select(AuditValue.digest).where(AuditValue.content.is_(None))))


@pytest.fixture
def erased(history: None, settings: Settings, person_id: int) -> frozenset[str]:
    """What was erased of one person."""
    return erase(person_id)


@pytest.fixture
def person_id(letter: Letter, history: None) -> int:
    """Somebody of whom the audit tells."""
    found = db.session.scalar(select(AuditValue.person_id).where(AuditValue.person_id.is_not(None)).limit(1))
    assert found is not None
    return found


def test_nothing_is_written_where_nobody_was_erased(history: None, settings: Settings) -> None:
    assert remember_erasures(settings) == frozenset()
    assert not (settings.instance / ERASURES).exists()


@pytest.mark.both_databases
def test_the_list_holds_digests_alone_and_is_its_owners(erased: frozenset[str], settings: Settings) -> None:
    assert remember_erasures(settings) == erased
    path = settings.instance / ERASURES
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(path.read_text()) == {"form": 1, "values": sorted(erased)}


def test_what_was_known_before_stays_on_the_list(erased: frozenset[str], settings: Settings) -> None:
    keep_erasures(frozenset({ONE}), settings.instance)
    assert remember_erasures(settings) == erased | {ONE}


@pytest.mark.both_databases
def test_a_backup_carries_and_writes_the_list_that_a_death_left_unwritten(
    erased: frozenset[str], settings: Settings, folder: Path
) -> None:
    taken = take_backup(settings, Wanted(folder), by=OPERATOR, at=AT)
    assert set(taken.manifest.erased) == erased
    assert erasures_given(taken.path) == erasures_given(settings.instance / ERASURES) == erased


def test_tables_before_the_audits_values_hold_nothing_erased() -> None:
    with create_engine("sqlite://", poolclass=NullPool).connect() as connection:
        assert erased_in(connection) == frozenset()


def test_all_that_lies_about_a_backup_is_heard(taken: Taken, settings: Settings, folder: Path, empty: Settings) -> None:
    archive = open_archive(taken.path)
    assert (erasures_about(archive, empty), knows_later(archive, empty)) == (frozenset(), False)
    keep_erasures(frozenset({ONE}), settings.instance)
    take_backup(settings, Wanted(folder), by=OPERATOR, at=AT.__class__(AT.now, AT.wall.replace(hour=21)))
    (folder / "samai-20270101T000000Z.tar").write_text("torn")
    assert erasures_about(archive, empty) == {ONE}
    assert knows_later(archive, empty)
    alone = folder.parent / "alone" / taken.path.name
    alone.parent.mkdir()
    shutil.copy(taken.path, alone)
    keep_erasures(frozenset({TWO}), empty.instance)
    moved = open_archive(alone)
    assert erasures_about(moved, empty) == {TWO}
    assert knows_later(moved, empty)


@pytest.mark.parametrize("content", ["", "{}", '{"form": 2, "values": []}', '{"values": ["Anan"]}'])
def test_a_list_that_cannot_be_read_is_refused_with_what_to_do(history: None, settings: Settings, content: str) -> None:
    path = settings.instance / ERASURES
    path.write_text(content)
    with pytest.raises(Refusal, match="Move it away and try again: it is made anew"):
        remember_erasures(settings)
    with pytest.raises(Refusal, match="is no list of what was erased"):
        erasures_given(path)


def test_a_list_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"There is no file .*none\.json"):
        erasures_given(tmp_path / "none.json")
