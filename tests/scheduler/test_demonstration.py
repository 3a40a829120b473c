"""A database with a day of its own."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from models.audit import AuditRow
from models.database import db
from scheduler.demonstration import Progress, create_demonstration, progress
from scheduler.queries.clock import is_demonstration, time_of_day
from tests.fixtures import Letter
from tests.making import make_person
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Refusal

OPENS = datetime(2022, 1, 4, 2, 0, tzinfo=UTC)
WALL = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def create() -> None:
    create_demonstration(OPENS, by=OPERATOR, wall=WALL)


def test_a_demonstration_reads_its_own_day_and_runs_on_from_there(app: Flask) -> None:
    create()
    assert is_demonstration()
    assert time_of_day(WALL) == OPENS
    assert time_of_day(WALL + timedelta(days=2)) == OPENS + timedelta(days=2)


def test_its_making_is_on_record(app: Flask) -> None:
    create()
    audit = db.session.scalars(select(AuditRow)).one()
    assert (audit.deed, audit.at) == ("create demonstration", OPENS)


def test_its_clock_is_set_once(app: Flask) -> None:
    create()
    with pytest.raises(Refusal, match="cannot be set again"):
        create_demonstration(OPENS + timedelta(days=1), by=OPERATOR, wall=WALL)
    assert time_of_day(WALL) == OPENS


def test_a_database_with_a_committee_refuses_it(letter: Letter) -> None:
    with pytest.raises(Refusal, match="holds work already"):
        create()
    assert not is_demonstration()


def test_a_database_with_people_refuses_it(app: Flask) -> None:
    db.session.add(make_person("anan"))
    db.session.commit()
    with pytest.raises(Refusal, match="holds work already"):
        create()


def test_progress_says_what_is_there(app: Flask) -> None:
    assert progress() == Progress(is_demonstration=False, has_committee=False, has_people=False)
    create()
    assert progress() == Progress(is_demonstration=True, has_committee=False, has_people=False)


def test_somebody_has_begun_to_use_it_once_a_committee_or_people_are_there() -> None:
    assert not Progress(is_demonstration=True, has_committee=False, has_people=False).has_work
    assert Progress(is_demonstration=False, has_committee=True, has_people=False).has_work
    assert Progress(is_demonstration=False, has_committee=False, has_people=True).has_work
