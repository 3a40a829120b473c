"""The one row of the whole installation, and the workers' signs of life."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import func, select

from models.database import db
from models.installation import Installation
from scheduler.deed import writing
from scheduler.installation import note_beat, the_installation
from scheduler.queries.health import Beat, beats
from tests.making import NOW


def test_the_row_is_made_when_there_is_first_something_to_say_and_found_again_later(app: Flask) -> None:
    for minutes in (1, 2):
        with writing():
            the_installation().last_backup_at = NOW + timedelta(minutes=minutes)
    assert db.session.scalar(select(func.count()).select_from(Installation)) == 1
    assert db.session.scalars(select(Installation.last_backup_at)).one() == NOW + timedelta(minutes=2)


def note(name: str, minutes: int) -> None:
    wall = NOW + timedelta(minutes=minutes)
    with writing():
        note_beat(name, started=NOW, wall=wall, forget_before=wall - timedelta(hours=1))


def test_a_worker_is_one_row_that_is_brought_up_to_date(app: Flask) -> None:
    note("one", 0)
    note("two", 1)
    note("one", 2)
    assert beats() == (
        Beat("one", NOW, NOW + timedelta(minutes=2)),
        Beat("two", NOW, NOW + timedelta(minutes=1)),
    )


def test_a_worker_not_heard_of_for_long_is_forgotten(app: Flask) -> None:
    note("dead", 0)
    note("one", 60)
    note("one", 61)
    assert [beat.name for beat in beats()] == ["one"]
