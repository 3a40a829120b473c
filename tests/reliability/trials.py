"""One fault injected: what was done, what came of it, and which invariants were seen to hold."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

PROPERTY = "reliability"

INVARIANTS = {
    "I1": "every promised letter is on the mail server's disk, or stands refused with its reason",
    "I2": "a letter came twice at most once a death or lost reply, byte for byte the same",
    "I3": "nothing was sent that was not promised",
    "I4": "nobody got an older state of a meeting after a newer one",
    "I5": "the database is whole: pages, indexes, foreign keys",
    "I6": "the audit verifies, with one row a deed",
    "I7": "one draft a meeting, one invitation a person",
    "I8": "what was answered with success is in the database, what was not has left nothing",
    "I9": "nobody holds a claim on a letter any more",
    "I10": "no process needed more than 400 MB",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    fault: str
    injected: str
    lost: str
    twice: str
    told: str
    held: str
    seconds: float
    verdict: str = "held"


@dataclass
class Trial:
    """One run of a fault."""

    fault: str
    record: Callable[[str, object], None]
    began: float = field(default_factory=time.monotonic)
    held: set[str] = field(default_factory=set)
    lost: int = 0
    twice: int = 0

    def counted(self, *, lost: int, twice: int) -> None:
        """Note how much was lost, and how much came or was done more than once."""
        self.lost += lost
        self.twice += twice

    def holds(self, *invariants: str) -> None:
        """Note that these were looked at, and hold."""
        assert set(invariants) <= set(INVARIANTS)
        self.held |= set(invariants)

    def ended(self, injected: str, told: str = "") -> None:
        """Note what was done and what else came of it."""
        seconds = round(time.monotonic() - self.began, 1)
        figures = [self.fault, injected, f"{self.lost:,}", f"{self.twice:,}", told, spelt(self.held), seconds]
        self.record(PROPERTY, figures)


def spelt(held: Iterable[str]) -> str:
    """Invariants as they are printed, runs of them with a dash: I1-I6 I9."""
    numbers = sorted(int(name[1:]) for name in held)
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return " ".join(f"I{run[0]}" if len(run) == 1 else f"I{run[0]}-I{run[-1]}" for run in runs)
