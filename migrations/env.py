"""How Alembic meets our tables: `flask db upgrade` brings them up to date.

`flask db revision --autogenerate --rev-id 0002 -m "What it does"` drafts the next step; read it before you commit it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app
from sqlalchemy.engine import Connection

from models.database import WAITS, WRITES, Instant

MIGRATE = current_app.extensions["migrate"]
PATIENCE_MILLISECONDS = 60_000
"""How long the steps wait for whoever takes some already, and for readers of a table that is to change."""


def rendered(kind: str, thing: Any, _context: AutogenContext) -> str | bool:
    """Our own column type as what it is in the tables, so that a revision outlives our code."""
    return "sa.DateTime()" if kind == "type" and isinstance(thing, Instant) else False


def settings() -> dict[str, Any]:
    """What every run is configured with."""
    return {
        "target_metadata": MIGRATE.db.metadata,
        "transactional_ddl": True,  # we begin SQLite's transactions ourselves: a step that fails leaves nothing behind
        "render_item": rendered,
        **MIGRATE.configure_args,
    }


def run_offline() -> None:
    """Print the statements instead of running them."""
    context.configure(url=MIGRATE.db.engine.url, literal_binds=True, **settings())
    with context.begin_transaction():
        context.run_migrations()


def run_online() -> None:
    """Run the steps on the application's own database: all of them or none, and behind the write lock.

    Whoever waited for the lock finds the steps taken: what the tables are is read behind it.
    """
    with MIGRATE.db.engine.connect() as connection, unwatched(connection):
        alone = connection.execution_options(**{WRITES: True, WAITS: PATIENCE_MILLISECONDS})
        context.configure(connection=alone, **settings())
        with context.begin_transaction():
            context.run_migrations()
            require_whole(connection)


@contextmanager
def unwatched(connection: Connection) -> Iterator[None]:
    """Stop SQLite from following foreign keys: a changed table is copied and dropped, and its rows stay referred to."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


def require_whole(connection: Connection) -> None:
    """Refuse the steps if a row now refers to nothing."""
    if connection.dialect.name == "sqlite":
        orphans = connection.execute(sa.text("PRAGMA foreign_key_check")).all()
        if orphans:
            raise RuntimeError(f"these rows would refer to nothing: {orphans}")


if context.is_offline_mode():
    run_offline()
else:
    run_online()
