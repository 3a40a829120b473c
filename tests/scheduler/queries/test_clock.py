"""Which time it is for a deed."""

from datetime import UTC, datetime, timedelta

from models.demonstration import Demonstration
from scheduler.queries.clock import told_by

OPENED = datetime(2022, 1, 4, 2, 0, tzinfo=UTC)
MADE = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_without_a_demonstration_the_wall_clock_counts() -> None:
    assert told_by(None, MADE) == MADE


def test_a_demonstration_runs_on_from_its_own_day() -> None:
    row = Demonstration(id=1, opened_at=OPENED, created_at=MADE, latest=OPENED)
    assert told_by(row, MADE + timedelta(hours=30)) == OPENED + timedelta(hours=30)


def test_a_wall_clock_put_back_does_not_put_a_demonstration_back() -> None:
    row = Demonstration(id=1, opened_at=OPENED, created_at=MADE, latest=OPENED + timedelta(hours=5))
    assert told_by(row, MADE - timedelta(days=1)) == OPENED + timedelta(hours=5)
