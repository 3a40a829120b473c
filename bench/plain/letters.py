"""A letter as the libraries make it: icalendar for its calendar, EmailMessage for the rest, both anew for each person.

It says what ours says, with the same templates. The zone comes from icalendar's own `add_missing_timezones()`, and the
lines are folded where the libraries fold them.
"""

from collections.abc import Iterable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from icalendar import Calendar, Event, vCalAddress

from ics.description import cancellation, description
from mail.letters import letter_text
from vocabulary.days import in_zone
from vocabulary.invite import FeedItem, Invite, Letter, MeetingFacts
from vocabulary.states import Language, Method

FILES = {Method.REQUEST: "invite.ics", Method.CANCEL: "cancel.ics"}


def plain_letter(letter: Letter) -> bytes:
    """The whole message for one person."""
    invite, text = letter.invite, letter_text(letter)
    calendar, method = plain_calendar(invite), invite.method.value
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(invite.facts.organizer_name, addr_spec=invite.facts.organizer_address)
    message["To"] = Address(invite.invitee.name, addr_spec=invite.invitee.address)
    message["Subject"] = text.subject
    message["Date"] = letter.dated
    message["Message-ID"] = letter.message_id
    if letter.references:
        message["References"] = " ".join(letter.references)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text.text, cte="base64")
    message.add_alternative(text.html, subtype="html", cte="base64")
    params = {"charset": "UTF-8", "method": method}
    message.add_alternative(calendar, maintype="text", subtype="calendar", params=params)
    message.add_attachment(calendar, maintype="application", subtype="ics", filename=FILES[invite.method])
    message["Content-Language"] = invite.invitee.language.value
    return message.as_bytes()


def plain_calendar(invite: Invite) -> bytes:
    """The calendar message for one person."""
    calendar, facts = empty(), invite.facts
    calendar.add("METHOD", invite.method.value)
    event = plain_event(facts, stamp=invite.version.stamp, language=invite.invitee.language)
    event.add("SEQUENCE", invite.version.sequence)
    if invite.method is Method.REQUEST:
        event.add("STATUS", "CONFIRMED")
        event.add("DESCRIPTION", description(facts, invite.invitee.language))
    else:
        event.add("STATUS", "CANCELLED")
        text = cancellation(facts, invite.invitee.language, whole=invite.whole, comment=invite.comment)
        event.add("DESCRIPTION", text)
    event.add("ORGANIZER", mailbox(facts.organizer_address, facts.organizer_name))
    event.add("ATTENDEE", attendee(invite))
    calendar.add_component(event)
    return finished(calendar)


def plain_feed(items: Iterable[FeedItem], language: Language) -> bytes:
    """A calendar to subscribe to, every meeting made anew."""
    calendar = empty()
    calendar.add("X-WR-CALNAME", "My meetings")
    for item in items:
        event = plain_event(item.facts, stamp=item.version.stamp, language=language)
        event.add("SEQUENCE", item.version.sequence)
        event.add("STATUS", "TENTATIVE" if item.tentative else "CONFIRMED")
        event.add("DESCRIPTION", description(item.facts, language))
        calendar.add_component(event)
    return finished(calendar)


def empty() -> Calendar:
    """A calendar that says who made it."""
    calendar = Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", "-//Plain//Plain//EN")
    return calendar


def finished(calendar: Calendar) -> bytes:
    """The calendar's bytes, with the zones it speaks of."""
    calendar.add_missing_timezones()
    content: bytes = calendar.to_ical()
    return content


def plain_event(facts: MeetingFacts, *, stamp: datetime, language: Language) -> Event:
    """What every VEVENT says of a timed meeting."""
    if facts.starts is None or facts.ends is None:
        raise ValueError("the plain way knows timed meetings only")
    event = Event()
    event.add("UID", facts.uid)
    event.add("DTSTAMP", stamp)
    event.add("LAST-MODIFIED", stamp)
    event.add("DTSTART", in_zone(facts.starts, facts.tzid))
    event.add("DTEND", in_zone(facts.ends, facts.tzid))
    event.add("SUMMARY", facts.title.plain.text(language))
    event.add("LOCATION", facts.place)
    event.add("TRANSP", "OPAQUE")
    return event


def attendee(invite: Invite) -> vCalAddress:
    """The one person asked."""
    person = mailbox(invite.invitee.address, invite.invitee.name)
    person.params["CUTYPE"] = "INDIVIDUAL"
    person.params["ROLE"] = invite.invitee.role.value
    person.params["PARTSTAT"] = invite.invitee.partstat.value
    if invite.method is Method.REQUEST:
        person.params["RSVP"] = "TRUE"
    return person


def mailbox(address: str, name: str) -> vCalAddress:
    """An address with its name."""
    found = vCalAddress(f"mailto:{address}")
    found.params["CN"] = name
    return found
