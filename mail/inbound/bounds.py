"""How much of a stranger's mail is looked at: everything is counted before it is read."""

import re

from vocabulary.inbound import Reason
from vocabulary.text import KILOBYTE, N_

CALENDAR_BYTES = 256 * KILOBYTE
HEADER_BYTES = 128 * KILOBYTE
HEADERS = 500
ONE_HEADER = 16 * KILOBYTE
NESTING = 20
PARTS = 50
PROPERTIES = 2000
ATTENDEES = 200
LINE_BYTES = 64 * KILOBYTE

TYPES = re.compile(rb"^content-type\s*:", re.IGNORECASE | re.MULTILINE)
HEADERS_END = re.compile(rb"\r?\n\r?\n")

TOO_LARGE = N_("The mail is larger than %(most)s.")
TOO_MANY_HEADERS = N_("The mail has more headers, or longer ones, than any mail program writes.")
TOO_MANY_PARTS = N_("The mail has more parts than %(most)s.")
TOO_DEEP = N_("The parts of the mail lie deeper inside each other than %(most)s.")
CALENDAR_TOO_LARGE = N_("The calendar part is larger than %(most)s.")
TOO_MANY_PROPERTIES = N_("The calendar part has more than %(most)s lines.")
TOO_MANY_ATTENDEES = N_("The calendar part names more than %(most)s people.")


class Unreadable(Exception):
    """A mail that is not read any further; the reason is a sentence for an officer."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.reason = Reason(message, {name: str(value) for name, value in values.items()})


def look_over(raw: bytes) -> None:
    """Refuse what a parser should not even begin with.

    Every part announces its type at the beginning of a line, so that their number is known without reading them.
    """
    end = HEADERS_END.search(raw)
    head = raw if end is None else raw[: end.start()]
    lines = head.split(b"\n")
    if len(head) > HEADER_BYTES or len(lines) > 4 * HEADERS or longest_header(lines) > ONE_HEADER:
        raise Unreadable(TOO_MANY_HEADERS)
    count = sum(1 for line in lines if line[:1] not in (b" ", b"\t"))
    if count > HEADERS:
        raise Unreadable(TOO_MANY_HEADERS)
    if sum(1 for _ in TYPES.finditer(raw)) > 2 * PARTS:
        raise Unreadable(TOO_MANY_PARTS, most=PARTS)


def longest_header(lines: list[bytes]) -> int:
    """The octets of the longest header, with the lines that go on with it."""
    longest = size = 0
    for line in lines:
        size = size + len(line) if line[:1] in (b" ", b"\t") else len(line)
        longest = max(longest, size)
    return longest
