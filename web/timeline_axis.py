"""A timeline's axis: any stretch of whole months, with its years in both eras."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from vocabulary import days
from vocabulary.states import Language

SHORTEST = 3
"""Months; fewer would stretch one session over half the drawing."""

MONTH_STEPS = (1, 2, 3, 6, 12)
MONTH_ROOM = 36.0
BOTH_ERAS_ROOM, ONE_ERA_ROOM = 132.0, 46.0


@dataclass(frozen=True, slots=True)
class Year:
    """A band; `room` says how much of its name fits: both eras, the reader's own, or nothing."""

    x: float
    width: float
    year: int
    room: Literal["both", "own", "none"]


@dataclass(frozen=True, slots=True)
class Month:
    """A line where a month begins, and its short name."""

    x: float
    name: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from left to right; `first` and `last` begin months, and `last` is excluded."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where the day begins."""
        return round(self.left + (self.right - self.left) * (day - self.first).days / (self.last - self.first).days, 1)

    def years(self) -> tuple[Year, ...]:
        """The calendar years, the first and the last perhaps in part."""
        return tuple(self._year(year) for year in range(self.first.year, (self.last - date.resolution).year + 1))

    def _year(self, year: int) -> Year:
        begins, ends = self.x(max(self.first, date(year, 1, 1))), self.x(min(self.last, date(year + 1, 1, 1)))
        width = round(ends - begins, 1)
        return Year(
            begins, width, year, "both" if width >= BOTH_ERAS_ROOM else "own" if width >= ONE_ERA_ROOM else "none"
        )

    def months(self, language: Language) -> tuple[Month, ...]:
        """The months that have room for their names; where not all have, every second, third, sixth or twelfth."""
        names = days.names(language, "abbreviated").months
        each = (self.right - self.left) / _months_between(self.first, self.last)
        step = next((step for step in MONTH_STEPS if step * each >= MONTH_ROOM), MONTH_STEPS[-1])
        begun = (later(self.first, n) for n in range(_months_between(self.first, self.last)))
        return tuple(Month(self.x(day), names[day.month - 1]) for day in begun if (day.month - 1) % step == 0)


def whole_months(shown: Iterable[date]) -> tuple[date, date]:
    """The first days of the first month shown and of the month after the last, three months apart at least."""
    first, last = min(shown := sorted(shown)).replace(day=1), later(max(shown), 1)
    return first, max(last, later(first, SHORTEST))


def later(day: date, months: int) -> date:
    """The first day of the month that many months later."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month
