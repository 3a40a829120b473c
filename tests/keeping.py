"""A test's tables marked as those of a step of the tables' history; the tests' own are made at once, without one."""

from sqlalchemy import text

from models.database import db
from scheduler.keeping.schema import head


def stamp(revision: str = "") -> None:
    """Say that the tables are at this step, or at this program's own."""
    db.session.rollback()
    db.session.execute(
        text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    )
    db.session.execute(text("DELETE FROM alembic_version"))
    db.session.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision or head()})
    db.session.commit()
