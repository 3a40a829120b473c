"""Processes that stand still, wherever they were, and go on later as if nothing had happened."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.reliability.waiting import wait_until


@contextmanager
def stopped(number: int) -> Iterator[None]:
    """A process stands still, wherever it was."""
    os.kill(number, signal.SIGSTOP)
    wait_until(partial(stands, number), "a process to stop", every=0.001)
    try:
        yield
    finally:
        os.kill(number, signal.SIGCONT)


def stands(number: int) -> bool:
    """Whether all threads of a process have stopped."""
    states = [Path(task, "stat").read_text("ascii").rpartition(")")[2].split()[0] for task in tasks(number)]
    return set(states) == {"T"}


def tasks(number: int) -> list[Path]:
    """The threads of a process."""
    return list(Path(f"/proc/{number}/task").iterdir())
