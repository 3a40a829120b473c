"""Content lines as they go on the wire: escaped, folded between letters, ended with CRLF (RFC 5545, 3.1 and 3.3.11)."""

from icalendar import vText
from icalendar.cal.component import Component

from vocabulary.graphemes import may_cut
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
    rows: list[bytes] = []
    octets = line.encode()
    here = begun = 0
    while len(octets) - begun > (room := LONGEST - bool(rows)):
        longest = here + len(octets[begun : begun + room].decode(errors="ignore"))
        # a letter with more marks than fit on a row is parted all the same
        cut = next((place for place in range(longest, here, -1) if _may_cut(line, place)), longest)
        rows.append(line[here:cut].encode())
        here, begun = cut, begun + len(rows[-1])
    return (CRLF + b" ").join([*rows, octets[begun:]])


def _may_cut(line: str, here: int) -> bool:
    backslashes = here - len(line[:here].rstrip("\\")) if line[here - 1] == "\\" else 0
    return backslashes % 2 == 0 and may_cut(line, here)
