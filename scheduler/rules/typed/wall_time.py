"""The wall clock of a place, made an instant as late as possible; never across a change of the clocks unasked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from vocabulary.days import bilingual_day, short_day, zone_city
from vocabulary.refusals import Refusal
from vocabulary.states import Language
from vocabulary.text import N_, Bilingual

MINUTE = timedelta(minutes=1)

SKIPPED = N_(
    "There is no %(clock)s on %(day)s in %(city)s, where clocks go forward then. "
    "The nearest times are %(before)s and %(after)s."
)
TWICE = N_(
    "%(clock)s comes twice on %(day)s in %(city)s, where clocks go back then. "
    "Choose the first (%(first)s) or the second (%(second)s)."
)


@dataclass(frozen=True, slots=True)
class WallTime:
    """What a clock on the wall shows in a place; `tzid` is an IANA name."""

    day: date
    clock: time
    tzid: str

    def at(self, *, second: bool = False) -> datetime:
        """The aware local time; of two that look alike the first, unless the second is asked for."""
        return datetime.combine(self.day, self.clock.replace(fold=int(second)), tzinfo=ZoneInfo(self.tzid))


class ComesTwice(Refusal):
    """An hour that the clock shows twice; `choices` are its two instants, the earlier first."""

    def __init__(self, message: str, *, choices: tuple[datetime, datetime], field: str, **values: object) -> None:
        super().__init__(message, field=field, **values)
        self.choices = choices


def instant(wall: WallTime, *, field: str, second: bool | None = None) -> datetime:
    """The UTC instant of a wall clock (RFC 5545, 3.3.5: a time that does not exist is never written down).

    An hour that comes twice is refused until `second` says which one; elsewhere `second` says nothing.
    """
    if not exists(wall.at()):
        raise skipped(wall, field=field)
    if second is None and comes_twice(wall):
        raise twice(wall, field=field)
    return wall.at(second=bool(second)).astimezone(UTC)


def comes_twice(wall: WallTime) -> bool:
    """Whether the clock there shows this time on two occasions."""
    return exists(wall.at()) and wall.at().utcoffset() != wall.at(second=True).utcoffset()


def exists(local: datetime) -> bool:
    """Whether clocks there ever show this time: it survives the way to UTC and back."""
    return local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None)


def skipped(wall: WallTime, *, field: str) -> Refusal:
    """Why there is no such time, with the last one before and the first one after it."""
    before = after = wall.at()
    while not exists(before):
        before -= MINUTE
    while not exists(after):
        after += MINUTE
    nearest = {"before": beside(wall, before), "after": beside(wall, after)}
    return Refusal(SKIPPED, field=field, **place_and_time(wall), **nearest)


def twice(wall: WallTime, *, field: str) -> ComesTwice:
    """Which two times there are, told apart by their distance from UTC."""
    first, second = wall.at(), wall.at(second=True)
    offsets = {"first": from_utc(first), "second": from_utc(second)}
    choices = (first.astimezone(UTC), second.astimezone(UTC))
    return ComesTwice(TWICE, choices=choices, field=field, **place_and_time(wall), **offsets)


def from_utc(local: datetime) -> str:
    """How far this local time is from UTC: "UTC-04:00"."""
    return f"UTC{local.isoformat()[-6:]}"


def place_and_time(wall: WallTime) -> Mapping[str, object]:
    """What both refusals say of the wall clock."""
    return {"clock": f"{wall.clock:%H:%M}", "day": bilingual_day(wall.day), "city": zone_city(wall.tzid)}


def beside(wall: WallTime, local: datetime) -> Bilingual:
    """A time near the one typed, with its day where that is another one."""
    clock, day = f"{local:%H:%M}", local.date()
    if day == wall.day:
        return Bilingual(clock, clock)
    return Bilingual(f"{clock}, {short_day(day, Language.ENGLISH)}", f"{clock} {short_day(day, Language.THAI)}")
