"""Slots in a rendering: what differs from reader to reader is left out once and filled in as often as needed.

A rendering with its slots filled is byte for byte the rendering with the values themselves in their places.
"""

from binascii import b2a_base64
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from secrets import token_hex
from struct import Struct

KEY = token_hex(16)
"""Nobody who writes a title or an agenda can know it, and so write a slot into a letter."""

LINE = 76
OCTETS = LINE // 4 * 3
"""As many octets fill one line of base64."""

NAMES = ("to", "identity", "name", "link", "text", "html", "calendar", "mixed", "alternative")


@cache
def slot(name: str) -> str:
    """What stands in a rendering for a value: 32 letters that occur nowhere else."""
    return sha256(f"{KEY} {name}".encode()).hexdigest()[:32]


def slotted(content: bytes) -> bytes:
    """A rendering whose slots bytes' own `%` fills from a mapping."""
    content = content.replace(b"%", b"%%")
    for name in NAMES:
        content = content.replace(slot(name).encode(), f"%({name})b".encode())
    return content


@dataclass(frozen=True, slots=True)
class Opening:
    """The beginning of a content in base64: encoded once, as far as its lines are whole."""

    encoded: bytes
    rest: bytes

    @classmethod
    def of(cls, beginning: bytes) -> "Opening":
        """The opening of every content that begins so."""
        whole = len(beginning) - len(beginning) % OCTETS
        return cls(encoded(beginning[:whole]), beginning[whole:])

    def ended(self, end: bytes) -> bytes:
        """The whole content in base64."""
        return self.encoded + encoded(self.rest + end)


def encoded(content: bytes) -> bytes:
    """The content in base64, on lines of 76 letters (RFC 2045, 6.8)."""
    text = b2a_base64(content, newline=False)
    return b"\r\n".join([*lines_of(len(text)).unpack(text), b""])


@lru_cache(maxsize=4096)
def lines_of(length: int) -> Struct:
    """What cuts a text of this length into lines."""
    whole, rest = divmod(length, LINE)
    return Struct(f"{LINE}s" * whole + f"{rest}s" * bool(rest))
