"""A worker's sign of life."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from jobs.heart import EVERY, REMEMBERED, Heart
from models.database import db
from scheduler.queries.health import beats, last_beat

WALL = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


class Clock:
    """A wall clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.wall = WALL

    def __call__(self) -> datetime:
        return self.wall


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def heart(app: Flask, clock: Clock) -> Heart:
    return Heart("one", clock)


def seen() -> datetime:
    beat = last_beat()
    assert beat is not None
    return beat.beat_at


def test_the_first_beat_is_written_at_once_and_the_next_when_that_one_is_old(heart: Heart, clock: Clock) -> None:
    heart.beat()
    assert seen() == WALL
    clock.wall += EVERY - timedelta(seconds=1)
    heart.beat()
    assert seen() == WALL
    clock.wall += timedelta(seconds=1)
    heart.beat()
    assert seen() == WALL + EVERY


def test_a_clock_set_back_does_not_silence_the_heart(heart: Heart, clock: Clock) -> None:
    heart.beat()
    clock.wall -= timedelta(hours=1)
    heart.beat()
    assert seen() == WALL - timedelta(hours=1)


def test_a_worker_dead_for_a_day_is_forgotten(heart: Heart, clock: Clock) -> None:
    heart.beat()
    clock.wall += REMEMBERED + EVERY
    Heart("two", clock).beat()
    assert [beat.name for beat in beats()] == ["two"]


def break_table() -> Callable[[], None]:
    db.session.execute(text("ALTER TABLE worker_beat RENAME TO elsewhere"))
    db.session.commit()

    def mend() -> None:
        db.session.execute(text("ALTER TABLE elsewhere RENAME TO worker_beat"))
        db.session.commit()

    return mend


def test_a_beat_that_cannot_be_written_stops_nothing_and_is_tried_again(
    heart: Heart, caplog: pytest.LogCaptureFixture
) -> None:
    mend = break_table()
    heart.beat()
    assert "could not be written" in caplog.text
    mend()
    heart.beat()
    assert seen() == WALL
