"""The history of the tables ends where the models are."""

import os
import re
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from models.database import db
from tests.conftest import ROOT
from tests.databases import Database
from tests.migrations.conftest import DIRECTORY

pytestmark = [pytest.mark.both_databases, pytest.mark.no_cover, pytest.mark.xdist_group("migrations")]

EVERYTHING = """
SELECT table_name,
    concat_ws(' ', 'column', column_name, data_type, character_maximum_length, is_nullable, column_default)
  FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT conrelid::regclass::text, 'rule ' || conname || ' ' || pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
UNION ALL SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
"""


def made_tables() -> dict[str, list[str]]:
    """What the database itself says of every table, rule and index, whatever the order of their parts."""
    db.session.rollback()
    return tables_in_sqlite() if db.engine.name == "sqlite" else tables_in_postgresql()


def tables_in_postgresql() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for table, part in db.session.execute(text(EVERYTHING)):
        found.setdefault(table, []).append(part)
    db.session.rollback()
    return {table: sorted(parts) for table, parts in found.items() if table != "alembic_version"}


def tables_in_sqlite() -> dict[str, list[str]]:
    rows = db.session.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")).all()
    return {name: parts_of(sql) for name, sql in rows if name != "alembic_version"}


def parts_of(sql: str) -> list[str]:
    plain = re.sub(r"\s+", " ", sql.replace('"', "")).replace("( ", "(").replace(" )", ")")
    if plain.startswith("CREATE TRIGGER"):
        return [plain]
    opening, depth, parts, part = plain.index("(") + 1, 0, [], ""
    for letter in plain[opening : plain.rindex(")")]:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append(part.strip())
            part = ""
        else:
            part += letter
    return [plain[:opening], *sorted([*parts, part.strip()])]


def differences() -> list[object]:
    options = {"target_metadata": db.metadata, **empty_options()}
    with db.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), db.metadata))


def empty_options() -> dict[str, object]:
    from app import MIGRATIONS

    return dict(MIGRATIONS.alembic_ctx_kwargs)


def test_the_history_of_the_tables_makes_what_the_models_say(aged: Flask) -> None:
    assert differences() == []


def test_a_database_with_a_history_equals_one_made_at_once(aged: Flask, database: Database) -> None:
    by_history = made_tables()
    downgrade(directory=DIRECTORY, revision="base")
    assert made_tables() == {}
    db.session.rollback()
    make_at_once(database)
    assert by_history == made_tables()


def make_at_once(database: Database) -> None:
    """Make the models' tables, in a process of its own: SQLAlchemy remembers of a rule how PostgreSQL was given it."""
    program = (
        "from app import create_app; from models.database import db; create_app().app_context().push(); db.create_all()"
    )
    environment = os.environ | {"SAMAI_INSTANCE": str(database.instance), "SAMAI_DATABASE_URL": database.url}
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, check=True)


def test_every_rule_of_a_table_has_a_name() -> None:
    unnamed = [
        f"{table.name}: {constraint}"
        for table in db.metadata.tables.values()
        for constraint in table.constraints
        if not constraint.name
    ]
    assert unnamed == []


def test_a_missing_check_is_seen_as_a_difference(aged: Flask) -> None:
    db.session.execute(text("DROP TABLE demonstration"))
    db.session.execute(text("CREATE TABLE demonstration (id INTEGER NOT NULL PRIMARY KEY)"))
    db.session.commit()
    assert "ck_demonstration_only_one" in repr(differences())


def test_bringing_the_tables_up_to_date_again_changes_nothing_and_loses_nothing(aged: Flask) -> None:
    db.session.execute(text("INSERT INTO mission (key, name_en, name_th) VALUES ('pm', 'Mission', '')"))
    db.session.commit()
    upgrade(directory=DIRECTORY)
    assert db.session.execute(text("SELECT key FROM mission")).scalars().all() == ["pm"]
