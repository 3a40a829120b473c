"""When a meeting is, as calendars say it: a wall clock, UTC, or whole days (RFC 5545, 3.3.4 and 3.3.5)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Event, Timezone

from ics.zones import InexpressibleZone, vtimezone
from vocabulary.days import in_zone
from vocabulary.invite import MeetingFacts

DAY = timedelta(days=1)
UTC_NAMES = frozenset({"UTC", "Etc/UTC", "UCT", "Etc/UCT", "Universal", "Etc/Universal", "Zulu", "Etc/Zulu"})
"""Zones that a calendar writes as Z: TZID must not name them (RFC 5545, 3.2.19)."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The instants of a timed meeting, its end excluded."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Days:
    """The days of an all-day meeting, both inclusive."""

    first: date
    last: date


def time_of(facts: MeetingFacts) -> Hours | Days:
    """When the meeting is; a ValueError where the facts hold neither, both, or an end before its start."""
    match (facts.starts, facts.ends, facts.first_day, facts.last_day):
        case datetime() as starts, datetime() as ends, None, None if starts < ends:
            return Hours(starts, ends)
        case None, None, date() as first, date() as last if first <= last:
            return Days(first, last)
    raise ValueError(f"a meeting without one clear time: {facts.uid}")


def zones_for(meetings: Iterable[MeetingFacts]) -> Mapping[str, Timezone]:
    """The VTIMEZONE of each zone whose wall clock these meetings may be written in, in the order of the zones' names.

    Left out is a zone that no yearly rule describes: its meetings are written in UTC.
    """
    return zones_on((facts.tzid, days_on_the_wall(facts)) for facts in meetings)


def zones_on(days: Iterable[tuple[str, Iterable[date]]]) -> Mapping[str, Timezone]:
    """The same for zones and the days on which somebody looks at their wall clocks."""
    found: dict[str, set[date]] = {}
    for tzid, some in days:
        found.setdefault(tzid, set()).update(some)
    zones = ((tzid, _zone(tzid, found[tzid])) for tzid in sorted(found) if found[tzid])
    return {tzid: zone for tzid, zone in zones if zone}


def add_time(event: Event, facts: MeetingFacts, *, local: bool) -> None:
    """Add DTSTART and DTEND; `local` lets the hours stand on the wall clock of the meeting's zone."""
    time = time_of(facts)
    if isinstance(time, Days):
        event.add("DTSTART", time.first)
        event.add("DTEND", time.last + DAY)
        return
    for name, instant in (("DTSTART", time.starts), ("DTEND", time.ends)):
        if local and may_be_local(facts):
            # Naive, with TZID said aloud: icalendar names some zones by another of their names.
            wall_clock = in_zone(instant, facts.tzid).replace(tzinfo=None)
            event.add(name, wall_clock, parameters={"TZID": facts.tzid})
        else:
            event.add(name, in_zone(instant, "UTC"))


def may_be_local(facts: MeetingFacts) -> bool:
    """Whether wall clocks tell this meeting's hours from all others: not in an hour that is there twice."""
    time = time_of(facts)
    if isinstance(time, Days) or facts.tzid in UTC_NAMES:
        return False
    return not any(_is_there_twice(instant, facts.tzid) for instant in (time.starts, time.ends))


def _is_there_twice(instant: datetime, tzid: str) -> bool:
    there = in_zone(instant, tzid)
    return there.utcoffset() != there.replace(fold=1 - there.fold).utcoffset()


def days_on_the_wall(facts: MeetingFacts) -> tuple[date, ...]:
    """The days of a meeting's wall clock, first and last; none where it is not written on one."""
    time = time_of(facts)
    if isinstance(time, Days) or not may_be_local(facts):
        return ()
    return in_zone(time.starts, facts.tzid).date(), in_zone(time.ends, facts.tzid).date()


def _zone(tzid: str, days: Collection[date]) -> Timezone | None:
    try:
        return vtimezone(tzid, first=min(days), last=max(days))
    except InexpressibleZone:
        return None
