"""What a PDF says of itself: its title, subject and keywords, and the names of its bookmarks.

Only what stands in strings and in the XMP packet is read: the words of a page are drawn, often without letters.
"""

import re
from collections.abc import Iterator

from scheduler.rules.pdf import named, readable_parts
from vocabulary.text import clean_line

LONGEST = 2000
"""Characters that are kept of one file's words."""

STRING = rb"\((?:[^\\()]|\\.|\((?:[^\\()]|\\.){0,1000}\)){0,4000}\)|<[0-9A-Fa-f\s]{0,8000}>"
SAID = re.compile(named("Title", "Subject", "Keywords") + rb"\s{0,20}(?P<said>" + STRING + rb")", re.DOTALL)
ELEMENTS = (b"dc:title", b"dc:description", b"dc:subject", b"pdf:Keywords")
ELEMENT_ROOM, MOST_ELEMENTS = 8000, 20
"""Octets of one element of a packet, and how many of each are looked at: a file made to be slow to read has more."""

TAG = re.compile("<[^>]*>")
ESCAPE = re.compile(rb"\\(?:(?P<octal>[0-7]{1,3})|(?P<line>\r\n?|\n)|(?P<letter>.))", re.DOTALL)
LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
BYTE_ORDERS = ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8"))


def words_of_pdf(content: bytes) -> str:
    """The words of a file that may travel, a line each, each once; no more than somebody would have written there."""
    lines = dict.fromkeys(line for part in readable_parts(content) for line in map(clean_line, said_in(part)) if line)
    return "\n".join(lines)[:LONGEST]


def said_in(part: bytes) -> Iterator[str]:
    """The strings and the packet of one part of a file."""
    for found in SAID.finditer(part):
        yield text_of(found["said"])
    for name in ELEMENTS:
        yield from elements(part, name)


def elements(part: bytes, name: bytes) -> Iterator[str]:
    """The texts of the first XMP elements of this name, without the tags inside them."""
    opening, end = b"<%b>" % name, 0
    for _ in range(MOST_ELEMENTS):
        start = part.find(opening, end)
        if start < 0:
            return
        end = start + len(opening)
        inside, closed, _rest = part[end : end + ELEMENT_ROOM].partition(b"</%b>" % name)
        if closed:
            yield TAG.sub(" ", inside.decode("utf-8", "replace"))


def text_of(string: bytes) -> str:
    """A PDF's string as text (ISO 32000-1, 7.3.4 and 7.9.2)."""
    octets = from_hex(string[1:-1]) if string.startswith(b"<") else ESCAPE.sub(unescaped, string[1:-1])
    for mark, encoding in BYTE_ORDERS:
        if octets.startswith(mark):
            return octets[len(mark) :].decode(encoding, "replace")
    return octets.decode("latin-1")


def from_hex(digits: bytes) -> bytes:
    """Octets from their digits; one that is missing at the end is a nought."""
    plain = b"".join(digits.split())
    return bytes.fromhex((plain + b"0" * (len(plain) % 2)).decode())


def unescaped(found: re.Match[bytes]) -> bytes:
    """What an escape in a string stands for; a line that is broken there goes on."""
    if found["octal"]:
        return bytes([int(found["octal"], 8) & 0xFF])
    return b"" if found["line"] else LETTERS.get(found["letter"], found["letter"])
