"""A stranger's mail read: raw bytes -> an `Arrival`. What cannot be read is said, what was read before is kept."""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from mail.inbound.bouncing import bounces_in, identity_in
from mail.inbound.bounds import NESTING, PARTS, TOO_DEEP, TOO_MANY_PARTS, Unreadable, look_over
from mail.inbound.calendar import NO_EVENT, read_calendar
from mail.inbound.envelope import Headers, envelope_of
from mail.inbound.old_bounces import old_bounces
from mail.inbound.sentences import words_in
from mail.inbound.words import content_of
from vocabulary.inbound import Arrival, Bounce, CalendarMessage, Carrier
from vocabulary.text import N_

CALENDARS = ("text/calendar", "application/ics", "text/x-vcalendar")
TNEF = ("application/ms-tnef", "application/vnd.ms-tnef")
SEALED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")

TWO_WORDS = N_("The mail has two calendar parts that contradict each other.")
TWO_METHODS = N_("The mail calls its calendar part something else than the part calls itself.")


def read_mail(raw: bytes) -> Arrival:
    """What a mail says, as far as it can be read."""
    arrival = Arrival()
    try:
        look_over(raw)
        message = message_from_bytes(raw, policy=compat32)
        arrival = envelope_of(Headers.of(message))
        parts = list(parts_of(message))
        arrival = replace(arrival, words=words_in(parts), carrier=carrier_of(parts))
        bounces = bounces_in(message) or old_bounces(arrival, parts, carried=map(identity_in, parts))
        if not bounces and parameter(message, "report-type").lower() == "delivery-status":
            bounces = (Bounce("", "failed", "", arrival.words, ""),)  # says that it is one, and nothing more
        arrival = replace(arrival, bounces=bounces)
        arrival = replace(arrival, is_report=message.get_content_type() == "multipart/report")
        return replace(arrival, calendar=calendar_in(parts))
    except Unreadable as fault:
        return replace(arrival, fault=fault.reason)


def parts_of(message: Message) -> Iterator[Message]:
    """The mail and its parts, in their order; letters attached to it are counted too, but are not its own words."""
    waiting, count = [(message, 1, True)], 0
    while waiting:
        part, depth, is_own = waiting.pop()
        count += 1
        if depth > NESTING:
            raise Unreadable(TOO_DEEP, most=NESTING)
        if count > PARTS:
            raise Unreadable(TOO_MANY_PARTS, most=PARTS)
        if is_own:
            yield part
        inner = part.get_payload()
        if isinstance(inner, list):
            is_own = is_own and part.get_content_maintype() == "multipart"
            waiting.extend((one, depth + 1, is_own) for one in reversed(inner) if isinstance(one, Message))


def carrier_of(parts: list[Message]) -> Carrier:
    """Whether the words are wrapped in what only the sender's own program reads."""
    kinds = {part.get_content_type() for part in parts}
    if kinds & set(SEALED):
        return Carrier.SEALED
    return (
        Carrier.TNEF if kinds & set(TNEF) or any(file_name(part) == "winmail.dat" for part in parts) else Carrier.PLAIN
    )


def calendar_in(parts: list[Message]) -> CalendarMessage | None:
    """The one calendar message of a mail, however many copies of it there are; None where there is none."""
    copies = {(content_of(part), parameter(part, "method").upper()): part for part in parts if is_calendar(part)}
    found = [calendar_of(part) for part in copies.values()]
    said = {one for one in found if one is not None and one.method}
    if len(said) > 1:
        raise Unreadable(TWO_WORDS)
    if said:
        return said.pop()
    return None


def is_calendar(part: Message) -> bool:
    """Whether a part is a calendar, by its type or by its name."""
    kind = part.get_content_type()
    return kind in CALENDARS or (kind == "application/octet-stream" and file_name(part).endswith(".ics"))


def calendar_of(part: Message) -> CalendarMessage | None:
    """What one calendar part says; None where it is about no meeting, such as a task or somebody's busy times."""
    called = parameter(part, "method").upper()
    try:
        read = read_calendar(content_of(part), charset=parameter(part, "charset"), method=called)
    except Unreadable as fault:
        if fault.reason.message == NO_EVENT:
            return None
        raise
    if called and read.method != called:
        raise Unreadable(TWO_METHODS)
    return read


def parameter(part: Message, name: str) -> str:
    """One parameter of a part's type, or nothing."""
    found = part.get_param(name, "")
    return str(found[2] if isinstance(found, tuple) else found).strip()[:60]


def file_name(part: Message) -> str:
    """The name of a file, in lower case; nothing where a part has none that can be read."""
    return str(part.get_filename("") or "").strip().lower()
