"""Content lines as they go on the wire: escaped, folded between letters, ended with CRLF (RFC 5545, 3.1 and 3.3.11)."""

from collections.abc import Iterator

from icalendar import vText
from icalendar.cal.component import Component

from vocabulary.graphemes import graphemes
from vocabulary.text import clean_line

CRLF = b"\r\n"
LONGEST = 75
"""Octets of a line, without its end (RFC 5545, 3.1)."""

ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
TROUBLE_IN_PARAMETERS = str.maketrans("", "", '"^\\')


class Text(vText):
    r"""A TEXT value whose every character comes back: icalendar's own takes "\N" in "C:\New" for a line break."""

    def to_ical(self) -> bytes:
        """The value escaped, in UTF-8."""
        return str(self).translate(ESCAPES).encode()


def parameter_text(text: str) -> str:
    """A text as a parameter's value, such as CN.

    A quotation mark cannot stand in one but as RFC 6868's circumflex, which Outlook shows raw, and some readers take
    a backslash there for an escape: all three go.
    """
    return clean_line(text.translate(TROUBLE_IN_PARAMETERS))


def serialised(component: Component) -> bytes:
    """A component and all within it, its properties in the order they were added."""
    return b"".join(folded(line) + CRLF for line in component.content_lines(sorted=False) if line)


def folded(line: str) -> bytes:
    """One content line in rows of at most 75 octets, cut neither in an escape nor between a letter and its marks."""
    rows, row = [], b""
    for unit in _units(line):
        octets = unit.encode()
        if len(row) + len(octets) > LONGEST:
            rows.append(row)
            row = b" "
        row += octets
    return CRLF.join([*rows, row])


def _units(line: str) -> Iterator[str]:
    """What a cut must not part; a letter with more marks than fit on a row is parted all the same."""
    if line.isascii() and len(line) <= LONGEST:
        yield line
        return
    escape = ""
    for letter in graphemes(line):
        unit = escape + letter
        if unit == "\\":
            escape = unit
            continue
        escape = ""
        yield from (unit,) if len(unit.encode()) < LONGEST else unit
    if escape:
        yield escape
