"""What the database itself refuses to do to the audit."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.database import db
from scheduler.deed import deed
from tests.making import NOW
from vocabulary.actor import OPERATOR

REFUSED = [
    "UPDATE audit_row SET deed = 'another' WHERE number = 1",
    "UPDATE audit_row SET number = 9 WHERE number = 2",
    "DELETE FROM audit_row WHERE number = 2",
    "DELETE FROM audit_row",
    "DELETE FROM audit_value WHERE row_number = 1",
    "UPDATE audit_value SET content = '{}' WHERE row_number = 1",
    "UPDATE audit_value SET salt = NULL, content = NULL, person_id = 9 WHERE row_number = 1",
    "UPDATE audit_value SET salt = NULL, content = NULL, digest = '' WHERE row_number = 1",
    "UPDATE audit_value SET position = 5 WHERE row_number = 1",
    "INSERT INTO audit_row SELECT 7, at, deed, actor_kind, 1, '', 1, '', 'x', 'y' FROM audit_row WHERE number = 1",
    "INSERT INTO audit_row SELECT 3, at, deed, actor_kind, 1, '', 1, '', previous, 'y' FROM audit_row WHERE number = 2",
    "INSERT INTO audit_value SELECT 1, 9, what, kind, 1, 1, digest, salt, content FROM audit_value WHERE position = 0",
]
REPLACED = [
    "INSERT OR REPLACE INTO audit_row SELECT * FROM audit_row WHERE number = 1",
    "INSERT OR REPLACE INTO audit_value SELECT * FROM audit_value WHERE row_number = 2",
]


@pytest.fixture
def two_deeds(app: Flask) -> None:
    """Two rows."""
    for name in ("first", "second"):
        with deed(name, by=OPERATOR, now=NOW):
            pass


@pytest.mark.parametrize("statement", REFUSED)
def test_the_audit_only_grows_at_its_end(two_deeds: None, statement: str) -> None:
    with pytest.raises(DBAPIError):
        db.session.execute(text(statement))
    db.session.rollback()


@pytest.mark.parametrize("statement", REPLACED)
def test_no_row_takes_the_place_of_another(two_deeds: None, statement: str) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite replaces rows")
    with pytest.raises(DBAPIError, match="append-only"):
        db.session.execute(text(statement))
    db.session.rollback()


def test_a_value_may_be_emptied_as_a_whole_and_not_filled_again(two_deeds: None) -> None:
    db.session.execute(text("UPDATE audit_value SET salt = NULL, content = NULL WHERE row_number = 1"))
    db.session.commit()
    with pytest.raises(DBAPIError):
        db.session.execute(text("UPDATE audit_value SET salt = 'a', content = '{}' WHERE row_number = 1"))
    db.session.rollback()
    with pytest.raises(DBAPIError):
        db.session.execute(text("UPDATE audit_value SET content = NULL WHERE row_number = 2"))
    db.session.rollback()
