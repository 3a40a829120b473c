"""Whether the database answers."""

from flask import Flask

from models.database import db
from scheduler.queries.health import is_reachable


def test_a_database_with_tables_answers(app: Flask) -> None:
    assert is_reachable()


def test_a_database_without_tables_does_not_serve(app: Flask) -> None:
    db.drop_all()
    assert not is_reachable()
    db.create_all()
    assert is_reachable()
