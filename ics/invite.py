"""One meeting sent to one person: REQUEST and CANCEL (RFC 5546, 3.2.2 and 3.2.5)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from icalendar import Calendar, Event, vCalAddress
from icalendar.parser import Contentline

from ics.description import cancellation, description
from ics.events import add_link, empty_calendar, meeting_event
from ics.lines import CRLF, Text, folded, parameter_text, serialised
from ics.times import Days, time_of, zones_for
from vocabulary.invite import Firmness, Invite, Invitee, MeetingFacts, Version
from vocabulary.states import Language, Method
from vocabulary.text import clean_text

ADDRESS = re.compile(r"[!-?A-~]+@[!-?A-~]+")
END = b"END:VEVENT\r\nEND:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Edition:
    """What everybody who reads one language gets alike: an invite without its invitee."""

    method: Method
    facts: MeetingFacts
    version: Version
    language: Language
    whole: bool
    comment: str
    organizer: str


def calendar_bytes(invite: Invite) -> bytes:
    """The calendar message for one recipient; the same invite gives the same bytes.

    A ValueError where the facts hold no clear time, an instant is naive, or an address is none.
    """
    return opening_of(invite) + ending_of(invite.invitee, invite.method)


def opening_of(invite: Invite) -> bytes:
    """The message up to the ATTENDEE: the same for everybody who gets this edition, and made once for all of them."""
    return _opening(edition_of(invite))


@lru_cache(maxsize=4096)
def ending_of(invitee: Invitee, method: Method) -> bytes:
    """The rest of it, with the one ATTENDEE: made once, for the same people are written to again and again."""
    person = attendee(invitee, method=method)
    line = Contentline.from_parts("ATTENDEE", person.params, person, sorted=False)
    return folded(line) + CRLF + END


def edition_of(invite: Invite) -> Edition:
    """What this invite shares with those of other readers of its language."""
    language, facts = invite.invitee.language, invite.facts
    name = facts.organizer_in(language)
    return Edition(invite.method, facts, invite.version, language, invite.whole, invite.comment, organizer=name)


def shared_calendar(edition: Edition) -> Calendar:
    """Everything but the ATTENDEE, which comes last in the one VEVENT."""
    facts = edition.facts
    calendar = empty_calendar()
    calendar.add("METHOD", edition.method.value)
    zones = zones_for([facts])
    for zone in zones.values():
        calendar.add_component(zone)
    event = meeting_event(facts, edition.version, language=edition.language, local=bool(zones))
    if edition.method is Method.REQUEST:
        _ask(event, edition)
    else:
        _call_off(event, edition)
    event.add("ORGANIZER", calendar_address(facts.organizer_address, name=edition.organizer))
    calendar.add_component(event)
    return calendar


def attendee(invitee: Invitee, *, method: Method) -> vCalAddress:
    """The one person this message is for, with the answer that still stands."""
    address = calendar_address(invitee.address, name=invitee.name)
    address.params["CUTYPE"] = "INDIVIDUAL"
    address.params["ROLE"] = invitee.role.value
    address.params["PARTSTAT"] = invitee.partstat.value
    if method is Method.REQUEST:
        address.params["RSVP"] = "TRUE"  # clients show no buttons without it
    return address


def calendar_address(address: str, *, name: str) -> vCalAddress:
    """A mailbox with its name, as ORGANIZER and ATTENDEE hold one."""
    if not ADDRESS.fullmatch(address):
        raise ValueError(f"not a plain e-mail address: {address!r}")
    mailbox = vCalAddress(f"mailto:{address}")
    mailbox.params["CN"] = parameter_text(name) or address
    return mailbox


@lru_cache(maxsize=64)
def _opening(edition: Edition) -> bytes:
    """The bytes up to the ATTENDEE: made once a revision and language, not once a person."""
    return serialised(shared_calendar(edition)).removesuffix(END)


def _ask(event: Event, edition: Edition) -> None:
    event.add("STATUS", "TENTATIVE" if edition.facts.firmness is Firmness.TENTATIVE else "CONFIRMED")
    event.add("DESCRIPTION", Text(description(edition.facts, edition.language)))
    add_link(event, edition.facts)
    if isinstance(time_of(edition.facts), Days):
        event.add("X-MICROSOFT-DISALLOW-COUNTER", "TRUE")  # nobody here can move a session of the committee


def _call_off(event: Event, edition: Edition) -> None:
    """Say what is off, and no more: a person who was removed is not told what the meeting has become."""
    comment = clean_text(edition.comment).strip()
    if edition.whole:
        event.add("STATUS", "CANCELLED")
    text = cancellation(edition.facts, edition.language, whole=edition.whole, comment=comment)
    event.add("DESCRIPTION", Text(text))
    if comment:
        event.add("COMMENT", Text(comment))
