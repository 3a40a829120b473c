"""Processes that live and die together: started, watched and stopped by one that waits for Ctrl-C or SIGTERM."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

STOP_SECONDS = 8.0
LOOK_SECONDS = 0.1


class ProcessEndedError(RuntimeError):
    """One of the processes ended by itself."""


@dataclass(frozen=True, slots=True)
class Child:
    """One process, and what people call it."""

    name: str
    process: subprocess.Popen[bytes]


@dataclass
class Stop:
    """Whether somebody has asked for the end."""

    asked: bool = False

    def note(self, _number: int, _frame: FrameType | None) -> None:
        """Remember that a signal came."""
        self.asked = True


@contextmanager
def stopped_by_signals() -> Iterator[Stop]:
    """Within this, Ctrl-C and SIGTERM end nothing by themselves: whoever waits looks at what is given."""
    stop = Stop()
    before = {number: signal.signal(number, stop.note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def children(commands: Mapping[str, Sequence[str]], *, folder: Path) -> Iterator[list[Child]]:
    """The processes while the block runs; all of them are stopped after it, however it ends.

    They stand in groups of their own, so that Ctrl-C reaches this process alone and each is stopped once.
    """
    running: list[Child] = []
    try:
        for name, command in commands.items():
            running.append(Child(name, subprocess.Popen(command, cwd=folder, start_new_session=True)))
        yield running
    finally:
        stop_all(running)


def stop_all(running: Sequence[Child], *, seconds: float = STOP_SECONDS) -> None:
    """Ask every process to end, and end those that have not done so after so many seconds, all together."""
    for child in running:
        child.process.terminate()
    end = time.monotonic() + seconds
    for child in running:
        with suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.0, end - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)  # what is left of its group, its own children too
        child.process.wait()


def wait_until(done: Callable[[], bool], *, running: Sequence[Child]) -> None:
    """Wait, and watch over the processes meanwhile."""
    while not done():
        require_alive(running)
        time.sleep(LOOK_SECONDS)


def require_alive(running: Sequence[Child]) -> None:
    """Refuse to go on where one process has ended by itself."""
    for child in running:
        code = child.process.poll()
        if code is not None:
            raise ProcessEndedError(f"{child.name} ended by itself with code {code}.")
