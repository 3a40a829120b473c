"""Which row of a lane each mark stands in, and on which side its words, so that nothing lies on anything else."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal

GAP = 8.0
LABELLED_ROWS = 3
"""Beyond these a mark goes without words: its link still has its name."""

LETTER = 0.62
"""The breadth of a letter in ems, of both scripts, on the safe side."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A mark from `x` on, and how wide its words are."""

    x: float
    width: float
    words: float


@dataclass(frozen=True, slots=True)
class Place:
    """What it got; `begins` and `ends` take in its words."""

    row: int
    words: Literal["right", "left", "none"]
    begins: float
    ends: float


def spread(wishes: Sequence[Wish], *, left: float, right: float) -> list[Place]:
    """A place for each wish, in their order, which is that of their `x`; words stay between `left` and `right`."""
    places: list[Place] = []
    for wish in wishes:
        places.append(next(place for place in _places_for(wish, left=left, right=right) if _is_free(place, places)))
    return places


def _places_for(wish: Wish, *, left: float, right: float) -> Iterator[Place]:
    begins, ends = wish.x, wish.x + wish.width
    for row in range(LABELLED_ROWS):
        if ends + GAP + wish.words <= right:
            yield Place(row, "right", begins, ends + GAP + wish.words)
        if begins - GAP - wish.words >= left:
            yield Place(row, "left", begins - GAP - wish.words, ends)
    yield from (Place(row, "none", begins, ends) for row in count())


def _is_free(place: Place, taken: Sequence[Place]) -> bool:
    return all(
        place.row != other.row or place.begins >= other.ends + GAP or other.begins >= place.ends + GAP
        for other in taken
    )


def breadth(text: str, size: float) -> float:
    """About how wide a text is at this size; Thai vowel and tone marks above and below take no room."""
    return round(sum(LETTER * size for letter in text if unicodedata.category(letter) != "Mn"), 1)
