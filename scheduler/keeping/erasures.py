"""What was erased from the audit, remembered beside the database, so that no older backup brings it back.

An erased value is known by the digest that stays in its row: it says nothing of anybody, and since its salt is gone it
tells nothing to whoever guesses. It names that very value in any backup, whatever was done before or after.
"""

from pathlib import Path
from tarfile import is_tarfile
from typing import Annotated, Literal

from pydantic import BaseModel, StringConstraints, ValidationError
from sqlalchemy import Connection, inspect, select

from models.audit import AuditValue
from models.database import db
from scheduler.keeping.archives import Archive, manifests_in, open_archive
from scheduler.keeping.files import put, writable
from vocabulary.refusals import NotFound, Refusal
from vocabulary.settings import Settings
from vocabulary.text import N_

ERASURES = "erasures.json"

NO_LIST = N_(
    "%(file)s is no list of what was erased. Name the file erasures.json of the old installation, or its newest backup."
)
DAMAGED_LIST = N_(
    "%(file)s cannot be read as the list of what was erased. Move it away and try again: it is made anew of what the"
    " database itself knows."
)
NO_FILE = N_("There is no file %(file)s. Name the file erasures.json of the old installation, or its newest backup.")


class Erasures(BaseModel):
    """The list as its file holds it: the digests of the values that were erased."""

    form: Literal[1] = 1
    values: tuple[Annotated[str, StringConstraints(pattern="^[0-9a-f]{64}$")], ...]


def remember_erasures(settings: Settings) -> frozenset[str]:
    """Write down beside the database whatever was erased from it; all that is known of erasures here.

    It is asked again after writing: whoever writes last has seen what every earlier one knew.
    """
    path = settings.instance / ERASURES
    while True:
        known = erasures_kept(path)
        with db.engine.connect() as connection:
            whole = known | erased_in(connection)
        if whole == known:
            return known
        keep_erasures(whole, settings.instance)


def keep_erasures(erased: frozenset[str], folder: Path) -> None:
    """Write the list of an instance, whole and for good."""
    with writable(folder):
        put(Erasures(values=tuple(sorted(erased))).model_dump_json(indent=1).encode() + b"\n", folder / ERASURES)


def erased_in(connection: Connection) -> frozenset[str]:
    """What was erased from this database; tables older than the audit's values hold nothing that could be."""
    if not inspect(connection).has_table(AuditValue.__tablename__):
        return frozenset()
    return frozenset(connection.scalars(select(AuditValue.digest).where(AuditValue.content.is_(None))))


def erasures_kept(path: Path) -> frozenset[str]:
    """An instance's own list; nothing where there is none yet."""
    return read_list(path, refused=DAMAGED_LIST) if path.exists() else frozenset()


def read_list(path: Path, *, refused: str) -> frozenset[str]:
    """The digests in this file."""
    try:
        return frozenset(Erasures.model_validate_json(path.read_bytes()).values)
    except ValidationError:
        raise Refusal(refused, file=path) from None


def erasures_given(path: Path) -> frozenset[str]:
    """What a file says that an operator names: a list, or a backup."""
    if not path.is_file():
        raise NotFound(NO_FILE, file=path)
    if is_tarfile(path):
        return frozenset(open_archive(path).manifest.erased)
    return read_list(path, refused=NO_LIST)


def knows_later(archive: Archive, settings: Settings) -> bool:
    """Whether anything here could tell of an erasure after this backup: the instance's list, or a later backup."""
    made = archive.manifest.made_at
    later = any(manifest.made_at > made for _, manifest in manifests_in(archive.path.parent))
    return later or (settings.instance / ERASURES).exists()


def erasures_about(archive: Archive, settings: Settings) -> frozenset[str]:
    """What is known of erasures without asking: to the backup, to others in its folder, and to this instance."""
    beside = {digest for _, manifest in manifests_in(archive.path.parent) for digest in manifest.erased}
    return frozenset(beside.union(archive.manifest.erased, erasures_kept(settings.instance / ERASURES)))
