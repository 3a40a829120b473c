"""A reader's own calendar as a mail program keeps it: it knows RFC 5546 and one library, and nothing of ours."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

from icalendar import Calendar

OFTEN = {"DTSTAMP", "SEQUENCE", "LAST-MODIFIED"}
"""What every letter has anew."""


@dataclass
class Mailbox:
    """One reader's calendar after RFC 5546, 2.1.5, kept by a library that knows nothing of ours."""

    events: dict[str, tuple[str, Any]] = field(default_factory=dict)
    letters: int = 0

    def take(self, letter: EmailMessage) -> None:
        """Apply one letter; it is newer than what the calendar holds, and it says something new."""
        self.letters += 1
        text = next(one.get_content() for one in letter.walk() if one.get_content_type() == "text/calendar")
        calendar: Any = Calendar.from_ical(text)
        [event] = calendar.walk("VEVENT")
        uid, method = str(event["UID"]), str(calendar["METHOD"])
        if uid in self.events:
            earlier_method, earlier = self.events[uid]
            assert version(earlier) < version(event), "an older state came after a newer one"
            assert (earlier_method, said(earlier)) != (method, said(event)), "a letter that says nothing new"
        self.events[uid] = method, event

    def shows(self) -> dict[str, datetime]:
        """What still stands in it, by its UID."""
        standing = {uid: event for uid, (method, event) in self.events.items() if method != "CANCEL"}
        return {uid: event["DTSTART"].dt.astimezone(UTC) for uid, event in standing.items()}


def version(event: Any) -> tuple[int, datetime]:
    return int(event["SEQUENCE"]), event["DTSTAMP"].dt


def said(event: Any) -> dict[str, bytes]:
    return {name: value.to_ical() for name, value in event.items() if name not in OFTEN}
