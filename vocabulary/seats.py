"""Who sits where in the room: a delegation has some seats at the table and some behind."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from vocabulary.text import Bilingual


class SeatRow(Enum):
    """Where somebody sits."""

    FRONT = "front"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody with a seat, by the name and position of the day on which the plan was made."""

    person_id: int
    name: Bilingual
    position: Bilingual
    row: SeatRow


@dataclass(frozen=True, slots=True)
class SeatSheet:
    """A plan of seats as it was made: the place, its rooms by day, and who sits where, in order."""

    city: Bilingual | None
    venue: Bilingual | None
    rooms: tuple[str, ...]
    seated: tuple[Seated, ...]

    def of(self, row: SeatRow) -> tuple[Seated, ...]:
        """Those who sit at the table, or behind."""
        return tuple(one for one in self.seated if one.row is row)


@dataclass(frozen=True, slots=True)
class SeatWish:
    """For which days, both inclusive, with how many seats, and who of the roster sits where."""

    opens: date
    closes: date
    front: int
    behind: int
    front_ids: tuple[int, ...] = ()
    behind_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatPlace:
    """Where a session meets on some days, and who is on its roster: what a plan of seats rests on."""

    city: Bilingual | None = None
    venue: Bilingual | None = None
    rooms: tuple[str, ...] = ()
    is_met: bool = False
    person_ids: frozenset[int] = field(default_factory=frozenset)
