"""A backup as one tar file: what it holds, then its manifest, whose presence says that it is whole."""

import io
import re
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

from scheduler.keeping.files import digest_of, synced
from scheduler.keeping.manifest import NAME, NO_MANIFEST, Kept, Manifest, read_manifest
from vocabulary.refusals import NotFound, Refusal
from vocabulary.text import N_

SQLITE, POSTGRESQL = "samai.db", "samai.dump"
LETTERS = "outgoing"
NAMED = re.compile(r"samai-\d{8}T\d{6}Z\.tar")
"""How a backup is named by its moment."""

CHUNK = 1024 * 1024
MEMBER = re.compile(
    rf"{re.escape(SQLITE)}|{re.escape(POSTGRESQL)}|config\.toml|secret_key|{LETTERS}/[A-Za-z0-9._@-]+\.eml"
)

NO_FILE = N_("There is no file %(file)s. Look for it in the folder `backups` of the instance.")
DAMAGED = N_("%(file)s is damaged: %(name)s in it is not what the manifest says. Take another backup.")


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup that was opened, and what it says of itself."""

    path: Path
    manifest: Manifest

    def text_of(self, name: str) -> bytes | None:
        """One small file out of the backup; None where it holds none of this name."""
        if name not in self.manifest.files:
            return None
        with tarfile.open(self.path, "r:") as tar:
            return member(tar, name, file=self.path).read()

    def letters(self) -> tuple[str, ...]:
        """The names of the letters that it holds."""
        return tuple(name for name in self.manifest.files if name.startswith(f"{LETTERS}/"))


def write_archive(part: Path, files: Iterable[tuple[str, Path]], *, say: Manifest) -> Manifest:
    """Write the files and a manifest that lists them; the manifest as it was written."""
    kept: dict[str, Kept] = {}
    with part.open("xb") as raw, tarfile.open(fileobj=raw, mode="w", format=tarfile.PAX_FORMAT) as tar:
        part.chmod(0o600)
        for name, path in files:
            kept[name] = add(tar, name, path=path)
        manifest = say.model_copy(update={"files": kept})
        add_bytes(tar, NAME, content=manifest.written())
    synced(part)
    return manifest


def add(tar: tarfile.TarFile, name: str, *, path: Path) -> Kept:
    """Add one file; a letter that is written anew meanwhile is taken as it was when we opened it."""
    with path.open("rb") as file:
        if path.stat().st_size <= CHUNK:
            return add_bytes(tar, name, content=file.read())
        info = entry(name, path.stat().st_size)
        kept = Kept(size=info.size, sha256=digest_of(path))
        tar.addfile(info, file)
    return kept


def add_bytes(tar: tarfile.TarFile, name: str, *, content: bytes) -> Kept:
    """Add a file that is in memory; its size and digest (SHA-256), for the manifest."""
    tar.addfile(entry(name, len(content)), io.BytesIO(content))
    return Kept(size=len(content), sha256=sha256(content).hexdigest())


def entry(name: str, size: int) -> tarfile.TarInfo:
    """A private file of nobody's."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


def open_archive(path: Path) -> Archive:
    """The backup in this file, once every part of it is known to be what its manifest says."""
    if not path.is_file():
        raise NotFound(NO_FILE, file=path)
    try:
        with tarfile.open(path, "r:") as tar:
            manifest = read_manifest(member(tar, NAME, file=path).read(), file=path)
            for name, kept in manifest.files.items():
                if not MEMBER.fullmatch(name) or facts_of(member(tar, name, file=path)) != kept:
                    raise Refusal(DAMAGED, file=path, name=name)
    except (tarfile.TarError, EOFError) as error:
        raise Refusal(NO_MANIFEST, file=path, reason=str(error)) from None
    return Archive(path, manifest)


def manifests_in(folder: Path) -> Iterator[tuple[Path, Manifest]]:
    """The backups in this folder that are named by their moment, the latest first, read without the rest.

    What cannot be read is passed over.
    """
    for path in sorted((one for one in folder.glob("*.tar") if NAMED.fullmatch(one.name)), reverse=True):
        try:
            with tarfile.open(path, "r:") as tar:
                manifest = read_manifest(member(tar, NAME, file=path).read(), file=path)
        except (OSError, tarfile.TarError, Refusal):
            continue
        yield path, manifest


def member(tar: tarfile.TarFile, name: str, *, file: Path) -> BinaryIO:
    """One file inside; links and folders are none."""
    try:
        found = tar.extractfile(name)
    except KeyError:
        found = None
    if found is None or not tar.getmember(name).isreg():
        raise Refusal(NO_MANIFEST, file=file, reason=f"{name} is missing")
    return cast(BinaryIO, found)


def facts_of(file: BinaryIO) -> Kept:
    """The size and the digest of what can be read."""
    digest, size = sha256(), 0
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return Kept(size=size, sha256=digest.hexdigest())


def extract(archive: Archive, name: str, *, target: Path) -> None:
    """Write one file of the backup; it is a private one."""
    with tarfile.open(archive.path, "r:") as tar, target.open("wb") as out:
        target.chmod(0o600)
        source = member(tar, name, file=archive.path)
        while chunk := source.read(CHUNK):
            out.write(chunk)
    synced(target)
