"""Where the tests keep their files: in memory where there is room, since a disk takes long over each database."""

import os
import re
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")  # Linux keeps what stands there in memory; each run has a folder of its own
ROOM = 4 << 30
"""Far more than all tests need at once: what a test that passed has written goes with it."""


def has_room(folder: Path) -> bool:
    """Whether files can be kept there, programs among them, and the memory is not needed otherwise."""
    if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        return False
    disk = os.statvfs(folder)
    return not disk.f_flag & os.ST_NOEXEC and min(disk.f_bavail * disk.f_frsize, spare_memory()) >= ROOM


def spare_memory() -> int:
    """How many bytes no process holds; none where the machine does not say."""
    told = Path("/proc/meminfo")
    found = re.search(r"^MemAvailable: +(\d+) kB", told.read_text() if told.exists() else "", re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def keep_files_in_memory() -> None:
    """Let this process and those that it starts put their temporary files there, unless somebody said where."""
    if "TMPDIR" not in os.environ and has_room(MEMORY):
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = None  # asked for anew
