"""A disk that can be filled: a small file system of its own, or, where none may be mounted, a limit that does the same.

The limit (RLIMIT_FSIZE) lets no file of the given processes grow: SQLite then fails as on a full disk, a little later.
"""

import errno
import os
import resource
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

MEGABYTES = 24
CHUNK = 1024 * 1024
MOUNTED_BY = "samai-tests-"
FREE = resource.RLIM_INFINITY


class Disk(Protocol):
    """Somewhere to keep an installation until there is no room."""

    name: str
    folder: Path

    def fill(self) -> None:
        """Leave no room at all."""
        ...

    def empty(self) -> None:
        """Make room again."""
        ...


@dataclass
class SmallDisk:
    """A file system in memory, filled by a file of somebody else's."""

    folder: Path
    name: str = f"a disk of {MEGABYTES} MB"

    def fill(self) -> None:
        """Write until nothing more can be written, not even a byte."""
        with (self.folder / "filler").open("wb", buffering=0) as filler:
            for size in (CHUNK, 4096, 1):
                with suppress_full():
                    while True:
                        filler.write(bytes(size))

    def empty(self) -> None:
        """Remove the other's file."""
        (self.folder / "filler").unlink()


@dataclass
class Limit:
    """No file system of its own: the processes that write may not."""

    folder: Path
    writers: Callable[[], Iterable[int]]
    name: str = "a limit on files (no disk could be mounted)"

    def fill(self) -> None:
        """Let no byte be written beyond a file's first page."""
        self.limit(4096)

    def empty(self) -> None:
        """Let everything be written."""
        self.limit(FREE)

    def limit(self, size: int) -> None:
        """Say how far files may reach."""
        for number in self.writers():
            with suppress(ProcessLookupError):
                resource.prlimit(number, resource.RLIMIT_FSIZE, (size, FREE))


@contextmanager
def suppress_full() -> Iterator[None]:
    """Within this a full disk is what was wanted."""
    try:
        yield
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise


@contextmanager
def disk(folder: Path, writers: Callable[[], Iterable[int]]) -> Iterator[Disk]:
    """A disk at this folder; `writers` are the processes that keep their files on it."""
    detach_the_dead()
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=0700", f"{MOUNTED_BY}{os.getpid()}", str(folder)]
    if os.getuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        yield Limit(folder, writers)
        return
    try:
        yield SmallDisk(folder)
    finally:
        detach(str(folder), check=True)


def detach(folder: str, *, check: bool) -> None:
    """Take a disk away, whoever still looks at it."""
    subprocess.run(["umount", "--lazy", folder], capture_output=True, check=check)


def detach_the_dead() -> None:
    """Take away the disks of runs that were killed, which nobody else would."""
    for line in Path("/proc/mounts").read_text("utf-8").splitlines():
        source, folder, *_ = line.split()
        owner = source.removeprefix(MOUNTED_BY)
        if owner != source and not Path("/proc", owner).exists():
            detach(folder, check=False)
