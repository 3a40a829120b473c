"""Worker processes to be killed: the real command, forked from a process that has loaded the service already."""

import atexit
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from tests.reliability.surroundings import unmeasured

ROOT = Path(__file__).parent.parent.parent


@dataclass
class Nursery:
    """Where workers come from, and the most memory that any of them was seen to use."""

    pid: int
    words: IO[str]
    answers: IO[str]
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
        return answer_to(line, words=self.words, answers=self.answers)


@dataclass
class Mother:
    """The process that has loaded the service, started when the first nursery is wanted."""

    process: subprocess.Popen[str]

    def ask(self, **asked: object) -> int:
        """Have somebody born or buried."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        return answer_to(json.dumps(asked), words=self.process.stdin, answers=self.process.stdout)


@cache
def mother() -> Mother:
    """The one of this run; it ends with it."""
    command = [sys.executable, "-m", "tests.reliability.zygote"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, env=unmeasured(), stdin=pipe, stdout=pipe, text=True)
    atexit.register(end, process)
    return Mother(process)


def end(process: subprocess.Popen[str]) -> None:
    """Let a process end that ends when nobody asks any more."""
    process.communicate()


def answer_to(line: str, *, words: IO[str], answers: IO[str]) -> int:
    """What a process says to one line."""
    words.write(f"{line}\n")
    words.flush()
    answer = answers.readline()
    assert answer, "the process that was asked has ended"
    return int(answer)


@contextmanager
def nursery(environment: Mapping[str, str], log: Path) -> Iterator[Nursery]:
    """A place for workers on one installation; what they write to standard error is kept in a file."""
    with TemporaryDirectory() as folder:
        pipes = Path(folder, "words")
        for way in ("in", "out"):
            os.mkfifo(f"{pipes}.{way}")
        pid = mother().ask(environment=dict(environment), words=str(pipes), log=str(log))
        with Path(f"{pipes}.in").open("w") as words, Path(f"{pipes}.out").open() as answers:
            place = Nursery(pid, words, answers)
            try:
                yield place
            finally:
                for number in (*place.alive, pid):
                    with suppress(ProcessLookupError):
                        os.kill(number, signal.SIGKILL)
                mother().ask(bury=pid)


def megabytes(number: int) -> float:
    """The most memory that a process has used so far; nothing is known of one that has just ended."""
    status = Path(f"/proc/{number}/status").read_text("ascii")
    peaks = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(peaks[0].split()[1]) / 1024 if peaks else 0.0
