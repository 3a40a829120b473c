"""Taking a backup: the database at one moment, and what an installation needs beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from models.database import db
from scheduler.accounts import Moment
from scheduler.deed import deed
from scheduler.installation import the_installation
from scheduler.keeping.archives import LETTERS, NAMED, POSTGRESQL, SQLITE, open_archive, write_archive
from scheduler.keeping.erasures import remember_erasures
from scheduler.keeping.facts import Facts
from scheduler.keeping.files import PART, alone_in, move
from scheduler.keeping.manifest import Manifest, program_version
from scheduler.keeping.postgres import dump
from scheduler.keeping.schema import NONE_YET, Schema, present_revision, standing_of
from scheduler.keeping.sqlite import copy, database_file, examined
from scheduler.keys import fingerprints
from vocabulary.actor import Actor
from vocabulary.refusals import Refusal
from vocabulary.settings import Settings
from vocabulary.settings_file import CONFIG
from vocabulary.text import N_

IN_THE_WAY = N_("%(file)s is there already. Name another file, or a folder.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes into a backup beside the database, and where it is put: a folder, or a file of this name."""

    target: Path
    letters: bool = False
    secrets: bool = True

    def path(self, wall: datetime) -> Path:
        """The file to write; in a folder it is named by the moment, or by the next that no backup has yet."""
        if self.target.suffix == ".tar":
            return self.target
        while (path := self.target / f"samai-{wall.astimezone(UTC):%Y%m%dT%H%M%SZ}.tar").exists():
            wall += timedelta(seconds=1)
        return path


@dataclass(frozen=True, slots=True)
class Taken:
    """A backup that was taken and verified."""

    path: Path
    manifest: Manifest


def take_backup(settings: Settings, wanted: Wanted, *, by: Actor, at: Moment) -> Taken:
    """Write one file that a new installation can be restored from, verified before it gets its name, and record it.

    The service goes on meanwhile. A death leaves what was there before and an unfinished file that the next backup
    clears away.
    """
    taken = write_backup(settings, wanted, wall=at.wall)
    record_backup(taken, by=by, at=at)
    return taken


def write_backup(settings: Settings, wanted: Wanted, *, wall: datetime) -> Taken:
    """The same without the record, which only tables of today can take: the backup before an upgrade."""
    if standing_of(present_revision()) is Schema.NONE:
        raise Refusal(NONE_YET)
    path = wanted.path(wall)
    if path.exists():
        raise Refusal(IN_THE_WAY, file=path)
    with alone_in(path.parent) as place:
        name, facts = copied(settings, place)
        erased = remember_erasures(settings)
        say = described(settings, facts, database=name, wall=wall).model_copy(update={"erased": tuple(sorted(erased))})
        part = path.with_name(f"{PART}{path.name}")
        write_archive(part, [(name, place / name), *beside(settings, wanted)], say=say)
        manifest = open_archive(part).manifest
        move(part, path)
    return Taken(path, manifest)


def record_backup(taken: Taken, *, by: Actor, at: Moment) -> None:
    """Remember that a backup was taken, and say so in the audit."""
    with deed("take backup", by=by, now=at.now) as record:
        the_installation().last_backup_at = at.wall
        record.about("installation", 1, file=taken.path.name)


def copied(settings: Settings, place: Path) -> tuple[str, Facts]:
    """The database as a file in this place, and what it holds."""
    source = database_file(settings)
    if source is None:
        return POSTGRESQL, dump(db.engine, place / POSTGRESQL)
    copy(source, place / SQLITE)
    return SQLITE, examined(place / SQLITE)


def described(settings: Settings, facts: Facts, *, database: str, wall: datetime) -> Manifest:
    """The manifest, but for the files."""
    return Manifest(
        made_at=wall,
        program=program_version(),
        database=database,
        revision=facts.revision,
        rows=facts.rows,
        audit=facts.audit,
        queued=facts.queued,
        keys=fingerprints(settings),
        files={},
    )


def beside(settings: Settings, wanted: Wanted) -> Iterator[tuple[str, Path]]:
    """The files that go in beside the database."""
    for name in (CONFIG, "secret_key"):
        if wanted.secrets and (settings.instance / name).is_file():
            yield name, settings.instance / name
    if wanted.letters:
        for letter in sorted(settings.outgoing.glob("[!.]*.eml")):
            yield f"{LETTERS}/{letter.name}", letter


def prune(folder: Path, *, keep: int) -> list[Path]:
    """Take away all but the latest backups in this folder that were named by their moment; those that went."""
    named = sorted(path for path in folder.iterdir() if NAMED.fullmatch(path.name))
    gone = named[:-keep]
    for path in gone:
        path.unlink()
    return gone
