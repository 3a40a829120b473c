"""A deadline of a session, by the clock of whoever set it."""

from dataclasses import dataclass
from datetime import date, time

from vocabulary.text import Bilingual


@dataclass(frozen=True, slots=True)
class DeadlineCard:
    """What is due, on which day and at which hour of the clock of `tzid`, and where that is said."""

    name: Bilingual
    day: date
    clock: time
    tzid: str
    source: str = ""
