"""An installation with people in it, and where its backups go."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from scheduler.accounts import Moment
from scheduler.keeping.backups import Taken, Wanted, take_backup
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
