"""Whether the tables are those that this program was written for."""

import ast
from enum import Enum
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table
from sqlalchemy.exc import DBAPIError

from models.database import db
from vocabulary.refusals import Refusal
from vocabulary.text import N_

MIGRATIONS = Path(__file__).parents[2] / "migrations"
VERSION = table("alembic_version", column("version_num"))

NEWER = N_(
    "This database was made by a newer Samai: its tables are at %(found)s, this program's at %(head)s. Install that"
    " version of the program, or restore a backup into a new instance: %(samai)s restore FILE"
)
OLDER = N_(
    "The tables are of an older Samai: they are at %(found)s, this program's at %(head)s. Run: %(samai)s upgrade"
)
UNREACHABLE = N_("The database does not answer: %(reason)s. What to do says: %(samai)s doctor")
NONE_YET = N_("There are no tables here yet. Run: %(samai)s init")


class Schema(Enum):
    """How a database stands to this program."""

    NONE = "none"
    OLDER = "older"
    PRESENT = "present"
    NEWER = "newer"


@cache
def revisions() -> tuple[str, ...]:
    """Every step of the tables' history that this program knows, the first one first.

    The steps are read and not run: outside of a migration some of them could not be.
    """
    before = {after_of(path): revision_of(path) for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}
    chain = [before[None]]
    while chain[-1] in before:
        chain.append(before[chain[-1]])
    return tuple(chain)


def revision_of(path: Path) -> str:
    """The step that this file takes."""
    return str(assigned(path, "revision"))


def after_of(path: Path) -> str | None:
    """The step that it follows; None for the first."""
    return assigned(path, "down_revision")


def assigned(path: Path, name: str) -> str | None:
    """What a name stands for at the top of a file."""
    for node in ast.parse(path.read_text("utf-8")).body:
        match node:
            case ast.Assign(targets=[ast.Name(id=found)], value=ast.Constant(value=None | str() as said)) if (
                found == name
            ):
                return said
    raise ValueError(f"{path} does not say its {name}")


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
    """The step at which this installation's tables are; refused where nothing answers. Asking makes no file."""
    url = db.engine.url
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        return ""
    try:
        with db.engine.connect() as connection:
            return revision_in(connection)
    except DBAPIError as error:
        raise Refusal(UNREACHABLE, reason=" ".join(str(error.orig).split())) from None


def require_present() -> None:
    """Refuse to work on tables that are not this program's own."""
    revision = present_revision()
    standing = standing_of(revision)
    if standing is Schema.NONE:
        raise Refusal(NONE_YET)
    if standing is Schema.OLDER:
        raise Refusal(OLDER, found=revision, head=head())
    require_known(revision)
