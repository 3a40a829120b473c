"""A third reader of calendars: libical, in C, which KDE, Evolution and GNOME Calendar read with."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from ctypes import Structure, c_char_p, c_int, c_int64, c_void_p
from functools import cache
from typing import Any

from tests.ics.readers import Meeting, Moment, Person, Reading


class Time(Structure):
    """An `icaltimetype`; its zone is one that the calendar itself defines."""

    _fields_ = (
        *((name, c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "is_daylight")),
        ("zone", c_void_p),
    )

    year: int
    month: int
    day: int
    is_date: int


TEXT, OBJECT, NUMBER = c_char_p, c_void_p, c_int
FUNCTIONS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "icalparser_parse_string": (OBJECT, (TEXT,)),
    "icalcomponent_free": (None, (OBJECT,)),
    "icalcomponent_string_to_kind": (NUMBER, (TEXT,)),
    "icalcomponent_get_first_component": (OBJECT, (OBJECT, NUMBER)),
    "icalcomponent_get_next_component": (OBJECT, (OBJECT, NUMBER)),
    "icalcomponent_get_first_property": (OBJECT, (OBJECT, NUMBER)),
    "icalcomponent_get_next_property": (OBJECT, (OBJECT, NUMBER)),
    "icalcomponent_get_dtstart": (Time, (OBJECT,)),
    "icalcomponent_get_dtend": (Time, (OBJECT,)),
    "icalcomponent_get_dtstamp": (Time, (OBJECT,)),
    "icalcomponent_get_sequence": (NUMBER, (OBJECT,)),
    "icalcomponent_count_errors": (NUMBER, (OBJECT,)),
    "icalproperty_string_to_kind": (NUMBER, (TEXT,)),
    "icalproperty_get_property_name": (TEXT, (OBJECT,)),
    "icalproperty_get_value": (OBJECT, (OBJECT,)),
    "icalproperty_get_value_as_string": (TEXT, (OBJECT,)),
    "icalproperty_get_parameter_as_string": (TEXT, (OBJECT, TEXT)),
    "icalvalue_get_text": (TEXT, (OBJECT,)),
    "icalrestriction_check": (NUMBER, (OBJECT,)),
    "icaltime_as_timet_with_zone": (c_int64, (Time, OBJECT)),
}


class Library:
    """Its functions by their names, with the types of what they take and give."""

    def __init__(self) -> None:
        loaded = ctypes.CDLL("libical.so.3")
        for name, (gives, takes) in FUNCTIONS.items():
            function = getattr(loaded, name)
            function.restype, function.argtypes = gives, takes
            setattr(self, name, function)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        raise AttributeError(name)


@cache
def library() -> Library:
    """The library, loaded once."""
    try:
        return Library()
    except OSError as error:
        raise RuntimeError("libical is missing: `make tools` installs it") from error


def read_by_libical(contents: Sequence[bytes]) -> list[Reading]:
    """The calendars as libical reads them; it must find each of them valid, by RFC 5546's tables of properties too."""
    return [read(content) for content in contents]


def read(content: bytes) -> Reading:
    """One calendar."""
    reader = library()
    calendar = reader.icalparser_parse_string(content)
    assert calendar, "no calendar at all"
    try:
        method = raw_of(calendar, "METHOD")
        # of a DECLINECOUNTER it wants neither the SEQUENCE nor the ATTENDEE that the RFC's own example has (4.2.4)
        if method != "DECLINECOUNTER":
            assert reader.icalrestriction_check(calendar), "it breaks a restriction of RFC 5545 or 5546"
        assert reader.icalcomponent_count_errors(calendar) == 0
        zones = tuple(sorted(str(text_of(zone, "TZID")) for zone in parts(calendar, "VTIMEZONE")))  # it moves them
        return Reading(method, zones, tuple(meeting_of(event) for event in parts(calendar, "VEVENT")))
    finally:
        reader.icalcomponent_free(calendar)


def parts(component: int, name: str) -> Iterator[int]:
    """The components of one kind inside another."""
    reader = library()
    kind = reader.icalcomponent_string_to_kind(name.encode())
    found = reader.icalcomponent_get_first_component(component, kind)
    while found:
        yield found
        found = reader.icalcomponent_get_next_component(component, kind)


ANY = 0


def properties(component: int, name: str = "") -> Iterator[int]:
    """The properties of one name, or all, in order."""
    reader = library()
    kind = reader.icalproperty_string_to_kind(name.encode()) if name else ANY
    found = reader.icalcomponent_get_first_property(component, kind)
    while found:
        yield found
        found = reader.icalcomponent_get_next_property(component, kind)


def meeting_of(event: int) -> Meeting:
    """One VEVENT."""
    reader = library()
    return Meeting(
        uid=str(text_of(event, "UID")),
        sequence=reader.icalcomponent_get_sequence(event),
        stamp=moment(reader.icalcomponent_get_dtstamp(event)),
        starts=moment(reader.icalcomponent_get_dtstart(event)) if raw_of(event, "DTSTART") else None,
        ends=moment(reader.icalcomponent_get_dtend(event)) if raw_of(event, "DTEND") else None,
        summary=text_of(event, "SUMMARY"),
        location=text_of(event, "LOCATION"),
        description=text_of(event, "DESCRIPTION") or "",
        status=raw_of(event, "STATUS"),
        people=tuple(person_of(one) for one in properties(event, "ATTENDEE")),
        properties=tuple(reader.icalproperty_get_property_name(one).decode().lower() for one in properties(event)),
    )


def person_of(attendee: int) -> Person:
    """One ATTENDEE."""
    reader = library()
    address = reader.icalproperty_get_value_as_string(attendee).decode()
    wanted = (b"CN", b"ROLE", b"PARTSTAT", b"RSVP")
    return Person(address, *(decoded(reader.icalproperty_get_parameter_as_string(attendee, name)) for name in wanted))


def text_of(component: int, name: str) -> str | None:
    """The text of a property, without its escapes."""
    reader = library()
    found = next(properties(component, name), None)
    return None if found is None else decoded(reader.icalvalue_get_text(reader.icalproperty_get_value(found)))


def raw_of(component: int, name: str) -> str | None:
    """The value of a property that is one of a list of words."""
    found = next(properties(component, name), None)
    return None if found is None else decoded(library().icalproperty_get_value_as_string(found))


def moment(time: Time) -> Moment:
    """An instant, or a day."""
    if time.is_date:
        return f"{time.year:04}-{time.month:02}-{time.day:02}"
    return int(library().icaltime_as_timet_with_zone(time, time.zone))


def decoded(text: bytes | None) -> str | None:
    """What C calls a string."""
    return None if text is None else text.decode()
