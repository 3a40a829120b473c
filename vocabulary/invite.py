"""Frozen values of a meeting as a calendar and a letter show it.

`MeetingFacts` is what a revision stores, once, for everybody; an `Invite` adds the one recipient. The same value in
gives the same bytes out, so every instant here comes from the revision and none from the clock.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from vocabulary.breaks import Words
from vocabulary.days import end_of_day, start_of_day
from vocabulary.delegation_parts import DelegationPart
from vocabulary.states import EnclosureKind, Language, Method, Modality, Participation, PartStat
from vocabulary.text import Bilingual


class Firmness(Enum):
    """How firm the days of a session are, or why they are off; a meeting of our own is firm or cancelled."""

    FIRM = "firm"
    TENTATIVE = "tentative"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    GIVEN_UP = "given up"


@dataclass(frozen=True, slots=True)
class Desk:
    """The ministry's desk as its letters name it, to readers of Thai by `name_th` where there is one.

    `address` is the mailbox that every answer reaches.
    """

    name: str
    address: str
    phone: str = ""
    name_th: str = ""

    @property
    def names(self) -> Bilingual:
        """Its name in either language."""
        return Bilingual(self.name, self.name_th)

    @property
    def domain(self) -> str:
        """The mail domain: Message-IDs and UIDs are made under it."""
        return self.address.rpartition("@")[2]

    def tagged(self, tag: str) -> str:
        """The desk's mailbox with a tag (RFC 5233), so that one meeting's answers come under one address."""
        local, _, domain = self.address.rpartition("@")
        return f"{local}+{tag}@{domain}"


@dataclass(frozen=True, slots=True)
class City:
    """A city whose wall clock a reader looks at; `tzid` is an IANA name."""

    name: Bilingual
    tzid: str


@dataclass(frozen=True, slots=True)
class OfficialLetter:
    """The signed letter that a mail accompanies: its number and its day."""

    number: str
    dated: date | None


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A PDF that travels with letters, by the digest (SHA-256) of its bytes: it can never become another one.

    `name` is safe as a file's name on every system.
    """

    kind: EnclosureKind
    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class DayHours:
    """Days of a session that follow one another with the same meetings.

    `hours` are those of the city, "10:00-13:00, 15:00-18:00", empty where nothing meets and None where only the room
    is known.
    """

    opens: date
    closes: date
    hours: str | None
    room: str = ""


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """One revision of one meeting, complete: what is invited to, when, where, why, by whom.

    `starts` and `ends` are UTC instants, end excluded, for a timed meeting; `first_day` and `last_day`, both
    inclusive, for an all-day one. Exactly one of the two pairs is set. `tzid` is the wall clock the organiser
    thinks in; `cities` are all clocks to show, home first. `related` are the UIDs of its siblings: the other sessions
    and blocks of a series, each an entry of its own. `names` are those among all these that a page breaks between
    their words: looks alone, and no part of what is told. `places` is the place in either language, where it has names
    in both; `has_form` says whether the form is known, as that of a session may not be yet. `meetings` are the hours of
    a session's days as they were known then: they change from day to day, and are no news by themselves. Nor is
    `answer_day`, the capital's last day on which an answer to a session is of use; None where nobody can say. `wall` is
    what the organiser's clock showed at the start by the rules of that day: no news, and how other rules are noticed.
    `organizer_names` are the desk's in either language, where it has two: how it signs is no news either.
    """

    uid: str
    title: Bilingual
    tzid: str
    cities: tuple[City, ...]
    organizer_name: str
    organizer_address: str
    starts: datetime | None = None
    ends: datetime | None = None
    first_day: date | None = None
    last_day: date | None = None
    modality: Modality = Modality.IN_PERSON
    place: str = ""
    link: str = ""
    agenda: str = ""
    letter: OfficialLetter | None = None
    committee: Bilingual = Bilingual("", "")
    purpose: Bilingual = Bilingual("", "")
    convener: Bilingual = Bilingual("", "")
    invited: tuple[Bilingual, ...] = ()
    reply_by: datetime | None = None
    related: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    names: tuple[Words, ...] = field(default=(), compare=False)
    places: Bilingual = Bilingual("", "")
    firmness: Firmness = Firmness.FIRM
    has_form: bool = True
    meetings: tuple[DayHours, ...] = field(default=(), compare=False)
    answer_day: date | None = field(default=None, compare=False)
    wall: str = field(default="", compare=False)
    organizer_names: Bilingual = field(default=Bilingual("", ""), compare=False)

    @property
    def is_session(self) -> bool:
        """Whether these are days of a session of the committee, which nobody here can move."""
        return self.first_day is not None

    @property
    def begins(self) -> datetime | None:
        """The instant at which it begins: a session with its first day there."""
        return start_of_day(self.first_day, self.tzid) if self.first_day is not None else self.starts

    def is_over(self, now: datetime) -> bool:
        """Whether it has ended: a session with its last day there."""
        ends = end_of_day(self.last_day, self.tzid) if self.last_day is not None else self.ends
        return ends is not None and ends <= now

    def place_in(self, language: Language) -> str:
        """The place as readers of this language call it."""
        return self.places.plain.text(language) or self.place

    def organizer_in(self, language: Language) -> str:
        """The desk as readers of this language call it."""
        return self.organizer_names.text(language) or self.organizer_name


@dataclass(frozen=True, slots=True)
class Version:
    """Which revision this is on the wire (RFC 5546, 2.1.4-2.1.5): (sequence, stamp) rises strictly per recipient."""

    sequence: int
    stamp: datetime


@dataclass(frozen=True, slots=True)
class Invitee:
    """The one person a message is for; `partstat` is kept in an update that asks for no new answer."""

    name: str
    address: str
    language: Language
    role: Participation = Participation.REQUIRED
    partstat: PartStat = PartStat.NEEDS_ACTION
    part: DelegationPart | None = None


@dataclass(frozen=True, slots=True)
class Invite:
    """One calendar message for one recipient.

    `whole` tells a cancelled meeting (STATUS:CANCELLED) from one person's removal (RFC 5546, 3.2.5).
    """

    method: Method
    facts: MeetingFacts
    version: Version
    invitee: Invitee
    whole: bool = True
    comment: str = ""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One VEVENT of a subscription: no METHOD, no ATTENDEE (RFC 5546, 3.2.1)."""

    facts: MeetingFacts
    version: Version
    tentative: bool = False


DECLINECOUNTER = "DECLINECOUNTER"
"""How a calendar is told that a proposal is not taken (RFC 5546, 3.2.8)."""


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything one mail says, before it is bytes.

    `previous` are the facts this reader was last told, for an update; `reply_url` is spliced in at the sending
    and never stored; `message_id`, `dated` and `references` belong to the envelope, so that a retry repeats
    every byte. `encloses` says whether this letter carries the enclosures that its facts name. `copied` is None for a
    letter of the reader's own; else an agency's mailbox gets it for the record, without a calendar part, and these are
    the people who are asked for the agency. One that `reminds` has no calendar part either: nothing has changed. One
    that `declines` a proposal tells in `previous` of the meeting as it was proposed. One that `repeats` an invitation
    says that nothing has changed.
    """

    invite: Invite
    message_id: str
    dated: datetime
    reply_url: str
    previous: MeetingFacts | None = None
    references: tuple[str, ...] = ()
    desk_phone: str = ""
    encloses: bool = False
    copied: tuple[str, ...] | None = None
    reminds: bool = False
    declines: bool = False
    repeats: bool = False

    @property
    def method(self) -> str:
        """What its calendar part is called, where it has one."""
        return DECLINECOUNTER if self.declines else self.invite.method.value


@dataclass(frozen=True, slots=True)
class SignInLetter:
    """A mail with a one-time sign-in link, in its reader's language."""

    name: str
    address: str
    language: Language
    sender_name: str
    sender_address: str
    message_id: str
    dated: datetime
    url: str
    expires: datetime
    tzid: str
