"""Two ways of doing the same, taken in turns within one run: what counts is the ratio of their medians."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median

Clock = Callable[[], float]


@dataclass
class Watch:
    """A stop watch that a variant starts when its preparation is done."""

    clock: Clock
    seconds: float = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Measure the block."""
        begun = self.clock()
        yield
        self.seconds += self.clock() - begun


Variant = Callable[[Watch], object]


@dataclass(frozen=True, slots=True)
class Goal:
    """What is promised: at least so many times as fast as the other way, or at most so many times as slow."""

    least: float | None = None
    most: float | None = None

    def words(self) -> str:
        """The goal as the table shows it."""
        if self.least is not None:
            return f">= {self.least:g}x"
        return "" if self.most is None else f"<= {self.most:g}x"

    def verdict(self, faster: float) -> str:
        """Whether it is reached."""
        if self.least is not None:
            return "ok" if faster >= self.least else "SHORT"
        if self.most is not None:
            return "ok" if 1 / faster <= self.most else "SHORT"
        return ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table; `ours` and `other` are seconds."""

    what: str
    ours: float
    other: float | None
    goal: Goal = Goal()
    note: str = ""
    verdict: str | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as words."""
        if self.other is None:
            return (self.what, told(self.ours), "", "", self.goal.words(), self.verdict or "", self.note)
        faster = max(self.other, INSTANT) / max(self.ours, INSTANT)
        ratio = f"{1 / faster:.2f}x" if self.goal.most is not None else f"{faster:.4g}x"
        verdict = self.goal.verdict(faster) if self.verdict is None else self.verdict
        return (self.what, told(self.ours), told(self.other), ratio, self.goal.words(), verdict, self.note)


INSTANT = 1e-9
"""The least that a clock tells apart, in seconds: what took less, as in a small run, counts as that."""

HEAD = ("what", "ours", "beside it", "ratio", "goal", "", "")
WIDTHS = (35, 8, 9, 8, 8, 5, 0)


@dataclass
class Contest:
    """Variants by their names, timed in turns."""

    rounds: int
    clock: Clock = time.perf_counter
    variants: dict[str, Variant] = field(default_factory=dict)

    def run(self) -> dict[str, float]:
        """The median of each, in seconds; a first round that warms everything up is not counted."""
        taken: dict[str, list[float]] = {name: [] for name in self.variants}
        for number in range(self.rounds + 1):
            for name, variant in self.variants.items():
                watch = Watch(self.clock)
                variant(watch)
                if number:
                    taken[name].append(watch.seconds)
        return {name: median(seconds) for name, seconds in taken.items()}


def table(lines: Iterable[Line]) -> Iterator[str]:
    """The lines beneath each other, each as soon as it is known."""
    yield row_of(HEAD)
    for line in lines:
        yield row_of(line.cells)


def row_of(cells: Sequence[str]) -> str:
    """One row of the table."""
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()


def told(seconds: float) -> str:
    """A time with three figures that count."""
    for unit, factor in (("s", 1.0), ("ms", 1e3)):
        if seconds * factor >= 1:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds * 1e6:.3g} us"
