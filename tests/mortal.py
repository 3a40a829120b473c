"""Commands that are killed in the middle of their work, by `tests/dying.py`."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from signal import SIGALRM, SIGKILL
from typing import Protocol

import pytest

ROOT = Path(__file__).parent.parent
KILLED = (-SIGKILL, -SIGALRM)


@dataclass(frozen=True)
class Fate:
    """How a command ended: its exit code or minus the signal, the steps it took, and what it said."""

    code: int
    steps: int
    said: str

    @property
    def killed(self) -> bool:
        """Whether it was, rather than that it ended in another way."""
        assert self.code in KILLED or self.code >= 0, self.said
        return self.code in KILLED


@dataclass(frozen=True)
class Place:
    """An installation that a command works in."""

    instance: Path
    url: str = ""


class Mortal(Protocol):
    """Runs `flask WORDS` in a process that is killed just before its k-th step or after some seconds, or lives."""

    def __call__(self, *words: str, place: Place, dies_at: int = 0, dies_after: float = 0) -> Fate:
        """Run it to its end."""
        ...


@pytest.fixture(scope="session")
def mortal() -> Iterator[Mortal]:
    """The process that such commands are forked from, started where the first test asks for it."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-m", "tests.dying"], cwd=ROOT, text=True, **pipes) as process:  # type: ignore[call-overload]

        def run(*words: str, place: Place, dies_at: int = 0, dies_after: float = 0) -> Fate:
            environment = {"SAMAI_INSTANCE": str(place.instance), "SAMAI_DATABASE_URL": place.url}
            environment |= {"SAMAI_TESTING": "true", "COVERAGE_PROCESS_START": ""}
            wanted = {
                "words": words,
                "environment": environment,
                "dies_at": dies_at,
                "dies_after": dies_after,
                "below": str(place.instance.parent),
            }
            process.stdin.write(f"{json.dumps(wanted)}\n")
            process.stdin.flush()
            return Fate(**json.loads(process.stdout.readline()))

        yield run
        process.stdin.close()


def deaths(most: int, wanted: int) -> Iterator[int]:
    """So many steps out of all, the first and the last among them."""
    yield from sorted({1 + number * (most - 1) // max(wanted - 1, 1) for number in range(min(wanted, most))})


def left_in(folder: Path) -> list[str]:
    """What lies about unfinished in a folder."""
    return [name for name in os.listdir(folder) if name.startswith(".samai-part-")]
