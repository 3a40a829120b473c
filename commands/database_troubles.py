"""What a database's own words mean for an operator, and what to do."""

from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError

from models.database import does_not_answer, lacks_tables
from vocabulary.command import SAMAI


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is the matter, and the way out."""

    what: str
    way_out: str


LACKING = Trouble("The tables are not up to date", f"Run: {SAMAI} upgrade")
FULL = Trouble("The disk is full", f"Make room, then try again; {SAMAI} doctor says where")
CLOSED = Trouble(
    "The database's file cannot be opened or written by this user",
    f"Run it as the owner of the instance's folder; {SAMAI} doctor says who that is",
)
DAMAGED = Trouble(
    "The database's file is damaged or is none",
    f"Stop web and worker, keep the file, and restore the last backup into a new instance: {SAMAI} restore FILE",
)
BROKEN_DISK = Trouble(
    "The disk does not do what it is told", f"See that it has room ({SAMAI} doctor), and what dmesg says of it"
)
WRONG_PASSWORD = Trouble(
    "PostgreSQL refuses the role or its password", "Correct database_url; for a new password: ALTER ROLE … PASSWORD …"
)
NO_DATABASE = Trouble("PostgreSQL has no such database", "Make it, or correct database_url (docs/operate.md)")
NOT_RUNNING = Trouble("PostgreSQL does not answer", "See that it runs (systemctl status postgresql) and database_url")
NO_HOST = Trouble("PostgreSQL's machine is not known", "Correct database_url; @ in a password is written %40")
CROWDED = Trouble("PostgreSQL has no connection left", "Stop what holds them, or raise max_connections")
BUSY = Trouble("Somebody else writes at this moment", "Try again in a moment")
OTHER = Trouble("The database does not answer", f"Try again in a moment; then {SAMAI} doctor")

FILE = {
    "disk is full": FULL,
    "unable to open database file": CLOSED,
    "readonly database": CLOSED,
    "file is not a database": DAMAGED,
    "image is malformed": DAMAGED,
    "disk I/O error": BROKEN_DISK,
    "database is locked": BUSY,
}
"""SQLite's words, and what they mean."""

SERVER = {
    "No space left on device": FULL,
    "lock timeout": BUSY,
    "password authentication failed": WRONG_PASSWORD,
    "no password supplied": WRONG_PASSWORD,
    "no pg_hba.conf entry": WRONG_PASSWORD,
    'role "': WRONG_PASSWORD,
    'database "': NO_DATABASE,
    "failed to resolve host": NO_HOST,
    "too many": CROWDED,
    "remaining connection slots": CROWDED,
    "Connection refused": NOT_RUNNING,
    "timeout expired": NOT_RUNNING,
    "No such file or directory": NOT_RUNNING,
}
"""PostgreSQL's, where it could not be reached or could not go on: the narrower first."""


def reason_of(error: DBAPIError) -> str:
    """The database's own words, on one line."""
    return " ".join(str(error.orig).split())[:300]


def trouble_in(error: DBAPIError) -> Trouble | None:
    """What is the matter; None where nothing is wrong with the installation, but with what was asked."""
    if lacks_tables(error):
        return LACKING
    reason = reason_of(error)
    known = next((trouble for words, trouble in FILE.items() if words in reason), None)
    if known is not None or not does_not_answer(error):
        return known
    return next((trouble for words, trouble in SERVER.items() if words in reason), OTHER)
