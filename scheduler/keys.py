"""The installation's secret key: made at the first start, never defaulted, readable by its owner alone."""

import errno
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from pwd import getpwuid
from secrets import token_hex
from tempfile import NamedTemporaryFile

from scheduler.keeping.files import PART
from vocabulary.settings import Settings
from vocabulary.settings_file import UnusableSettings

SHORTEST = 32
KEY_FILE = "secret_key"
SHORT = (
    "{path} holds a secret key of fewer than {shortest} characters. Put back the key that was there, from a backup:"
    " with another one no link that was mailed opens. Before the first letter, remove the file."
)


def lay_ground(settings: Settings) -> None:
    """Make the instance's folder, and the key in it where the settings hold none; `UnusableSettings` where neither
    this process nor the disk allows it.
    """
    try:
        settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        secret_keys(settings)
    except OSError as error:
        where = error.filename or settings.instance
        raise UnusableSettings([f"{where}: {error.strerror}. {way_out(error)}"]) from None


def way_out(error: OSError) -> str:
    """What to do where the system refuses a file."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "Make room on this disk, then start again."
        case errno.EROFS:
            return "This disk can only be read: mount it for writing, or name another folder in SAMAI_INSTANCE."
        case errno.EACCES | errno.EPERM:
            return f"Give it to the user {user_name(os.geteuid())}, who runs this, or run the command as its owner."
        case _:
            return "Name a folder that this user may write to in SAMAI_INSTANCE."


def user_name(number: int) -> str:
    """How this machine calls a user."""
    try:
        return getpwuid(number).pw_name
    except KeyError:
        return str(number)


def secret_keys(settings: Settings) -> tuple[bytes, ...]:
    """The keys that tokens are read with; the first one makes them.

    `secret_key` in the settings wins; further keys after a comma are old ones that still read. Otherwise the keys
    stand in the instance's own file, one a line, and the first is made where there is none.
    """
    given = settings.secret_key.get_secret_value()
    path = settings.instance / KEY_FILE
    keys = given.split(",") if given else key_file(path).split()
    if not keys or any(len(key) < SHORTEST for key in keys):
        raise UnusableSettings([SHORT.format(path=path, shortest=SHORTEST)])
    return tuple(key.encode() for key in keys)


def key_file(path: Path) -> str:
    """The file's words, made where there is none."""
    if not path.exists():
        make_key_file(path)
    return path.read_text("utf-8")


def make_key_file(path: Path) -> None:
    """Write a new key whole, then give it its name: of two processes that start at once only one succeeds in that."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", prefix=PART, dir=path.parent, delete=False) as made:
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
