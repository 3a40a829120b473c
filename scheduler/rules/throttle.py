"""How long somebody waits who keeps failing to sign in: longer each time, and never for good.

At most 20 guesses of one visitor reach the comparison of passwords within any ten minutes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

WINDOW = timedelta(hours=1)
"""How long an attempt is remembered."""

LONGEST = timedelta(minutes=10)


class Knocking(Enum):
    """What somebody tries: the two are counted apart."""

    PASSWORD = "password"  # noqa: S105 - a kind of attempt
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Patience:
    """So many attempts without a wait; the next waits `first`, and each further one twice as long as the one before."""

    free: int
    first: timedelta

    def wait(self, attempts: int) -> timedelta:
        """How long to wait after the last of so many attempts."""
        over = attempts - self.free
        return timedelta() if over < 0 else min(self.first * 2 ** min(over, 16), LONGEST)

    def opens_at(self, attempts: Sequence[datetime]) -> datetime | None:
        """When the next attempt may come, after those within the window; None while it may come at once."""
        if len(attempts) < self.free:
            return None
        return max(attempts) + self.wait(len(attempts))


PER_ACCOUNT = {
    Knocking.PASSWORD: Patience(free=4, first=timedelta(seconds=10)),
    Knocking.LINK: Patience(free=3, first=timedelta(seconds=60)),
}
"""For one address from one place: somebody elsewhere who guesses at an address locks nobody else out of it."""

PER_VISITOR = {
    Knocking.PASSWORD: Patience(free=12, first=timedelta(seconds=30)),
    Knocking.LINK: Patience(free=20, first=timedelta(seconds=30)),
}
"""For one place, whatever the address: a ministry behind one line shares it."""
