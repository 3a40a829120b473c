"""The installation's secret key: made at the first start, never defaulted, readable by its owner alone."""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from tempfile import NamedTemporaryFile

from vocabulary.settings import Settings

SHORTEST = 32


def secret_keys(settings: Settings) -> tuple[bytes, ...]:
    """The keys that tokens are read with; the first one makes them.

    `secret_key` in the settings wins; further keys after a comma are old ones that still read. Otherwise the keys
    stand in the instance's own file, one a line, and the first is made where there is none.
    """
    given = settings.secret_key.get_secret_value()
    keys = given.split(",") if given else key_file(settings.instance / "secret_key").split()
    if not keys or any(len(key) < SHORTEST for key in keys):
        raise ValueError(f"a secret key needs {SHORTEST} characters or more: correct it and start again")
    return tuple(key.encode() for key in keys)


def key_file(path: Path) -> str:
    """The file's words, made where there is none."""
    if not path.exists():
        make_key_file(path)
    return path.read_text("utf-8")


def make_key_file(path: Path) -> None:
    """Write a new key whole, then give it its name: of two processes that start at once only one succeeds in that."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=path.parent, delete=False) as made:
        made.write(f"{token_hex(32)}\n")
        made.flush()
        os.fsync(made.fileno())
    with suppress(FileExistsError):
        os.link(made.name, path)
    Path(made.name).unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)  # a key that a power cut takes away again would kill every link that was mailed
    finally:
        os.close(folder)


def fingerprint(key: bytes) -> str:
    """What tells one key from another and gives neither away."""
    return sha256(b"Samai's secret key: " + key).hexdigest()[:16]


def fingerprints(settings: Settings) -> tuple[str, ...]:
    """The installation's keys as a backup names them, the one that makes links first."""
    return tuple(fingerprint(key) for key in secret_keys(settings))
