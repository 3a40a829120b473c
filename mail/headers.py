"""Headers as they stand on the wire (RFC 5322, RFC 2047): ASCII, folded, and unable to hold a second header.

The standard library checks what goes in; folding is ours, because its own cuts a Thai letter from its tone mark
and writes a long Message-ID as an encoded word.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from email.headerregistry import (
    Address,
    BaseHeader,
    HeaderRegistry,
    UniqueSingleAddressHeader,
    UniqueUnstructuredHeader,
)
from email.policy import SMTP, Policy
from functools import lru_cache
from typing import Any, cast

from mail.addresses import plain_address, plain_identity
from vocabulary.graphemes import graphemes
from vocabulary.text import clean_line, clean_text

LINE = 76
LONGEST_WORD = 60
ROOM = 39
"""Octets in one encoded word: with its dressing and a header's name before it still on a line of 76 (RFC 2047, 2)."""


# The registry makes each of these a `BaseHeader`, which gives it its name.
class TextHeader(UniqueUnstructuredHeader):
    """A header of plain words, such as Subject."""

    name: str

    @classmethod
    def parse(cls, string: str, kwds: dict[str, Any]) -> None:
        """Take the words as they are: the library would decode what merely looks like an encoded word."""
        super().parse(string, kwds)
        kwds["decoded"] = string

    def fold(self, *, policy: Policy) -> str:
        """The header on lines of at most 76 characters."""
        return folded(self.name, words_of(str(self)), policy=policy)


class MailboxHeader(UniqueSingleAddressHeader):
    """A header of one name and one address, such as From or To."""

    name: str

    def fold(self, *, policy: Policy) -> str:
        """The name, encoded where it must be, and the address, never encoded."""
        words = words_of_mailbox(self.address.display_name, self.address.addr_spec)
        return folded(self.name, words, policy=policy)


class IdentitiesHeader(UniqueUnstructuredHeader):
    """A header of Message-IDs, such as References."""

    name: str

    def fold(self, *, policy: Policy) -> str:
        """One identity after the other, each whole."""
        return folded(self.name, str(self).split(), policy=policy)


REGISTRY = HeaderRegistry()
for _name, _kind in {
    "subject": TextHeader,
    "from": MailboxHeader,
    "to": MailboxHeader,
    "message-id": IdentitiesHeader,
    "references": IdentitiesHeader,
}.items():
    REGISTRY.map_to_type(_name, cast(type[BaseHeader], _kind))

WIRE = SMTP.clone(header_factory=REGISTRY)
"""The policy of every letter: CRLF, and the headers above."""


def mailbox(name: str, *, address: str) -> Address:
    """One name and its address; a ValueError where either holds a line break or the address is not plain."""
    return Address(one_line_name(name), addr_spec=plain_address(address))


def mailbox_line(header: str, name: str, *, address: str) -> bytes:
    """The same as a finished header, without the library's parsing of what is plain already."""
    words = words_of_mailbox(one_line_name(name), plain_address(address))
    return folded(header, words, policy=WIRE).encode()


def one_line_name(name: str) -> str:
    """A clean name; a ValueError where it holds a line break."""
    if "\n" in clean_text(name):
        raise ValueError(f"a name on several lines: {name!r}")
    return clean_line(name)


def header_line(header: str, value: object) -> bytes:
    """One finished header, checked and written by the library."""
    _, parsed = WIRE.header_store_parse(header, value)
    return WIRE.fold_binary(header, parsed)


def identities(references: Iterable[str]) -> str:
    """Message-IDs for one header; a ValueError where one of them is none."""
    return " ".join(plain_identity(reference) for reference in references)


def words_of(text: str) -> list[str]:
    """The words to fold between; all of them encoded where one of them could not stand as it is."""
    plain = text.split(" ")
    if all(word.isascii() and word.isprintable() and len(word) <= LONGEST_WORD and "=?" not in word for word in plain):
        return plain
    return list(encoded_words(text))


def words_of_mailbox(name: str, address: str) -> list[str]:
    """A display name and the address behind it, as the words of a header."""
    return [*phrase_of(name), f"<{address}>"]


@lru_cache(maxsize=4096)
def phrase_of(name: str) -> tuple[str, ...]:
    """A display name: quoted where it is short ASCII, otherwise in encoded words (RFC 5322, 3.2.5)."""
    if not name:
        return ()
    if name.isascii() and len(name) <= LONGEST_WORD and "=?" not in name:
        escaped = name.replace("\\", r"\\").replace('"', r"\"")
        return (f'"{escaped}"',)
    return tuple(encoded_words(name))


def encoded_words(text: str) -> Iterator[str]:
    """The text in encoded words, none of which ends inside a letter (RFC 2047, 5: nor inside a character)."""
    chunk = b""
    for piece in _pieces(text):
        if len(chunk) + len(piece) > ROOM:
            yield _encoded(chunk)
            chunk = b""
        chunk += piece
    yield _encoded(chunk)


def folded(name: str, words: Iterable[str], *, policy: Policy) -> str:
    """The header with its words on lines of at most 76 characters, as far as the words allow."""
    words = list(words)
    whole = " ".join([f"{name}:", *words])
    if len(whole) <= LINE:
        return whole + policy.linesep
    lines = [f"{name}:"]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > LINE and lines[-1].strip() != f"{name}:":
            lines.append("")
        lines[-1] += f" {word}"
    return policy.linesep.join(lines) + policy.linesep


def _pieces(text: str) -> Iterator[bytes]:
    for letter in graphemes(text):
        whole = letter.encode()
        if len(whole) <= ROOM:
            yield whole
        else:  # a letter with a pile of marks: better parted than too long
            yield from (character.encode() for character in letter)


def _encoded(chunk: bytes) -> str:
    return f"=?utf-8?b?{b64encode(chunk).decode()}?="
