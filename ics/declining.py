"""One proposal declined: DECLINECOUNTER to whoever made it (RFC 5546, 3.2.8).

It names the meeting, repeats nothing of it and changes nothing in a calendar.
"""

from icalendar import Event

from ics.events import empty_calendar
from ics.invite import END, calendar_address
from ics.lines import Text, serialised
from vocabulary.days import in_zone
from vocabulary.invite import DECLINECOUNTER, Invite
from vocabulary.text import clean_line, clean_text


def declining_of(invite: Invite) -> bytes:
    """The message up to its ATTENDEE; the invite's comment is the reason, and its version what stands."""
    facts, event, calendar = invite.facts, Event(), empty_calendar()
    calendar.add("METHOD", DECLINECOUNTER)
    event.add("UID", Text(clean_line(facts.uid)))
    event.add("SEQUENCE", invite.version.sequence)
    event.add("DTSTAMP", in_zone(invite.version.stamp, "UTC"))
    if comment := clean_text(invite.comment).strip():
        event.add("COMMENT", Text(comment))
    name = facts.organizer_in(invite.invitee.language)
    event.add("ORGANIZER", calendar_address(facts.organizer_address, name=name))
    calendar.add_component(event)
    return serialised(calendar).removesuffix(END)
