"""When a meeting is, as calendars say it: a wall clock, UTC, or whole days (RFC 5545, 3.3.4 and 3.3.5)."""

from collections.abc import Iterable, Mapping
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
    hours, days = (facts.starts, facts.ends), (facts.first_day, facts.last_day)
    if days == (None, None) and facts.starts and facts.ends and facts.starts < facts.ends:
        return Hours(facts.starts, facts.ends)
    if hours == (None, None) and facts.first_day and facts.last_day and facts.first_day <= facts.last_day:
        return Days(facts.first_day, facts.last_day)
    raise ValueError(f"a meeting without one clear time: {facts.uid}")


def zones_for(meetings: Iterable[MeetingFacts]) -> Mapping[str, Timezone]:
    """The VTIMEZONE of each zone whose wall clock these meetings may be written in, in the order of the zones' names.

    Left out is a zone that no yearly rule describes: its meetings are written in UTC.
    """
    days: dict[str, list[date]] = {}
    for facts in meetings:
        days.setdefault(facts.tzid, []).extend(_local_days(facts))
    found = ((tzid, _zone(tzid, days[tzid])) for tzid in sorted(days) if days[tzid])
    return {tzid: zone for tzid, zone in found if zone}


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


def _local_days(facts: MeetingFacts) -> tuple[date, ...]:
    time = time_of(facts)
    if isinstance(time, Days) or not may_be_local(facts):
        return ()
    return in_zone(time.starts, facts.tzid).date(), in_zone(time.ends, facts.tzid).date()


def _zone(tzid: str, days: list[date]) -> Timezone | None:
    try:
        return vtimezone(tzid, first=min(days), last=max(days))
    except InexpressibleZone:
        return None
