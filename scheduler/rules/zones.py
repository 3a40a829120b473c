"""One instant on the wall clocks of several cities, and which part of the day it is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from vocabulary.invite import City
from vocabulary.states import Part
from vocabulary.text import Bilingual

HOME_HOURS = (time(8, 30), time(16, 30))
"""Government office hours in the capital."""

OTHER_HOURS = (time(9), time(17))
WAKING_HOURS = (time(7), time(22))
STEP = timedelta(minutes=30)
"""No part of a day is shorter."""

LAST = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class CityHours:
    """A meeting as one city sees it; `day_offset` counts days from the capital's, `part` is the worst it falls into."""

    name: Bilingual
    tzid: str
    day: date
    starts: str
    ends: str
    part: Part
    day_offset: int
    colour: int


def wall_of(instant: datetime, tzid: str) -> str:
    """What a clock there shows, as it is kept: "2022-01-11T14:00"."""
    return instant.astimezone(ZoneInfo(tzid)).strftime("%Y-%m-%dT%H:%M")


def city_hours(starts: datetime, ends: datetime, *, cities: Sequence[City]) -> tuple[CityHours, ...]:
    """The meeting in each city; the first city is the capital."""
    home_day = starts.astimezone(ZoneInfo(cities[0].tzid)).date()
    return tuple(hours_in(city, starts, ends=ends, place=(number, home_day)) for number, city in enumerate(cities))


def hours_in(city: City, starts: datetime, *, ends: datetime, place: tuple[int, date]) -> CityHours:
    """The meeting by the clock of one city; `place` is its number, 0 for the capital, and the capital's day of it."""
    number, home_day = place
    zone = ZoneInfo(city.tzid)
    local, until = starts.astimezone(zone), ends.astimezone(zone)
    return CityHours(
        name=city.name,
        tzid=city.tzid,
        day=local.date(),
        starts=f"{local:%H:%M}",
        ends=f"{until:%H:%M}",
        part=worst_part(starts, ends, tzid=city.tzid, at_home=number == 0),
        day_offset=(local.date() - home_day).days,
        colour=number,
    )


def worst_part(starts: datetime, ends: datetime, *, tzid: str, at_home: bool) -> Part:
    """The least kind part of the day that the meeting touches in a city."""
    steps = max(1, -(-(ends - starts) // STEP))
    looked_at = [*(starts + STEP * number for number in range(steps)), max(starts, ends - LAST)]
    parts = {part_of_day(instant, tzid, at_home=at_home) for instant in looked_at}
    return next(part for part in (Part.NIGHT, Part.DUSK, Part.DAY) if part in parts)


def part_of_day(instant: datetime, tzid: str, *, at_home: bool) -> Part:
    """Office hours, waking hours or night in a city at an instant."""
    local = instant.astimezone(ZoneInfo(tzid)).time()
    opens, closes = HOME_HOURS if at_home else OTHER_HOURS
    if opens <= local < closes:
        return Part.DAY
    return Part.DUSK if WAKING_HOURS[0] <= local < WAKING_HOURS[1] else Part.NIGHT
