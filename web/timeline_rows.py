"""Which row of a lane each mark stands in, and on which side its words, so that nothing lies on anything else."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal

GAP = 8.0
LABELLED_ROWS = 6
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


@dataclass(frozen=True, slots=True)
class Edges:
    """Words stay between `left` and `right` and, where they can, off the line at `avoid`."""

    left: float
    right: float
    avoid: float | None = None

    def hold(self, place: Place) -> bool:
        """Whether the place lies between them."""
        return self.left <= place.begins and place.ends <= self.right

    def cross(self, place: Place) -> bool:
        """Whether the line runs through the place."""
        return self.avoid is not None and place.begins - GAP < self.avoid < place.ends + GAP


def spread(wishes: Sequence[Wish], edges: Edges) -> list[Place]:
    """A place for each wish, in their order, which is that of their `x`."""
    places: list[Place] = []
    rows: dict[int, list[Place]] = {}
    for wish in wishes:
        place = next(place for place in _places_for(wish, edges) if _is_free(place, rows.get(place.row, ())))
        places.append(place)
        rows.setdefault(place.row, []).append(place)
    return places


def _places_for(wish: Wish, edges: Edges) -> Iterator[Place]:
    begins, ends = wish.x, wish.x + wish.width
    for row in range(LABELLED_ROWS):
        right = Place(row, "right", begins, ends + GAP + wish.words)
        left = Place(row, "left", begins - GAP - wish.words, ends)
        yield from sorted(filter(edges.hold, (right, left)), key=edges.cross)
    yield from (Place(row, "none", begins, ends) for row in count())


def _is_free(place: Place, taken: Sequence[Place]) -> bool:
    """Whether a place stands clear of those in its row; the latest of them are the nearest."""
    return all(place.begins >= other.ends + GAP or other.begins >= place.ends + GAP for other in reversed(taken))


def breadth(text: str, size: float) -> float:
    """About how wide a text is at this size; Thai vowel and tone marks above and below take no room."""
    return round(sum(LETTER * size for letter in text if unicodedata.category(letter) != "Mn"), 1)
