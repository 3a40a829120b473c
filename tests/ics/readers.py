"""Two readers of calendars that share no code: icalendar here, ical.js in a process of its own."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from icalendar import Calendar

ROOT = Path(__file__).parent.parent.parent
SCRIPT = Path(__file__).parent / "ical_js" / "read.mjs"

Moment = int | str
"""Seconds since 1970 of an instant, or a day as "2022-02-28"."""


@dataclass(frozen=True)
class Person:
    """An ATTENDEE."""

    address: str
    name: str | None
    role: str | None
    partstat: str | None
    rsvp: str | None


@dataclass(frozen=True)
class Meeting:
    """A VEVENT; `properties` are the names of all its properties, in order.

    What only declines a proposal names the meeting and holds no time, title or description of it.
    """

    uid: str
    sequence: int
    stamp: Moment
    starts: Moment | None
    ends: Moment | None
    summary: str | None
    location: str | None
    description: str
    status: str | None
    people: tuple[Person, ...]
    properties: tuple[str, ...]


@dataclass(frozen=True)
class Reading:
    """What a reader understood of a calendar; `zones` are the TZIDs of its VTIMEZONEs."""

    method: str | None
    zones: tuple[str, ...]
    meetings: tuple[Meeting, ...]

    @property
    def meeting(self) -> Meeting:
        """The only meeting."""
        (only,) = self.meetings
        return only


def read_by_icalendar(content: bytes) -> Reading:
    """The calendar as icalendar reads it; it must find no fault."""
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    assert [component.errors for component in calendar.walk() if component.errors] == []
    zones = tuple(str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE"))
    return Reading(_text(calendar.get("METHOD")), zones, tuple(_meeting(event) for event in calendar.events))


def read_by_ical_js(contents: Sequence[bytes]) -> list[Reading]:
    """The same calendars as ical.js reads them."""
    assert (ROOT / "node_modules" / "ical.js").exists(), "ical.js is missing: `make tools` installs it"
    texts = json.dumps([content.decode() for content in contents])
    command = ["node", str(SCRIPT)]
    done = subprocess.run(command, input=texts, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stderr
    return [_reading(said) for said in json.loads(done.stdout)]


def _reading(said: dict[str, Any]) -> Reading:
    return Reading(said["method"], tuple(said["zones"]), tuple(_meeting_of(each) for each in said["meetings"]))


def _meeting_of(said: dict[str, Any]) -> Meeting:
    people = tuple(Person(**person) for person in said.pop("people"))
    return Meeting(people=people, properties=tuple(said.pop("properties")), **said)


def _meeting(event: Any) -> Meeting:
    return Meeting(
        uid=str(event["UID"]),
        sequence=int(event["SEQUENCE"]),
        stamp=_moment(event["DTSTAMP"].dt),
        starts=_moment(event["DTSTART"].dt) if "DTSTART" in event else None,
        ends=_moment(event["DTEND"].dt) if "DTEND" in event else None,
        summary=_text(event.get("SUMMARY")),
        location=_text(event.get("LOCATION")),
        description=_text(event.get("DESCRIPTION")) or "",
        status=_text(event.get("STATUS")),
        people=tuple(_person(each) for each in _all(event.get("ATTENDEE"))),
        properties=tuple(name.lower() for name, value in event.property_items(recursive=False, sorted=False))[1:-1],
    )


def _person(attendee: Any) -> Person:
    wanted = ("CN", "ROLE", "PARTSTAT", "RSVP")
    return Person(str(attendee), *(_text(attendee.params.get(name)) for name in wanted))


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _moment(value: date | datetime) -> Moment:
    return int(value.timestamp()) if isinstance(value, datetime) else value.isoformat()


def _text(value: object) -> str | None:
    return None if value is None else str(value)
