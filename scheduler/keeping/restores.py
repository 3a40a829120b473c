"""Restoring a backup: onto an empty installation only, verified first, put in place as a whole, its mail held.

A death on the way leaves an empty installation, or one that is restored and silent: the same command works again.
"""

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from sqlalchemy import Connection, create_engine, func, inspect, select, table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from models.installation import Installation
from scheduler.keeping.archives import POSTGRESQL, SQLITE, Archive, extract
from scheduler.keeping.erasures import ERASURES, keep_erasures
from scheduler.keeping.facts import require_same
from scheduler.keeping.files import PART, alone_in, move, put
from scheduler.keeping.postgres import load
from scheduler.keeping.schema import VERSION, require_known
from scheduler.keeping.sqlite import database_file, examined, logs_of, sealed
from scheduler.keys import KEY_FILE, fingerprints
from vocabulary.refusals import Refusal
from vocabulary.setting_checks import database_address
from vocabulary.settings import Settings
from vocabulary.settings_file import CONFIG, UnusableSettings, complaints
from vocabulary.settings_ground import PREFIX
from vocabulary.text import N_

NOT_EMPTY = N_(
    "This installation holds %(rows)s rows already, and nothing was changed. Restore into a new instance:"
    " SAMAI_INSTANCE=/new/folder %(samai)s restore %(file)s; or stop web and worker, move %(database)s away, and"
    " try again."
)
SERVER_NOT_EMPTY = N_(
    "The database on the server holds %(rows)s rows already, and nothing was changed. Restore into an empty one:"
    " SAMAI_INSTANCE=/new/folder SAMAI_DATABASE_URL=postgresql://… %(samai)s restore %(file)s"
)
OTHER_KIND = N_(
    "The backup holds %(said)s and this installation uses another kind of database. Set database_url to the kind of"
    " the backup, then restore again."
)
OTHER_KEY = N_(
    "The links that were mailed before this backup need its own secret key, and this installation has another one."
    " Move %(place)s away, and the backup's is put in its place; or write the backup's secret_key there."
)
KEY_LEFT_OUT = N_(
    "The backup was made without its secret key, which the links need that were mailed before it. Put the old"
    " installation's secret key into %(place)s, then restore again."
)
NOT_LOADED = N_(
    "The database took the backup only in part and has undone it. See that the disk has room, then try again."
)
UNREACHABLE = N_("The database does not answer: %(reason)s. Correct database_url in %(config)s, then try again.")
OTHER_SETTINGS = N_(
    "The settings in the backup cannot be used: %(problems)s Write %(config)s yourself with the secret_key of the old"
    " installation, then restore again."
)

Found = TypeVar("Found")
DATABASE_LINE = re.compile(rb"^[ \t]*database_url[ \t]*=.*\n?", re.MULTILINE)

Prepare = Callable[[str], None]
"""Brings the database at this URL up to date, writes down that its mail is held, and erases what was erased since."""


def require_empty(settings: Settings, archive: Archive) -> None:
    """Refuse an installation that holds anything."""
    rows, file = rows_of(settings), database_file(settings)
    if rows and file is None:
        raise Refusal(SERVER_NOT_EMPTY, rows=rows, file=archive.path)
    if rows:
        raise Refusal(NOT_EMPTY, rows=rows, file=archive.path, database=file)


def require_restorable(archive: Archive, settings: Settings, *, why: str) -> None:
    """Refuse what cannot become the installation of these settings, before anything is changed.

    What was restored because of the same `why`, and is silent still, may be so again.
    """
    require_known(archive.manifest.revision)
    if archive.manifest.database != (POSTGRESQL if database_file(settings) is None else SQLITE):
        raise Refusal(OTHER_KIND, said=archive.manifest.database)
    if not is_restored(settings, why=why):
        require_empty(settings, archive)


def is_restored(settings: Settings, *, why: str) -> bool:
    """Whether a restore has been here for this very reason and the mail is held because of it."""
    return asked(settings, lambda connection: held_in(connection) == why, nothing=False)


def held_in(connection: Connection) -> str:
    """Why the mail is held; empty where it is not, or where there is no such table."""
    if not inspect(connection).has_table(Installation.__tablename__):
        return ""
    return connection.scalar(select(Installation.mail_held_why)) or ""


def rows_of(settings: Settings) -> int:
    """How many rows there are; none where there is no database."""
    return asked(settings, counted, nothing=0)


def asked(settings: Settings, question: Callable[[Connection], Found], *, nothing: Found) -> Found:
    """What the database answers; `nothing` where there is none."""
    file = database_file(settings)
    if file is not None and not file.exists():
        return nothing
    engine = create_engine(settings.database_uri, poolclass=NullPool)
    try:
        with engine.connect() as connection:
            return question(connection)
    except DBAPIError as error:
        reason = " ".join(str(error.orig).split())
        raise Refusal(UNREACHABLE, reason=reason, config=settings.instance / CONFIG) from None


def counted(connection: Connection) -> int:
    """How many rows the tables hold, without the mark of their own step."""
    names = [name for name in inspect(connection).get_table_names() if name != VERSION.name]
    return sum(connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names)


def foreseen(archive: Archive, present: Settings) -> Settings:
    """The settings that this installation will have, refused where they do not open the links that were mailed.

    Nothing has been changed yet: they are tried in a place of their own.
    """
    with alone_in(present.instance) as place:
        for name in (CONFIG, KEY_FILE):
            if (present.instance / name).exists():
                put((present.instance / name).read_bytes(), place / name)
        write_settings(archive, place, database_url=present.database_url)
        fresh = usable(place, present)
        require_key(archive, fresh, instance=present.instance)
        return fresh.model_copy(update={"instance": present.instance})


def usable(place: Path, present: Settings) -> Settings:
    """The settings that stand in this place, or what is wrong with them in words."""
    own = present.instance / CONFIG
    try:
        return Settings(instance=place, testing=present.testing)
    except ValidationError as error:
        problems = complaints(error, own, prefix=PREFIX)
    except UnusableSettings as error:
        problems = [one.replace(str(place), str(present.instance)) for one in error.problems]
    raise Refusal(OTHER_SETTINGS, problems=" ".join(problems), config=own)


def bring_settings(archive: Archive, present: Settings, *, erased: frozenset[str]) -> None:
    """Put the backup's settings and secret key where this instance has none of its own, and what is known of erasures.

    The caller has made sure that the instance is empty: nobody holds a link made with a key that is here.
    """
    with alone_in(present.instance):
        if brings_key_in_settings(archive, present.instance) and is_untouched(present.instance):
            (present.instance / KEY_FILE).unlink(missing_ok=True)
        write_settings(archive, present.instance, database_url=present.database_url)
        if erased:
            keep_erasures(erased, present.instance)


def write_settings(archive: Archive, folder: Path, *, database_url: str) -> None:
    """Write what the backup kept beside its database, the settings last: where they are, everything is."""
    key, config = archive.text_of(KEY_FILE), archive.text_of(CONFIG)
    if key is not None and not brings_key_in_settings(archive, folder):
        put(key, folder / KEY_FILE)
    if config is not None and not (folder / CONFIG).exists():
        put(pointed_at(config, database_url), folder / CONFIG)


def brings_key_in_settings(archive: Archive, folder: Path) -> bool:
    """Whether the backup's settings will be this folder's, and hold the key: a key's own file would mean nothing."""
    config = archive.text_of(CONFIG)
    return config is not None and not (folder / CONFIG).exists() and bool(read_toml(config).get("secret_key"))


def is_untouched(folder: Path) -> bool:
    """Whether an instance holds nothing but what this command has made: the key of its start has signed nothing."""
    return {path.name for path in folder.iterdir() if not path.name.startswith(PART)} <= {KEY_FILE, ERASURES}


def read_toml(config: bytes) -> dict[str, Any]:
    """The settings that these bytes hold."""
    return tomllib.loads(config.decode())


def pointed_at(config: bytes, database_url: str) -> bytes:
    """The backup's settings with the database that this command was told of: never again the one they come from."""
    kept = read_toml(config).get("database_url", "")
    if not database_url or database_address(kept) == database_url:
        return config
    own = f"database_url = {json.dumps(database_url)}\n".encode()
    return own + DATABASE_LINE.sub(b"", config)


def require_key(archive: Archive, settings: Settings, *, instance: Path) -> None:
    """Refuse to go on with a key by which no link that was mailed opens."""
    if archive.manifest.keys[0] in fingerprints(settings):
        return
    own = instance / CONFIG
    place = own if own.exists() else instance / KEY_FILE
    raise Refusal(OTHER_KEY if holds_key(archive) else KEY_LEFT_OUT, place=place)


def holds_key(archive: Archive) -> bool:
    """Whether the backup was made with its secrets."""
    return not {CONFIG, KEY_FILE}.isdisjoint(archive.manifest.files)


def restore(archive: Archive, settings: Settings, *, why: str, prepare: Prepare) -> None:
    """Fill the empty database from the backup and its letters' folder with them; the mail is held because of `why`."""
    require_restorable(archive, settings, why=why)
    file = database_file(settings)
    with alone_in(settings.instance) as place:
        if is_restored(settings, why=why):
            prepare(settings.database_uri)
            return
        bring_letters(archive, settings, place=place)
        if file is None:
            extract(archive, POSTGRESQL, target=place / POSTGRESQL)
            load(place / POSTGRESQL, settings.database_uri, say=archive.manifest, why=why)
            require_loaded(settings, why=why)
            prepare(settings.database_uri)
            return
    with alone_in(file.parent) as place:
        extract(archive, SQLITE, target=place / SQLITE)
        bring_file(archive, place / SQLITE, target=file, prepare=prepare)


def require_loaded(settings: Settings, *, why: str) -> None:
    """Refuse to go on where the server has not kept what it was given; the end of that is why the mail is held."""
    if not is_restored(settings, why=why):
        raise Refusal(NOT_LOADED)


def bring_file(archive: Archive, copied: Path, *, target: Path, prepare: Prepare) -> None:
    """Make the copy whole, up to date and silent, and only then give it its name."""
    require_same(examined(copied), archive.manifest)
    prepare(f"sqlite:///{copied}")
    sealed(copied)
    for log in logs_of(target):
        log.unlink(missing_ok=True)  # an older database's: it would be read into the new one
    move(copied, target)


def bring_letters(archive: Archive, settings: Settings, *, place: Path) -> None:
    """Put the letters that were kept as files back into their folder."""
    for name in archive.letters():
        part, target = place / "letter", settings.instance / name
        target.parent.mkdir(mode=0o700, exist_ok=True)
        extract(archive, name, target=part)
        part.replace(target)
