"""The calendar part of a stranger's mail, read line by line (RFC 5545, 3.1): only what a reply may say, nothing run.

Lines that are none are passed over, as every client does. No rule of recurrence is read, so none can be expanded.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from mail.inbound.bounds import (
    ATTENDEES,
    CALENDAR_BYTES,
    CALENDAR_TOO_LARGE,
    LINE_BYTES,
    NESTING,
    PROPERTIES,
    TOO_DEEP,
    TOO_MANY_ATTENDEES,
    TOO_MANY_PROPERTIES,
    Unreadable,
)
from mail.inbound.moments import ending, instant, spelled
from mail.inbound.words import address_of, decoded, is_wide
from vocabulary.inbound import Attendee, CalendarMessage
from vocabulary.text import N_, clean_line, clean_text

LONGEST_TEXT = 2000
LARGEST_NUMBER = 2**31 - 1
FOLD = re.compile(rb"\r?\n[ \t]|\r[ \t]")
LINE_END = re.compile(r"\r\n|\n|\r")
MARK = re.compile(r'"[^"]*"|[;:]')
ESCAPED = re.compile(r"\\(.)", re.DOTALL)

NO_EVENT = N_("The calendar part is about no meeting.")
SEVERAL = N_("The calendar part is about several meetings at once.")
BAD_NUMBER = N_("The calendar part has a SEQUENCE that is no number.")


@dataclass(frozen=True, slots=True)
class Property:
    """One content line: name and parameters in capitals, value as it was written."""

    name: str
    parameters: Mapping[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as words, unescaped and clean."""
        return clean_text(ESCAPED.sub(unescaped, self.value)).strip()[:LONGEST_TEXT]


@dataclass
class Component:
    """What stands between BEGIN and END, without what is nested inside."""

    name: str
    properties: list[Property] = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        """The first property of this name."""
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[Property]:
        """Every property of this name."""
        return (one for one in self.properties if one.name == name)

    def value(self, name: str) -> str:
        """The value of the first property of this name, or nothing."""
        found = self.first(name)
        return "" if found is None else found.value.strip()


def read_calendar(content: bytes, *, charset: str, method: str) -> CalendarMessage:
    """What a calendar part says; `method` is the mail's own word for it and counts where the part has none."""
    if len(content) > CALENDAR_BYTES:
        raise Unreadable(CALENDAR_TOO_LARGE, most="256 KB")
    if is_wide(content, charset):
        content, charset = decoded(content, charset).encode(), "utf-8"
    text = decoded(FOLD.sub(b"", content), charset)
    components = list(components_in(text))
    named = next((one.value("METHOD") for one in components if one.name == "VCALENDAR"), "")
    return message_of(the_event(components), (named or method).upper())


def components_in(text: str) -> Iterator[Component]:
    """The components of a calendar, each as it closes; what never closes comes at the end."""
    stack: list[Component] = []
    for one in properties_in(text):
        if one.name == "BEGIN":
            stack.append(Component(one.value.strip().upper()))
            if len(stack) > NESTING:
                raise Unreadable(TOO_DEEP, most=NESTING)
        elif one.name == "END":
            if stack:
                yield stack.pop()
        elif stack:
            stack[-1].properties.append(one)
    yield from reversed(stack)


def properties_in(text: str) -> Iterator[Property]:
    """The content lines of a calendar, counted."""
    lines = LINE_END.split(text)
    if len(lines) > PROPERTIES + 1:
        raise Unreadable(TOO_MANY_PROPERTIES, most=PROPERTIES)
    for line in lines:
        if len(line) > LINE_BYTES:
            raise Unreadable(CALENDAR_TOO_LARGE, most="256 KB")
        found = property_of(line)
        if found is not None:
            yield found


def property_of(line: str) -> Property | None:
    """One content line, or None where it is none."""
    parts, start = [], 0
    for mark in MARK.finditer(line):
        if mark[0] not in (";", ":"):
            continue
        parts.append(line[start : mark.start()])
        start = mark.end()
        if mark[0] == ":":
            break
    else:
        return None
    name, *parameters = parts
    pairs = (one.partition("=") for one in parameters)
    named = {key.strip().upper(): value.replace('"', "") for key, _, value in pairs}
    return Property(name.strip().upper(), named, line[start:])


def the_event(components: list[Component]) -> Component:
    """The one meeting that is meant: beside changed occurrences it is the whole that counts."""
    events = [one for one in components if one.name == "VEVENT"]
    if not events:
        raise Unreadable(NO_EVENT)
    if len({one.value("UID") for one in events}) > 1:
        raise Unreadable(SEVERAL)
    whole = [one for one in events if one.first("RECURRENCE-ID") is None]
    return (whole or events)[0]


def message_of(event: Component, method: str) -> CalendarMessage:
    """The meeting of a calendar part as a value."""
    attendees = list(event.all("ATTENDEE"))
    if len(attendees) > ATTENDEES:
        raise Unreadable(TOO_MANY_ATTENDEES, most=ATTENDEES)
    organizer, place = event.first("ORGANIZER"), event.first("LOCATION")
    return CalendarMessage(
        method=clean_line(method)[:20],
        uid=clean_line(event.value("UID"))[:500],
        attendees=tuple(attendee_of(one) for one in attendees),
        organizer="" if organizer is None else calendar_address(organizer),
        sequence=number_of(event.value("SEQUENCE")),
        stamp=stamp_of(event),
        recurrence=clean_line(event.value("RECURRENCE-ID"))[:60],
        comment="\n".join(filter(None, (one.text for one in event.all("COMMENT"))))[:LONGEST_TEXT],
        starts=moment(event, "DTSTART"),
        ends=moment(event, "DTEND") or ending(moment(event, "DTSTART"), event.value("DURATION")),
        original_starts=moment(event, "X-MS-OLK-ORIGINALSTART"),
        original_ends=moment(event, "X-MS-OLK-ORIGINALEND"),
        place="" if place is None else clean_line(place.text)[:500],
    )


def stamp_of(event: Component) -> datetime | None:
    """DTSTAMP, where it is an instant; some write it without its zone, and mean UTC."""
    found = instant(event.value("DTSTAMP"), tzid="UTC")
    return None if found is None else found.astimezone(UTC)


def moment(event: Component, name: str) -> str:
    """A DTSTART or one of its kind: an instant in UTC or a day, spelled out; nothing where it cannot be told."""
    found = event.first(name)
    if found is None:
        return ""
    rest, colon, value = found.value.rpartition(":")  # some write a zone with a colon in it, and no quotation marks
    return spelled(value.strip(), tzid=f"{found.parameters.get('TZID', '')}{colon}{rest}")


def attendee_of(one: Property) -> Attendee:
    """One ATTENDEE."""
    written = one.parameters
    return Attendee(
        address=calendar_address(one),
        partstat=clean_line(written.get("PARTSTAT", "NEEDS-ACTION")).upper()[:40],
        delegated_to=addresses_in(written.get("DELEGATED-TO", "")),
        delegated_from=addresses_in(written.get("DELEGATED-FROM", "")),
        sent_by=address_of(written.get("SENT-BY", "")),
        name=clean_line(written.get("CN", ""))[:200],
    )


def calendar_address(one: Property) -> str:
    """The mail address of an ATTENDEE or ORGANIZER; Apple writes others and puts the mail address beside."""
    return address_of(one.value) or address_of(one.parameters.get("EMAIL", ""))


def addresses_in(written: str) -> tuple[str, ...]:
    """The addresses of a DELEGATED-TO."""
    return tuple(filter(None, map(address_of, written.split(",")[:ATTENDEES])))


def number_of(value: str) -> int:
    """A SEQUENCE: none is the first (RFC 5545, 3.8.7.4)."""
    if not value:
        return 0
    if not value.isdecimal() or not value.isascii():
        raise Unreadable(BAD_NUMBER)
    return min(int(value[:12]), LARGEST_NUMBER)


def unescaped(found: re.Match[str]) -> str:
    """What an escaped character stands for."""
    return "\n" if found[1] in ("n", "N") else found[1]
