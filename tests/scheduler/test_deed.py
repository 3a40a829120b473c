"""One deed: one transaction, one audit row, one commit."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from models.audit import AuditRow
from models.database import db
from models.demonstration import Demonstration
from models.people import Person
from scheduler.deed import deed, rehearsing
from scheduler.queries.clock import is_demonstration, time_of_day
from tests.auditing import actor_name, details
from tests.databases import locked_by_another
from tests.making import make_person
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Refusal

pytestmark = pytest.mark.both_databases

NOW = datetime(2022, 1, 4, 2, 0, tzinfo=UTC)


def test_a_deed_commits_its_change_and_its_audit_row_together(app: Flask) -> None:
    with deed("add person", by=OPERATOR, now=NOW) as record:
        person = make_person("anan")
        db.session.add(person)
        db.session.flush()
        record.about("person", person.id, name="Anan")
    db.session.remove()
    row = db.session.scalars(select(AuditRow)).one()
    assert (row.deed, row.subject_kind, actor_name(row), row.at) == ("add person", "person", OPERATOR.label, NOW)
    assert details(row) == {"name": "Anan"}
    assert row.subject_id == db.session.scalars(select(Person.id)).one()


def add_and_refuse() -> None:
    """A deed that changes its mind half-way."""
    with deed("add person", by=OPERATOR, now=NOW):
        db.session.add(make_person("anan"))
        db.session.flush()
        raise Refusal("No.")


def test_a_refusal_undoes_the_whole_deed(app: Flask) -> None:
    with pytest.raises(Refusal):
        add_and_refuse()
    assert db.session.scalars(select(AuditRow)).all() == []
    assert db.session.scalars(select(Person)).all() == []


def test_deeds_do_not_nest(app: Flask) -> None:
    with (
        pytest.raises(ValueError, match="a deed inside a deed"),
        deed("outer", by=OPERATOR, now=NOW),
        deed("inner", by=OPERATOR, now=NOW),
    ):
        pass
    with deed("next", by=OPERATOR, now=NOW):
        pass
    assert list(db.session.scalars(select(AuditRow.deed))) == ["next"]


def test_a_deed_that_could_not_begin_leaves_the_way_free_for_the_next(app: Flask) -> None:
    with locked_by_another():
        for _ in range(2):
            with pytest.raises(OperationalError):
                add_and_refuse()
        with pytest.raises(OperationalError), rehearsing():
            pass
    with deed("next", by=OPERATOR, now=NOW):
        pass
    assert list(db.session.scalars(select(AuditRow.deed))) == ["next"]


def test_without_a_demonstration_the_wall_clock_counts(app: Flask) -> None:
    wall = datetime(2026, 11, 24, tzinfo=UTC)
    assert time_of_day(wall) == wall
    assert not is_demonstration()


def test_a_demonstration_runs_on_from_its_own_day_and_never_goes_back(app: Flask) -> None:
    wall = datetime(2026, 11, 24, tzinfo=UTC)
    db.session.add(Demonstration(id=1, opened_at=NOW, created_at=wall, latest=NOW))
    db.session.commit()
    assert is_demonstration()
    assert time_of_day(wall + timedelta(hours=3)) == NOW + timedelta(hours=3)
    with deed("something", by=OPERATOR, now=NOW + timedelta(hours=5)):
        pass
    assert time_of_day(wall + timedelta(hours=3)) == NOW + timedelta(hours=5)


def test_a_deed_in_a_rehearsal_can_be_looked_at_and_is_undone(app: Flask) -> None:
    with rehearsing():
        with deed("add person", by=OPERATOR, now=NOW):
            db.session.add(make_person("anan"))
        assert len(db.session.scalars(select(Person)).all()) == 1
    assert db.session.scalars(select(AuditRow)).all() == []
    assert db.session.scalars(select(Person)).all() == []


def test_after_a_rehearsal_deeds_commit_again(app: Flask) -> None:
    with rehearsing():
        pass
    with deed("add person", by=OPERATOR, now=NOW):
        db.session.add(make_person("anan"))
    db.session.remove()
    assert len(db.session.scalars(select(Person)).all()) == 1


def test_a_refusal_in_a_rehearsal_ends_it(app: Flask) -> None:
    with pytest.raises(Refusal), rehearsing():
        add_and_refuse()
    with deed("next", by=OPERATOR, now=NOW):
        pass
    assert list(db.session.scalars(select(AuditRow.deed))) == ["next"]
