"""Time zones as every client reads them: one STANDARD, at most one DAYLIGHT, yearly rules (RFC 5545, 3.6.5)."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
EPOCH_YEAR = 1970
DAY = timedelta(days=1)


class InexpressibleZone(ValueError):
    """A zone whose changes in these years follow no single yearly rule: say its times in UTC instead."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a zone's offset; `onset` is the wall clock that shows when it happens, still on the old offset."""

    onset: datetime
    offset_from: timedelta
    offset_to: timedelta
    name: str

    @property
    def nths(self) -> frozenset[int]:
        """Which weekday of its month the onset falls on: counted from the first, and -1 where it is the last."""
        day, days = self.onset.day, monthrange(self.onset.year, self.onset.month)[1]
        return frozenset({(day - 1) // 7 + 1} - {5}) | (frozenset({-1}) if day > days - 7 else frozenset())

    @property
    def rhythm(self) -> tuple[object, ...]:
        """What must be the same every year, but for which weekday of the month."""
        onset = self.onset
        return onset.month, onset.weekday(), onset.time(), self.offset_from, self.offset_to


@dataclass(frozen=True, slots=True)
class Observance:
    """A STANDARD or DAYLIGHT block; `recurs` is empty where the offset never changes."""

    onset: datetime
    offset_from: timedelta
    offset_to: timedelta
    name: str
    recurs: tuple[tuple[str, str | int], ...] = ()


def vtimezone(tzid: str, *, first: date, last: date) -> Timezone:
    """The VTIMEZONE of an IANA zone, right at every instant of the years from `first` to `last`, both inclusive.

    DAYLIGHT is whichever offset is further east, so that Dublin reads as it does in Outlook.
    Raises `InexpressibleZone` where one yearly rule does not hold throughout those years.
    """
    zone = Timezone()
    zone.add("TZID", tzid)
    kinds = (TimezoneStandard, TimezoneDaylight)
    for kind, observance in zip(kinds, observances(tzid, range(first.year, last.year + 1)), strict=False):
        block = kind()
        block.add("DTSTART", observance.onset)
        block.add("TZOFFSETFROM", observance.offset_from)
        block.add("TZOFFSETTO", observance.offset_to)
        block.add("TZNAME", observance.name)
        if observance.recurs:
            block.add("RRULE", vRecur(dict(observance.recurs)))
        zone.add_component(block)
    return zone


@lru_cache(maxsize=512)
def observances(tzid: str, years: range) -> tuple[Observance, ...]:
    """The STANDARD block and, where clocks change, the DAYLIGHT block of these years."""
    changes = tuple(changes_of(tzid, years))
    if not changes:
        return (_constant(datetime(years.start, 7, 1, tzinfo=ZoneInfo(tzid))),)
    back = [change for change in changes if change.offset_to < change.offset_from]
    ahead = [change for change in changes if change.offset_to > change.offset_from]
    if not len(back) == len(ahead) == len(years):
        raise InexpressibleZone(f"{tzid} does not change its clocks twice in each year from {years.start}")
    standard, daylight = _yearly(tzid, back), _yearly(tzid, ahead)
    if (standard.offset_from, standard.offset_to) != (daylight.offset_to, daylight.offset_from):
        raise InexpressibleZone(f"{tzid} does not return to the offset it left")
    return standard, daylight


def changes_of(tzid: str, years: range) -> Iterator[Change]:
    """Every change of offset whose onset, on the wall clock, falls in these years; oldest first."""
    zone = ZoneInfo(tzid)
    day = datetime(years.start, 1, 1, tzinfo=UTC) - 2 * DAY
    while day < datetime(years.stop, 1, 3, tzinfo=UTC):
        if _offset(day, zone) != _offset(day + DAY, zone):
            change = _change_within(day, zone)
            if change.onset.year in years:
                yield change
        day += DAY


def _change_within(day: datetime, zone: ZoneInfo) -> Change:
    before, after = day, day + DAY
    offset_from = _offset(before, zone)
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        before, after = (middle, after) if _offset(middle, zone) == offset_from else (before, middle)
    instant = after.replace(microsecond=0)
    onset = (instant + offset_from).replace(tzinfo=None)
    return Change(onset, offset_from, _offset(instant, zone), instant.astimezone(zone).tzname() or "")


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta(0)


def _constant(moment: datetime) -> Observance:
    offset = moment.utcoffset() or timedelta(0)
    return Observance(datetime(EPOCH_YEAR, 1, 1), offset, offset, moment.tzname() or "")  # noqa: DTZ001 - wall clock


def _yearly(tzid: str, changes: Sequence[Change]) -> Observance:
    nths = frozenset.intersection(*(change.nths for change in changes))
    if len({change.rhythm for change in changes}) > 1 or not nths:
        raise InexpressibleZone(f"{tzid} changes its clocks by another rule from year to year")
    # "Last" before "fourth": it is what the law says wherever one year's dates would allow both.
    nth, change = min(nths), changes[0]
    onset = change.onset
    recurs = (("FREQ", "YEARLY"), ("BYMONTH", onset.month), ("BYDAY", f"{nth}{WEEKDAYS[onset.weekday()]}"))
    return Observance(_in_epoch_year(onset, nth), change.offset_from, change.offset_to, change.name, recurs)


def _in_epoch_year(onset: datetime, nth: int) -> datetime:
    """The same rule's onset in 1970: before every event, so that a rule is always in force when one begins."""
    first_weekday, days = monthrange(EPOCH_YEAR, onset.month)
    first = 1 + (onset.weekday() - first_weekday) % 7
    found = first + 7 * (nth - 1) if nth > 0 else first + 7 * ((days - first) // 7)
    return onset.replace(year=EPOCH_YEAR, day=found)
