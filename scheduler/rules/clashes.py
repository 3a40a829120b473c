"""Who is already busy when a meeting is to be held."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from vocabulary.text import Bilingual


@dataclass(frozen=True, slots=True)
class Busy:
    """Somebody is at something from `starts` to `ends`, end excluded; `tentative` until it or the answer is firm."""

    person_id: int
    name: Bilingual
    starts: datetime
    ends: datetime
    title: Bilingual
    tentative: bool = False


class Stay(Protocol):
    """Somebody is at something from `starts` to `ends`, end excluded."""

    @property
    def person_id(self) -> int:
        """Who."""

    @property
    def starts(self) -> datetime:
        """From when."""

    @property
    def ends(self) -> datetime:
        """Until when."""


S = TypeVar("S", bound=Stay)


def overlapping(found: Iterable[S]) -> Iterator[tuple[S, S]]:
    """Every two stays of one person that overlap, the earlier first; two that only touch do not."""
    by_person: defaultdict[int, list[S]] = defaultdict(list)
    for stay in found:
        by_person[stay.person_id].append(stay)
    for several in by_person.values():
        several.sort(key=lambda one: one.starts)
        for position, one in enumerate(several):
            for other in several[position + 1 :]:
                if other.starts >= one.ends:
                    break
                yield one, other


def at_one_time(hours: Iterable[tuple[datetime, datetime, int]]) -> set[int]:
    """The numbers of those whose hours, from the first instant to the second, end excluded, overlap any others."""
    found: set[int] = set()
    longest: tuple[datetime, int] | None = None
    for starts, ends, number in sorted(hours):
        if longest is not None and starts < longest[0]:
            found |= {longest[1], number}
        if longest is None or ends > longest[0]:
            longest = (ends, number)
    return found


def clashes(starts: datetime, ends: datetime, *, busy: Iterable[Busy]) -> list[Busy]:
    """What overlaps a meeting; two that only touch do not."""
    return [one for one in busy if one.starts < ends and starts < one.ends]
