"""Files that are whole or not there, whatever dies while they are written."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path

from vocabulary.refusals import Refusal
from vocabulary.text import N_

PRIVATE = 0o700
PART = ".samai-part-"
"""Begins the name of what is being written: the next run clears away what a dead one left."""

BUSY = N_("Another backup or restore is at work in %(folder)s. Wait until it has ended, then try again.")
NO_PLACE = N_("%(place)s cannot be written: %(reason)s. Make room or name another place, then try again.")


def digest_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def synced(path: Path) -> None:
    """Have a file or a folder on the disk before anything relies on it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put(text: bytes, target: Path) -> None:
    """Write a small private file whole, then give it its name."""
    part = target.with_name(f"{PART}{os.getpid()}-{target.name}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(text)
    move(part, target)


def move(part: Path, target: Path) -> None:
    """Give a finished file its name, for good."""
    synced(part)
    part.replace(target)
    synced(target.parent)


@contextmanager
def alone_in(folder: Path) -> Iterator[Path]:
    """A private place for unfinished things inside this folder, for one process at a time; it is cleared away after.

    What a dead process left there is cleared away first.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
        lock = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise Refusal(NO_PLACE, place=folder, reason=error.strerror) from None
    try:
        hold(lock, folder)
        clear(folder)
        with writable(folder), tempfile.TemporaryDirectory(prefix=PART, dir=folder) as place:
            yield Path(place)
    finally:
        os.close(lock)


def hold(lock: int, folder: Path) -> None:
    """Take the folder for ourselves; the system lets go of it with the process."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refusal(BUSY, folder=folder) from None


def clear(folder: Path) -> None:
    """Take away what a dead process left unfinished."""
    for left in folder.glob(f"{PART}*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    """A disk that is full, or a folder that is not ours, is a sentence and not an accident."""
    try:
        yield
    except OSError as error:
        raise Refusal(NO_PLACE, place=error.filename or folder, reason=error.strerror or str(error)) from None
