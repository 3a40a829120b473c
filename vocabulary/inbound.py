"""What comes in by mail, as values: what a mail says before anybody decides, and what was decided about it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class Came(Enum):
    """What a mail is; a row keeps it beside the verdict."""

    REPLY = "reply"
    COUNTER = "counter"
    REFRESH = "refresh"
    ORGANIZER = "organizer's method"
    BOUNCE = "bounce"
    AUTOREPLY = "automatic answer"
    OWN = "own mail"
    MESSAGE = "message"
    UNREADABLE = "unreadable"


class Verdict(Enum):
    """What became of a mail: only APPLIED changes anything, and only WAITING and QUARANTINED ask for an officer."""

    APPLIED = "applied"
    STALE = "stale"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"
    IGNORED = "ignored"
    WAITING = "waiting"


class Settlement(Enum):
    """How an officer settled a mail that waited."""

    RECORDED = "answer recorded"
    ACCEPTED = "proposal accepted"
    DECLINED = "proposal declined"
    INVITED = "invited"
    SENT_AGAIN = "sent again"
    SET_ASIDE = "set aside"


class Carrier(Enum):
    """What a sender's program wrapped its words in, where nobody else can read it."""

    PLAIN = "plain"
    TNEF = "winmail.dat"
    SEALED = "encrypted"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, as a sentence that a door translates: the English message and what stands in its placeholders."""

    message: str
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """The English sentence."""
        return self.message % self.values if self.values else self.message


@dataclass(frozen=True, slots=True)
class Attendee:
    """One ATTENDEE as it was written: its address, its PARTSTAT in capitals, and whom it names beside itself."""

    address: str
    partstat: str = ""
    delegated_to: tuple[str, ...] = ()
    delegated_from: tuple[str, ...] = ()
    sent_by: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class CalendarMessage:
    """The calendar part of a mail (RFC 5546): what a reply, a counter-proposal or a refresh may say.

    Instants are ISO 8601 in UTC, days of an all-day event plain dates, and both empty where there is none that can be
    read; `stamp` is None where there is no DTSTAMP. `original_*` are what Outlook says was asked for.
    """

    method: str
    uid: str
    attendees: tuple[Attendee, ...] = ()
    organizer: str = ""
    sequence: int = 0
    stamp: datetime | None = None
    recurrence: str = ""
    comment: str = ""
    starts: str = ""
    ends: str = ""
    original_starts: str = ""
    original_ends: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Bounce:
    """One recipient of a delivery report (RFC 3464), with the identity of the letter that it is about."""

    message_id: str
    action: str
    status: str
    words: str
    recipient: str


@dataclass(frozen=True, slots=True)
class Check:
    """What a mail server says it found about the sender (RFC 8601): `server` says so of `domain`."""

    server: str
    method: str
    result: str
    domain: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """One mail as it was read: nothing here is trusted, all of it is bounded, and addresses are in lower case.

    `senders` are the addresses of every From, `posing_as` an address that only stands in a display name. `automatic`
    is the header by which a program says that nobody wrote this; `generated` is the weaker word of calendars that send
    in somebody's name, or the subject of an answering machine. `fault` says why the rest could not be read.
    """

    senders: tuple[str, ...] = ()
    sender_name: str = ""
    posing_as: str = ""
    sent_by: tuple[str, ...] = ()
    reply_to: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    message_id: str = ""
    references: tuple[str, ...] = ()
    subject: str = ""
    words: str = ""
    automatic: str = ""
    generated: bool = False
    checks: tuple[Check, ...] = ()
    calendar: CalendarMessage | None = None
    bounces: tuple[Bounce, ...] = ()
    is_report: bool = False
    carrier: Carrier = Carrier.PLAIN
    fault: Reason | None = None

    @property
    def sender(self) -> str:
        """The one address it says it is from, or nothing."""
        return self.senders[0] if len(self.senders) == 1 else ""
