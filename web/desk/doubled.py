"""An hour that the clock of a place shows twice: each form asks which one is meant, and keeps what was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from scheduler.rules.typed import WallTime, comes_twice
from vocabulary.days import in_zone
from web.context import today
from web.forms import Typed

FIELD, FIRST, SECOND = "which", "first", "second"


@dataclass(frozen=True, slots=True)
class HourFields:
    """The names of the fields in which a form holds a day and an hour."""

    day: str = "day"
    clock: str = "clock"


def which(typed: Typed) -> bool | None:
    """Of an hour that comes twice, whether the second is meant; None until somebody has said."""
    return {FIRST: False, SECOND: True}.get(typed.line(FIELD))


def is_doubled(values: Mapping[str, str], fields: HourFields, *, tzid: str) -> bool:
    """Whether the hour in these fields comes twice, so that the form must ask."""
    typed = Typed(values)
    day, hour = typed.day(fields.day, today=today()), typed.clock(fields.clock)
    return day is not None and hour is not None and comes_twice(WallTime(day, hour, tzid))


def which_of(instant: datetime, *, tzid: str) -> str:
    """What the form holds for an instant on record; nothing where its hour comes once."""
    local = in_zone(instant, tzid)
    wall = WallTime(local.date(), local.time().replace(fold=0), tzid)
    if not comes_twice(wall):
        return ""
    return SECOND if local.fold else FIRST
