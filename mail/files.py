"""Letters kept as files, where there is no mail server: one `.eml` a letter, whole or not there at all."""

import hashlib
import os
import re
import tempfile
from pathlib import Path

from mail.wire import Wire

UNSAFE = re.compile(r"[^A-Za-z0-9._@-]")
LONGEST_NAME = 120


def kept_path(folder: Path, *, message_id: str) -> Path:
    """Where the letter of this Message-ID is kept: the same identity always gives the same file."""
    plain = message_id.strip("<>")
    name = UNSAFE.sub("_", plain).lstrip(".")[:LONGEST_NAME]
    if name != plain:
        # Two identities must never share a file: what was changed is told apart by its digest.
        name = f"{name}-{hashlib.sha256(plain.encode()).hexdigest()[:16]}"
    return folder / f"{name}.eml"


def keep(folder: Path, wire: Wire) -> Path:
    """Keep the letter on disk, synced; a retry overwrites its own file. OSError where the disk refuses."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = kept_path(folder, message_id=wire.message_id)
    handle, part = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(wire.content)
            file.flush()
            os.fsync(file.fileno())
        Path(part).replace(target)
    except OSError:
        Path(part).unlink(missing_ok=True)
        raise
    _sync_folder(folder)
    return target


def _sync_folder(folder: Path) -> None:
    """Without this a power cut may forget the new name although the bytes are on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
