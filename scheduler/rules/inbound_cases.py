"""What is known when a mail is ruled on, and what was ruled: values alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from vocabulary.inbound import Arrival, Attendee, CalendarMessage, Came, Reason, Verdict
from vocabulary.invite import MeetingFacts
from vocabulary.states import MailState, Method, PartStat


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """The last answer that a person's calendar sent to one meeting."""

    sequence: int
    stamp: datetime
    partstat: str
    comment: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An invited person, as far as a mail names him or her; `ends` is that of the meeting as it was last told.

    `also` are further addresses of his or hers that the mail names.
    """

    invitation_id: int
    person_id: int | None
    address: str
    name: str
    withdrawn: bool = False
    told: Method | None = None
    ends: datetime | None = None
    last: LastAnswer | None = None
    also: frozenset[str] = frozenset()

    def has(self, address: str) -> bool:
        """Whether this is an address of his or hers."""
        return bool(address) and (address == self.address or address in self.also)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting by its calendar entry; `starts` is its present beginning, as a proposal would name it.

    `people` are those of its invited whose addresses stand in the mail.
    """

    entry_id: int
    uid: str
    organizer: str
    sequence: int
    material: int
    starts: str = ""
    is_classified: bool = False
    people: tuple[Asked, ...] = ()

    def person_at(self, address: str) -> Asked | None:
        """Whoever is invited under this address."""
        return next((one for one in self.people if one.has(address)), None)


@dataclass(frozen=True, slots=True)
class Returned:
    """A letter of ours that a report is about."""

    mail_id: int
    state: MailState
    address: str
    entry_id: int | None
    invitation_id: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """Everything on file that one mail is held against.

    The meeting is found by the tag in an address, by its UID, and by the letter that the mail answers. `server` is the
    name under which our own mail server says what it found about a sender; empty where it does not.
    """

    received_at: datetime
    desk: str
    server: str = ""
    by_tag: Meeting | None = None
    by_uid: Meeting | None = None
    by_thread: Meeting | None = None
    person_id: int | None = None
    is_repeated: bool = False
    is_own: bool = False
    returned: Mapping[str, Returned] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to be recorded; `stamp` is never later than the receipt."""

    asked: Asked
    partstat: PartStat
    sequence: int
    stamp: datetime
    comment: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """What a mail is and what becomes of it; `given` is the answer to be recorded, where there is one."""

    came: Came
    verdict: Verdict
    reason: Reason
    meeting: Meeting | None = None
    asked: Asked | None = None
    given: Given | None = None
    proposed: Mapping[str, Any] | None = None
    returned: Returned | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A calendar message of somebody who is invited to the meeting that it is about."""

    came: Came
    arrival: Arrival
    calendar: CalendarMessage
    meeting: Meeting
    asked: Asked
    received_at: datetime

    @property
    def own(self) -> tuple[Attendee, ...]:
        """What the message says of its sender."""
        return tuple(one for one in self.calendar.attendees if self.asked.has(one.address))

    def ruled(self, verdict: Verdict, message: str, **values: object) -> Ruling:
        """A ruling on this case."""
        reason = Reason(message, {name: str(value) for name, value in values.items()})
        return Ruling(self.came, verdict, reason, self.meeting, self.asked)


def begins(facts: MeetingFacts | None) -> str:
    """The beginning of a meeting as a proposal names it: an instant, or the first of its days."""
    if facts is None:
        return ""
    begin = facts.starts or facts.first_day
    return "" if begin is None else begin.isoformat()
