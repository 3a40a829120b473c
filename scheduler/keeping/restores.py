"""Restoring a backup: onto an empty installation only, verified first, put in place as a whole, its mail held.

A death on the way leaves an empty installation, on which the same command works again.
"""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, create_engine, func, inspect, select, table
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from scheduler.keeping.archives import POSTGRESQL, SQLITE, Archive, extract
from scheduler.keeping.facts import facts_in, require_same
from scheduler.keeping.files import alone_in, move, put
from scheduler.keeping.postgres import load
from scheduler.keeping.schema import VERSION, require_known
from scheduler.keeping.sqlite import database_file, examined, logs_of, sealed
from scheduler.keys import fingerprints
from vocabulary.refusals import Refusal
from vocabulary.settings import Settings
from vocabulary.settings_file import CONFIG
from vocabulary.text import N_

NOT_EMPTY = N_(
    "This installation holds %(rows)s rows already, and nothing was changed. Restore into a new instance:"
    " SAMAI_INSTANCE=/new/folder flask restore %(file)s; or stop web and worker, move %(database)s away, and try again."
)
OTHER_KIND = N_(
    "The backup holds %(said)s and this installation uses another kind of database. Set database_url to the kind of"
    " the backup, then restore again."
)
OTHER_KEY = N_(
    "The links that were mailed before this backup need its own secret key, and this installation has another one."
    " Move %(place)s away, and the backup's is put in its place; or write the backup's secret_key there."
)
UNREACHABLE = N_("The database does not answer: %(reason)s. Correct database_url in %(config)s, then try again.")

Prepare = Callable[[str], None]
"""Brings the database at this URL up to date and writes down that its mail is held."""


def require_empty(settings: Settings, archive: Archive) -> None:
    """Refuse an installation that holds anything."""
    rows = rows_of(settings)
    if rows:
        where = database_file(settings) or "its database"
        raise Refusal(NOT_EMPTY, rows=rows, file=archive.path, database=where)


def rows_of(settings: Settings) -> int:
    """How many rows there are; none where there is no database."""
    file = database_file(settings)
    if file is not None and not file.exists():
        return 0
    engine = create_engine(settings.database_uri, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            return counted(connection)
    except OperationalError as error:
        reason = " ".join(str(error.orig).split())
        raise Refusal(UNREACHABLE, reason=reason, config=settings.instance / CONFIG) from None


def counted(connection: Connection) -> int:
    """How many rows the tables hold, without the mark of their own step."""
    names = [name for name in inspect(connection).get_table_names() if name != VERSION.name]
    return sum(connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names)


def bring_settings(archive: Archive, instance: Path) -> None:
    """Put the backup's settings and secret key where this instance has none of its own.

    The caller has made sure that the instance is empty: nobody holds a link made with a key that is here.
    """
    with alone_in(instance):
        key = archive.text_of("secret_key")
        if key is not None:
            put(key, instance / "secret_key")
        config = archive.text_of(CONFIG)
        if config is not None and not (instance / CONFIG).exists():
            put(config, instance / CONFIG)


def require_key(archive: Archive, settings: Settings) -> None:
    """Refuse to go on with a key by which no link that was mailed opens."""
    newest = archive.manifest.keys[0]
    if newest not in fingerprints(settings):
        own = settings.instance / CONFIG
        raise Refusal(OTHER_KEY, place=own if own.exists() else settings.instance / "secret_key")


def restore(archive: Archive, settings: Settings, *, why: str, prepare: Prepare) -> None:
    """Fill the empty database from the backup and its letters' folder with them; the mail is held because of `why`."""
    require_known(archive.manifest.revision)
    file = database_file(settings)
    if archive.manifest.database != (POSTGRESQL if file is None else SQLITE):
        raise Refusal(OTHER_KIND, said=archive.manifest.database)
    require_empty(settings, archive)
    with alone_in(settings.instance) as place:
        extract(archive, archive.manifest.database, target=place / archive.manifest.database)
        bring_letters(archive, settings, place=place)
        if file is None:
            load(place / POSTGRESQL, settings.database_uri, why=why)
            require_loaded(archive, settings)
            prepare(settings.database_uri)
        else:
            bring_file(archive, place / SQLITE, target=file, prepare=prepare)


def bring_file(archive: Archive, copied: Path, *, target: Path, prepare: Prepare) -> None:
    """Make the copy whole, up to date and silent, and only then give it its name."""
    require_same(examined(copied), archive.manifest)
    prepare(f"sqlite:///{copied}")
    sealed(copied)
    for log in logs_of(target):
        log.unlink(missing_ok=True)  # an older database's: it would be read into the new one
    move(copied, target)


def require_loaded(archive: Archive, settings: Settings) -> None:
    """Refuse what a server made of the backup if it is something else."""
    engine = create_engine(make_url(settings.database_uri), poolclass=NullPool)
    with engine.connect() as connection:
        found = facts_in(connection)
    held = {"installation": archive.manifest.rows.get("installation", 0)}
    require_same(found.__class__(found.revision, found.rows | held, found.audit, found.queued), archive.manifest)


def bring_letters(archive: Archive, settings: Settings, *, place: Path) -> None:
    """Put the letters that were kept as files back into their folder."""
    for name in archive.letters():
        part, target = place / "letter", settings.instance / name
        target.parent.mkdir(mode=0o700, exist_ok=True)
        extract(archive, name, target=part)
        part.replace(target)
