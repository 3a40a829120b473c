"""What every VEVENT of ours says of a meeting, to whomever it goes."""

import re
from urllib.parse import quote

from icalendar import Calendar, Event

from ics.description import words
from ics.lines import Text
from ics.times import Days, add_time, time_of
from vocabulary.days import in_zone
from vocabulary.invite import MeetingFacts, Version
from vocabulary.states import Language, Modality
from vocabulary.text import clean_line

MAKER = "-//Samai//Samai//EN"
WEB_ADDRESS = re.compile(r"https?://[^\s\"<>]+")
URI_PUNCTUATION = ":/?#[]@!$&'()*+,;=%-._~"


def empty_calendar() -> Calendar:
    """A VCALENDAR that says who made it and nothing else; Gregorian, whichever era its texts count in."""
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", MAKER)
    calendar.add("CALSCALE", "GREGORIAN")
    return calendar


def meeting_event(facts: MeetingFacts, version: Version, *, language: Language, local: bool) -> Event:
    """The meeting's identity, version, time, title and place; `local` as in `add_time`."""
    event = Event()
    event.add("UID", Text(clean_line(facts.uid)))
    event.add("SEQUENCE", version.sequence)
    event.add("DTSTAMP", in_zone(version.stamp, "UTC"))
    # Without it KDE takes an update that asks for no new answer for an old one.
    event.add("LAST-MODIFIED", in_zone(version.stamp, "UTC"))
    add_time(event, facts, local=local)
    event.add("SUMMARY", Text(words(facts.title, language)))
    if location := _location(facts, language):
        event.add("LOCATION", Text(location))
    _add_blocking(event, facts)
    for uid in facts.related:
        event.add("RELATED-TO", Text(clean_line(uid)), parameters={"RELTYPE": "SIBLING"})
    return event


def add_link(event: Event, facts: MeetingFacts) -> None:
    """Add where to take part online, if that is a web address; most clients show only what the description says."""
    link = clean_line(facts.link)
    if WEB_ADDRESS.fullmatch(link):
        uri = quote(link, safe=URI_PUNCTUATION)
        event.add("CONFERENCE", uri, parameters={"VALUE": "URI", "FEATURE": "VIDEO"})
        event.add("URL", uri)


def _location(facts: MeetingFacts, language: Language) -> str:
    """The place, or the link of a meeting that has no other."""
    place = clean_line(facts.place_in(language))
    return clean_line(facts.link) if not place and facts.modality is Modality.ONLINE else place


def _add_blocking(event: Event, facts: MeetingFacts) -> None:
    """Say whether the time is taken: hours are; the days of a session are not, since its sittings are."""
    all_day = isinstance(time_of(facts), Days)
    event.add("TRANSP", "TRANSPARENT" if all_day else "OPAQUE")
    if all_day:
        event.add("X-MICROSOFT-CDO-ALLDAYEVENT", "TRUE")
