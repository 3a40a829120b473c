"""Worker processes to be killed: the real command, forked from a process that has loaded the service already."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent


@dataclass
class Nursery:
    """Where workers come from, and the most memory that any of them was seen to use."""

    process: subprocess.Popen[str]
    alive: set[int] = field(default_factory=set)
    most_megabytes: float = 0.0

    def fork(self, life: str = "worker") -> int:
        """One more child; its process number."""
        number = self.ask(life)
        self.alive.add(number)
        return number

    def kill(self, number: int) -> None:
        """End a child without a word of warning, and see that it is dead."""
        assert self.end(number, signal.SIGKILL) == -signal.SIGKILL

    def stop(self, number: int) -> None:
        """Ask a child to end; it does so cleanly."""
        assert self.end(number, signal.SIGTERM) == 0

    def end(self, number: int, how: signal.Signals) -> int:
        """End a child; with which code it did."""
        self.most_megabytes = max(self.most_megabytes, megabytes(number))
        os.kill(number, how)
        self.alive.discard(number)
        return self.ask(f"wait {number}")

    def ask(self, line: str) -> int:
        """Have something done."""
        return int(answer_to(self.process, line))


def answer_to(process: subprocess.Popen[str], line: str) -> str:
    """What a process says to one line."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    assert answer, "the process that was asked has ended"
    return answer


@contextmanager
def nursery(environment: Mapping[str, str], log: Path) -> Iterator[Nursery]:
    """A place for workers on one installation; what they write to standard error is kept in a file."""
    command = [sys.executable, "-m", "tests.reliability.zygote"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with (
        log.open("a") as errors,
        subprocess.Popen(command, cwd=ROOT, env=environment, stderr=errors, **pipes) as process,
    ):
        place = Nursery(process)
        try:
            yield place
        finally:
            for number in place.alive:
                with suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)
            process.kill()


def megabytes(number: int) -> float:
    """The most memory that a process has used so far; nothing is known of one that has just ended."""
    status = Path(f"/proc/{number}/status").read_text("ascii")
    peaks = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(peaks[0].split()[1]) / 1024 if peaks else 0.0
