"""The history of the tables ends where the models are."""

import re

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from models.database import db
from tests.migrations.conftest import DIRECTORY


def made_tables() -> dict[str, list[str]]:
    """What SQLite itself says of every table and index, whatever the order of their parts."""
    db.session.rollback()
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


def test_the_history_of_the_tables_makes_what_the_models_say(empty: Flask) -> None:
    upgrade(directory=DIRECTORY)
    assert differences() == []


def test_a_database_with_a_history_equals_one_made_at_once(empty: Flask) -> None:
    upgrade(directory=DIRECTORY)
    by_history = made_tables()
    downgrade(directory=DIRECTORY, revision="base")
    assert made_tables() == {}
    db.session.rollback()
    db.create_all()
    assert by_history == made_tables()


def test_every_rule_of_a_table_has_a_name() -> None:
    unnamed = [
        f"{table.name}: {constraint}"
        for table in db.metadata.tables.values()
        for constraint in table.constraints
        if not constraint.name
    ]
    assert unnamed == []


def test_a_missing_check_is_seen_as_a_difference(empty: Flask) -> None:
    upgrade(directory=DIRECTORY)
    db.session.execute(text("DROP TABLE demonstration"))
    db.session.execute(text("CREATE TABLE demonstration (id INTEGER NOT NULL PRIMARY KEY)"))
    db.session.commit()
    assert "ck_demonstration_only_one" in repr(differences())


def test_bringing_the_tables_up_to_date_again_changes_nothing_and_loses_nothing(empty: Flask) -> None:
    upgrade(directory=DIRECTORY)
    db.session.execute(text("INSERT INTO mission (key, name_en, name_th) VALUES ('pm', 'Mission', '')"))
    db.session.commit()
    upgrade(directory=DIRECTORY)
    assert db.session.execute(text("SELECT key FROM mission")).scalars().all() == ["pm"]
