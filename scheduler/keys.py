"""The installation's secret key: made at the first start, never defaulted, readable by its owner alone."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from tempfile import NamedTemporaryFile

from vocabulary.settings import Settings

SHORTEST = 32


def secret_keys(settings: Settings) -> tuple[bytes, ...]:
    """The keys that tokens are read with; the first one makes them.

    `secret_key` in the settings wins; further keys after a comma are old ones that still read. Otherwise the key
    stands in the instance's own file, one a line, and is made where there is none.
    """
    given = settings.secret_key.get_secret_value()
    keys = given.split(",") if given else key_file(settings.instance / "secret_key").split()
    if any(len(key) < SHORTEST for key in keys):
        raise ValueError(f"a secret key needs {SHORTEST} characters or more: remove the short one and start again")
    return tuple(key.encode() for key in keys)


def key_file(path: Path) -> str:
    """The file's words; two processes that start at once agree on one key, since only the first link succeeds."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", dir=path.parent, delete=False) as made:
            made.write(f"{token_hex(32)}\n")
            made.flush()
            os.fsync(made.fileno())
        with suppress(FileExistsError):
            os.link(made.name, path)
        Path(made.name).unlink()
    return path.read_text()
