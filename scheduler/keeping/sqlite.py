"""The embedded database as one file: copied while it is written to, and put in its place as a whole."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine, make_url
from sqlalchemy.pool import NullPool

from scheduler.keeping.facts import Facts, facts_in, require_whole
from vocabulary.refusals import Refusal
from vocabulary.settings import Settings
from vocabulary.text import N_

NO_ROOM = N_("The database cannot be copied: %(reason)s. Make room or name another place, then try again.")


def database_file(settings: Settings) -> Path | None:
    """Where the embedded database is; None where this installation has a server."""
    url = make_url(settings.database_uri)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def copy(source: Path, target: Path) -> None:
    """Copy a database as it stands at one moment; writers go on meanwhile."""
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as live,
            closing(sqlite3.connect(target)) as made,
        ):
            live.backup(made)
    except sqlite3.Error as error:
        raise Refusal(NO_ROOM, reason=error) from None
    target.chmod(0o600)


def examined(copied: Path) -> Facts:
    """What a copy holds, once it is known to be whole; it is one file again afterwards."""
    engine = create_engine(f"sqlite:///{copied}", poolclass=NullPool)
    with engine.connect() as connection:
        require_whole(connection)
        facts = facts_in(connection)
    sealed(copied)
    return facts


def sealed(copied: Path) -> None:
    """Bring everything home from the write-ahead log, which a file that is moved would leave behind."""
    with closing(sqlite3.connect(copied)) as made:
        made.execute("PRAGMA journal_mode=DELETE")


def logs_of(database: Path) -> tuple[Path, Path]:
    """The files beside a database that belong to it alone."""
    return database.with_name(f"{database.name}-wal"), database.with_name(f"{database.name}-shm")
