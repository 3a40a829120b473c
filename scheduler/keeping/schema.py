"""Whether the tables are those that this program was written for."""

from enum import Enum
from functools import cache
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import Connection, column, inspect, select, table

from models.database import db
from vocabulary.refusals import Refusal
from vocabulary.text import N_

MIGRATIONS = Path(__file__).parents[2] / "migrations"
VERSION = table("alembic_version", column("version_num"))

NEWER = N_(
    "This database was made by a newer Samai: its tables are at %(found)s, this program's at %(head)s. Install that"
    " version of the program, or restore a backup into a new instance: flask restore FILE"
)
OLDER = N_("The tables are of an older Samai: they are at %(found)s, this program's at %(head)s. Run: flask upgrade")
NONE_YET = N_("There are no tables here yet. Run: flask init")


class Schema(Enum):
    """How a database stands to this program."""

    NONE = "none"
    OLDER = "older"
    PRESENT = "present"
    NEWER = "newer"


@cache
def revisions() -> tuple[str, ...]:
    """Every step of the tables' history that this program knows, the first one first."""
    steps = ScriptDirectory(str(MIGRATIONS)).walk_revisions()
    return tuple(reversed([step.revision for step in steps]))


def head() -> str:
    """The step at which this program's tables are."""
    return revisions()[-1]


def revision_in(connection: Connection) -> str:
    """The step at which these tables are; empty where there is no history."""
    if not inspect(connection).has_table(VERSION.name):
        return ""
    return str(connection.execute(select(VERSION.c.version_num)).scalar() or "")


def standing_of(revision: str) -> Schema:
    """How tables at this step stand to this program."""
    if not revision:
        return Schema.NONE
    if revision == head():
        return Schema.PRESENT
    return Schema.OLDER if revision in revisions() else Schema.NEWER


def require_known(revision: str) -> None:
    """Refuse tables that a newer program made."""
    if standing_of(revision) is Schema.NEWER:
        raise Refusal(NEWER, found=revision, head=head())


def present_revision() -> str:
    """The step at which this installation's tables are."""
    with db.engine.connect() as connection:
        return revision_in(connection)


def require_present() -> None:
    """Refuse to work on tables that are not this program's own."""
    revision = present_revision()
    standing = standing_of(revision)
    if standing is Schema.NONE:
        raise Refusal(NONE_YET)
    if standing is Schema.OLDER:
        raise Refusal(OLDER, found=revision, head=head())
    require_known(revision)
