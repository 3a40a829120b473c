"""How the way to the mail server is used: not while nobody answers there, and no faster than the server wants it.

Trying every waiting letter at a server that is away costs each of them a wait and an attempt; trying one tells as much.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

ENOUGH = 3
"""Letters in a row that nobody answered: from then on the way rests."""

LONGEST_REST = timedelta(minutes=5)
MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Way:
    """How the way is: letters in a row that nobody answered, since when, why, until when it rests, and what may leave.

    `credit` is how many letters might have left at `credited_at` where so many a minute are allowed. Instants are the
    wall clock's.
    """

    failures: int = 0
    failing_since: datetime | None = None
    words: str = ""
    rests_until: datetime | None = None
    credit: float = 0.0
    credited_at: datetime | None = None

    @property
    def is_closed(self) -> bool:
        """Whether so many went unanswered that only one letter at a time is tried."""
        return self.failures >= ENOUGH


def rest_after(failures: int, *, first: timedelta) -> timedelta:
    """How long the way rests after so many letters in a row: doubling, up to five minutes."""
    longer: timedelta = first * 2 ** min(max(failures - ENOUGH, 0), 10)
    return min(longer, LONGEST_REST)


def room_on(way: Way, wall: datetime, *, most: int, per_minute: int) -> int:
    """How many letters may be taken now: none while it rests, one to try it, and no more than its pace allows."""
    if way.rests_until is not None and wall < way.rests_until <= wall + LONGEST_REST:
        return 0
    room = 1 if way.is_closed else most
    return min(room, int(credit_at(way, wall, per_minute=per_minute))) if per_minute else room


def credit_at(way: Way, wall: datetime, *, per_minute: int) -> float:
    """How many letters the pace allows by now.

    A tenth of a minute's letters may leave at once, and the rest evenly: whichever minute is looked at, never more than
    `per_minute` begin in it. A clock that was put back earns nothing.
    """
    at_once = max(1.0, per_minute / 10)
    if way.credited_at is None:
        return at_once
    earned = max(0.0, (wall - way.credited_at).total_seconds()) * max(per_minute - at_once, 0.5) / MINUTE
    return min(at_once, way.credit + earned)
