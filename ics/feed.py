"""A calendar to subscribe to: many meetings, nobody asked (RFC 5545, 3.6; RFC 7986, 5)."""

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from icalendar import Event

from ics.description import description
from ics.events import add_link, empty_calendar, meeting_event
from ics.lines import Text, serialised
from ics.times import zones_for
from vocabulary.invite import FeedItem
from vocabulary.states import Language
from vocabulary.text import clean_line

END = b"END:VCALENDAR\r\n"
REFRESH = timedelta(hours=1)


def feed_bytes(items: Sequence[FeedItem], *, name: str, language: Language) -> bytes:
    """One VCALENDAR without METHOD, its meetings in the order given; the same values give the same bytes."""
    zones = zones_for(item.facts for item in items)
    calendar = empty_calendar()
    for key in ("NAME", "X-WR-CALNAME"):
        calendar.add(key, Text(clean_line(name)))
    calendar.add("REFRESH-INTERVAL", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT1H")
    for zone in zones.values():
        calendar.add_component(zone)
    opening = serialised(calendar).removesuffix(END)
    return b"".join([opening, *(_piece(item, language, local=item.facts.tzid in zones) for item in items), END])


def feed_event(item: FeedItem, language: Language, *, local: bool) -> Event:
    """One meeting without ORGANIZER and ATTENDEE, so that no client offers to answer it."""
    event = meeting_event(item.facts, item.version, language=language, local=local)
    event.add("STATUS", "TENTATIVE" if item.tentative else "CONFIRMED")
    event.add("DESCRIPTION", Text(description(item.facts, language)))
    add_link(event, item.facts)
    return event


@lru_cache(maxsize=4096)
def _piece(item: FeedItem, language: Language, *, local: bool) -> bytes:
    """A meeting's bytes, the same in everybody's feed of that language."""
    return serialised(feed_event(item, language, local=local))
