"""Enclosed files on the wire: each an attachment with its own name, and one in ASCII for programs that need it.

The parts are spliced in as bytes: their base64 is made once for all letters that carry the same file.
"""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from vocabulary.graphemes import graphemes
from vocabulary.invite import Enclosure
from vocabulary.states import EnclosureKind

Encoded = Mapping[str, bytes]
"""Files by the digest of their bytes, each as the lines that stand in a letter."""

LONGEST_PLAIN = 60
ROOM = 54
"""Octets of a name on one line: with its number before it still below 78 (RFC 2231, 3)."""

PLAIN_NAMES = {EnclosureKind.SIGNED_LETTER: "signed-letter", EnclosureKind.ENCLOSURE: "enclosure"}


def enclosing(letter: bytes, enclosures: Iterable[Enclosure], *, boundary: str, files: Encoded) -> bytes:
    """The letter with these files, one at least, behind its other parts; a ValueError where one of them is missing."""
    opening, end = f"\r\n--{boundary}\r\n".encode(), f"\r\n--{boundary}--\r\n".encode()
    if not letter.endswith(end):
        raise ValueError("the letter does not end where its parts do")
    pieces = [letter.removesuffix(end)]
    for number, enclosure in enumerate(enclosures, start=1):
        if enclosure.digest not in files:
            raise ValueError(f"the file {enclosure.digest} is missing")
        pieces += [opening, headers(enclosure, number), files[enclosure.digest]]
    return b"".join([*pieces, end])


def headers(enclosure: Enclosure, number: int) -> bytes:
    """What stands before the file: its type, its name for programs that read RFC 2231 and for those that do not."""
    plain = f"{PLAIN_NAMES[enclosure.kind]}-{number}.pdf"
    lines = [
        f'Content-Type: application/pdf; name="{enclosure.name if is_plain(enclosure.name) else plain}"',
        "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment;\r\n " + ";\r\n ".join(file_name(enclosure.name)),
    ]
    return "\r\n".join([*lines, "", ""]).encode("ascii")


def is_plain(name: str) -> bool:
    """Whether a name can stand between quotes as it is."""
    return name.isascii() and name.isprintable() and len(name) <= LONGEST_PLAIN and not set(name) & set('"\\')


def file_name(name: str) -> Iterator[str]:
    """The parameters that hold a file's name: one, or one for each line of a long or Thai one (RFC 2231, 3-4)."""
    if is_plain(name):
        yield f'filename="{name}"'
        return
    lines = list(escaped_lines(name))
    if len(lines) == 1:
        yield f"filename*={lines[0]}"
    else:
        yield from (f"filename*{number}*={line}" for number, line in enumerate(lines))


def escaped_lines(text: str) -> Iterator[str]:
    """The text escaped, on lines none of which ends inside a letter, unless one letter is longer than a line."""
    line = "utf-8''"
    for letter in graphemes(text):
        for piece in whole_or_parted(quote(letter, safe="")):
            if len(line) + len(piece) > ROOM:
                yield line
                line = ""
            line += piece
    yield line


def whole_or_parted(letter: str) -> Iterator[str]:
    """An escaped letter in one piece; one with a pile of marks in octets, so that no line is too long."""
    if len(letter) <= ROOM:
        yield letter
    else:
        yield from (letter[start : start + 3] for start in range(0, len(letter), 3))
