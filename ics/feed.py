"""A calendar to subscribe to: many meetings, nobody asked (RFC 5545, 3.6; RFC 7986, 5).

Each meeting is a piece that is the same in everybody's feed of one language; a feed is its pieces joined.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from icalendar import Event

from ics.description import description
from ics.events import add_link, empty_calendar, meeting_event
from ics.lines import Text, serialised
from ics.times import add_time, days_on_the_wall, zones_on
from vocabulary.invite import FeedItem, Firmness, MeetingFacts
from vocabulary.states import Language
from vocabulary.text import clean_line

BEGIN = b"BEGIN:VEVENT\r\n"
END_OF_EVENT = b"END:VEVENT\r\n"
END = b"END:VCALENDAR\r\n"
REFRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class FeedPiece:
    """One meeting's bytes, its hours on the wall clock of its zone; `days` are those on that clock."""

    begins: tuple[date, str]
    tzid: str
    days: tuple[date, ...]
    content: bytes
    time: bytes
    time_in_utc: bytes

    def written(self, *, local: bool) -> bytes:
        """The same, or with its hours in UTC, where a feed cannot say the zone."""
        return self.content if local else self.content.replace(self.time, self.time_in_utc, 1)


def feed_bytes(items: Iterable[FeedItem], *, name: str, language: Language) -> bytes:
    """One VCALENDAR without METHOD, its meetings in the order given; the same values give the same bytes."""
    return joined([piece_of(item, language) for item in items], name=name)


def piece_of(item: FeedItem, language: Language) -> FeedPiece:
    """One meeting's piece; a ValueError where the facts hold no clear time."""
    facts = item.facts
    return FeedPiece(
        begins=begins(facts),
        tzid=facts.tzid,
        days=days_on_the_wall(facts),
        content=serialised(feed_event(item, language, local=True)),
        time=_time(facts, local=True),
        time_in_utc=_time(facts, local=False),
    )


def joined(pieces: Sequence[FeedPiece], *, name: str) -> bytes:
    """The feed of these pieces, in the order given."""
    zones = zones_on((piece.tzid, piece.days) for piece in pieces)
    calendar = empty_calendar()
    for key in ("NAME", "X-WR-CALNAME"):
        calendar.add(key, Text(clean_line(name)))
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT1H")
    for zone in zones.values():
        calendar.add_component(zone)
    opening = serialised(calendar).removesuffix(END)
    return b"".join([opening, *(piece.written(local=piece.tzid in zones) for piece in pieces), END])


def begins(facts: MeetingFacts) -> tuple[date, str]:
    """Where a meeting stands in the calendar; its identity settles what begins together."""
    first = facts.first_day if facts.starts is None else facts.starts.date()
    return (first or date.max, facts.uid)


def feed_event(item: FeedItem, language: Language, *, local: bool) -> Event:
    """One meeting without ORGANIZER and ATTENDEE, so that no client offers to answer it."""
    event = meeting_event(item.facts, item.version, language=language, local=local)
    tentative = item.tentative or item.facts.firmness is Firmness.TENTATIVE
    event.add("STATUS", "TENTATIVE" if tentative else "CONFIRMED")
    event.add("DESCRIPTION", Text(description(item.facts, language)))
    add_link(event, item.facts)
    return event


def _time(facts: MeetingFacts, *, local: bool) -> bytes:
    event = Event()
    add_time(event, facts, local=local)
    return serialised(event).removeprefix(BEGIN).removesuffix(END_OF_EVENT)
