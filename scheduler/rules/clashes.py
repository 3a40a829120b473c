"""Who is already busy when a meeting is to be held."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

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


def clashes(starts: datetime, ends: datetime, *, busy: Iterable[Busy]) -> list[Busy]:
    """What overlaps a meeting; two that only touch do not."""
    return [one for one in busy if one.starts < ends and starts < one.ends]
