"""The calendars that readers keep of the letters they get, by three readers that share no code."""

from collections.abc import Iterable, Iterator, Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.ics.libical import read_by_libical
from tests.ics.readers import Meeting, Reading, read_by_ical_js, read_by_icalendar

State = dict[str, Meeting]
"""What stands in a calendar, by its UID."""


def letters_in(folder: Path) -> list[EmailMessage]:
    """The letters that left, in their order."""
    files = sorted(folder.glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
    return [message_from_bytes(file.read_bytes(), EmailMessage, policy=policy.default) for file in files]


def require_alike(letters: Iterable[EmailMessage]) -> int:
    """All three find every calendar part valid and keep the same calendar after each; how many parts there were."""
    kept: dict[str, list[bytes]] = {}
    for letter in letters:
        [reader] = letter["To"].addresses
        kept.setdefault(reader.addr_spec, []).extend(calendars_in(letter))
    for calendars in kept.values():
        by_icalendar = [read_by_icalendar(each) for each in calendars]
        after_each = list(states(by_icalendar))
        assert list(states(read_by_libical(calendars))) == after_each
        assert list(states(read_by_ical_js(calendars))) == after_each
    return sum(len(calendars) for calendars in kept.values())


def calendars_in(letter: EmailMessage) -> Iterator[bytes]:
    """The calendar part that a mail client reads; the attached file has the same bytes."""
    parts = [part for part in letter.walk() if part.get_content_type() in ("text/calendar", "application/ics")]
    contents = [part.get_payload(decode=True) for part in parts]
    assert len(set(map(bytes, contents))) <= 1, "the file says something else than the letter"
    yield from (bytes(content) for content in contents[:1])


def states(readings: Sequence[Reading]) -> Iterator[tuple[str | None, State]]:
    """The calendar after each message, by UID, SEQUENCE and DTSTAMP (RFC 5546, 2.1.5)."""
    newest: State = {}
    gone: set[str] = set()
    for reading in readings:
        meeting = reading.meeting
        known = newest.get(meeting.uid)
        if reading.method == "DECLINECOUNTER":
            pass  # the meeting stays as it is
        elif known is None or (known.sequence, known.stamp) < (meeting.sequence, meeting.stamp):
            newest[meeting.uid] = meeting
            gone = gone - {meeting.uid} if reading.method == "REQUEST" else gone | {meeting.uid}
        yield reading.method, {uid: each for uid, each in newest.items() if uid not in gone}
