"""Whether a file may travel as a PDF: read by its content, never by its name or by what a browser says it is.

A PDF that runs something, sends something or carries other files is refused: mail filters of the agencies reject such
letters whole, and nobody should have to trust one. Its object streams are unpacked, for names hide there.
"""

import re
import zlib
from collections.abc import Iterator

from vocabulary.refusals import Refusal
from vocabulary.text import N_

HEAD = b"%PDF-"
TAIL = b"%%EOF"
TAIL_ROOM = 1024
"""Octets at the end in which a PDF's last mark must stand (ISO 32000-1, annex H, note 18)."""

MOST_UNPACKED = 64 * 1024 * 1024
"""Octets that the object streams of one file may unpack to: more is a bomb, not a letter."""

ACTIVE_NAMES = "JavaScript Launch EmbeddedFile EmbeddedFiles RichMedia SubmitForm ImportData GoToE Rendition Movie XFA"


def named(*names: str) -> bytes:
    """A pattern for these names, however they are escaped: /J#61vaScript is /JavaScript (ISO 32000-1, 7.3.5)."""
    spelt = ("".join(f"(?:{letter}|(?i:#{ord(letter):02x}))" for letter in name) for name in names)
    return rf"/(?:{'|'.join(spelt)})(?=[\s\x00/<>\[\](){{}}%]|\Z)".encode()


ENCRYPTED = re.compile(named("Encrypt"))
ACTIVE = re.compile(named(*ACTIVE_NAMES.split()))
PACKED = re.compile(named("ObjStm") + rb".{0,2000}?\bstream\r?\n", re.DOTALL)

EMPTY = N_("“%(name)s” is empty. Save it once more and choose it again.")
NO_PDF = N_("“%(name)s” is not a PDF, whatever its name says. Save the letter as PDF and choose that file.")
CUT_OFF = N_("“%(name)s” is not complete: its end is missing. Save or scan it once more and choose it again.")
LOCKED = N_("“%(name)s” is locked with a password. Save it without one and choose it again.")
RUNS = N_(
    "“%(name)s” holds a program, a form that sends data, or another file, and mail filters reject that. "
    "Print it to a new PDF and choose that file."
)
UNREADABLE = N_("“%(name)s” is packed in a way that cannot be checked. Print it to a new PDF and choose that file.")


class Unreadable(ValueError):
    """An object stream that cannot be unpacked."""


def refuse_unfit(content: bytes, *, name: str, field: str) -> None:
    """Refuse what is no PDF, not whole, locked, or able to do more than be read."""
    sentence = fault_of(content)
    if sentence is not None:
        raise Refusal(sentence, field=field, name=name)


def fault_of(content: bytes) -> str | None:
    """What is wrong with the file, as a sentence that asks for its name; None where nothing is."""
    if not content.strip():
        return EMPTY
    if not content.startswith(HEAD):
        return NO_PDF
    if TAIL not in content[-TAIL_ROOM:] or b"startxref" not in content:
        return CUT_OFF
    if ENCRYPTED.search(content):
        return LOCKED
    try:
        return RUNS if any(ACTIVE.search(part) for part in readable_parts(content)) else None
    except Unreadable:
        return UNREADABLE


def readable_parts(content: bytes) -> Iterator[bytes]:
    """The file as it lies there, then each of its object streams unpacked."""
    yield content
    room, whole = MOST_UNPACKED, memoryview(content)
    for found in PACKED.finditer(content):
        dictionary = content[content.rfind(b"obj", 0, found.start()) + 3 : found.end()]
        part = unpacked(whole[found.end() :], dictionary=dictionary, room=room)
        room -= len(part)
        yield part


def unpacked(packed: memoryview, *, dictionary: bytes, room: int) -> bytes:
    """One object stream; refused where it is packed otherwise than all writers pack, or is too large."""
    if b"/Filter" not in dictionary and b"#" not in dictionary:
        return b""
    unpacking = zlib.decompressobj()
    try:
        part = unpacking.decompress(packed, max(1, room))
    except zlib.error:
        raise Unreadable from None
    if b"/Predictor" in dictionary or not unpacking.eof:
        raise Unreadable
    return part
