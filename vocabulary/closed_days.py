"""A day on which offices are closed, as somebody enters it."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from vocabulary.text import Bilingual


class ClosedDayState(Enum):
    """Whether a closed day stands in an official list, or is only expected, as a day of the moon's calendar is."""

    CONFIRMED = "confirmed"
    EXPECTED = "expected"


@dataclass(frozen=True, slots=True)
class ClosedDayCard:
    """A day on which offices are closed: its name, who says so, and whether that is official yet."""

    day: date
    name: Bilingual
    source: str = ""
    state: ClosedDayState = ClosedDayState.EXPECTED
