"""The headers of a stranger's mail: from whom it says it is, to whom, about which letter, and if a person wrote it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import Message

from mail.inbound.words import LONGEST_HEADER, address_of, addresses_among, header_text, mailboxes
from vocabulary.inbound import Arrival, Check
from vocabulary.program_words import program_words

IDENTITY = re.compile(r"<[^\s<>]{1,498}>")
ADDRESS_IN_NAME = re.compile(r"[^\s<>\"'()]{1,64}@[^\s<>\"'()]{1,255}")
RECIPIENTS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
MOST_REFERENCES = 50
MOST_CHECKS = 100
COMMENT = re.compile(r"\([^()]*\)")
RESULT = re.compile(r"([a-z][a-z0-9-]{0,30})\s*=\s*([a-z]{1,20})", re.IGNORECASE)
ABOUT = re.compile(r"(?:header\.(?:from|d|i)|smtp\.(?:mailfrom|helo))\s*=\s*\"?([^\s;\"]{1,320})", re.IGNORECASE)

BY_NOBODY = ("x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "list-id", "list-unsubscribe")
"""Headers that no mail of one person to one desk has."""
BULK = ("bulk", "junk", "list", "auto_reply", "auto-reply")


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of a mail by their names in lower case, in their order, octets beyond ASCII as surrogates."""

    named: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, message: Message) -> "Headers":
        """The same as they stand."""
        found: dict[str, list[str]] = {}
        for name, value in message.raw_items():
            found.setdefault(name.lower(), []).append(str(value))
        return cls(found)

    def all(self, name: str) -> Sequence[str]:
        """Every value of this header."""
        return self.named.get(name, ())

    def first(self, name: str) -> str:
        """The first value of this header, or nothing."""
        return next(iter(self.all(name)), "")


def envelope_of(headers: Headers) -> Arrival:
    """What the headers say."""
    written = [one for value in headers.all("from") for one in mailboxes(value)]
    names, senders = [name for name, _ in written], tuple(address for _, address in written)
    subject = header_text(headers.first("subject"))
    return Arrival(
        senders=senders,
        sender_name=names[0] if names else "",
        posing_as=posing_as(names, senders),
        sent_by=named_in(headers, "sender"),
        reply_to=named_in(headers, "reply-to"),
        recipients=tuple(dict.fromkeys(one for name in RECIPIENTS for one in recipients(headers, name))),
        message_id=next(iter(identities(headers.first("message-id"))), ""),
        references=references_in(headers),
        subject=subject,
        automatic=automatic(headers),
        generated=submitted(headers) not in ("", "no") or program_words().is_away(subject),
        checks=tuple(checks_in(headers)),
    )


def named_in(headers: Headers, name: str) -> tuple[str, ...]:
    """Every address in the headers of this name."""
    return tuple(address for value in headers.all(name)[:10] for _, address in mailboxes(value))


def posing_as(names: Sequence[str], senders: Sequence[str]) -> str:
    """An address in a display name that is not the sender's own."""
    for name in names:
        for found in ADDRESS_IN_NAME.finditer(name[:LONGEST_HEADER]):
            address = address_of(found[0].strip(".,;:"))
            if address and address not in senders:
                return address
    return ""


def recipients(headers: Headers, name: str) -> list[str]:
    """The addresses of one header of recipients."""
    return [address for value in headers.all(name)[:10] for address in addresses_among(value)]


def identities(value: str) -> list[str]:
    """The Message-IDs in a header."""
    return [spelled(one) for one in IDENTITY.findall(value)]


def spelled(word: str) -> str:
    """A word that no octet beyond ASCII belongs in, with those it has spelled out: nothing else could be passed on."""
    return word.encode("ascii", "backslashreplace").decode()


def references_in(headers: Headers) -> tuple[str, ...]:
    """The letters that this one answers, the nearest first."""
    last = identities(headers.first("references"))
    found = [*identities(headers.first("in-reply-to")), *reversed(last)]
    return tuple(dict.fromkeys(found))[:MOST_REFERENCES]


def submitted(headers: Headers) -> str:
    """The word of Auto-Submitted (RFC 3834), or nothing."""
    return spelled(COMMENT.sub("", headers.first("auto-submitted")[:200])).partition(";")[0].strip().lower()


def automatic(headers: Headers) -> str:
    """The header that says that a program wrote this by itself; `auto-generated` alone is what calendars say too."""
    if submitted(headers) not in ("", "no", "auto-generated"):
        return f"Auto-Submitted: {submitted(headers)[:40]}"
    precedence = headers.first("precedence").strip().lower()
    if precedence in BULK:
        return f"Precedence: {precedence}"
    for name in BY_NOBODY:
        if headers.all(name):
            return name.title()
    if headers.first("return-path").strip() == "<>":
        return "Return-Path: <>"
    return ""


def checks_in(headers: Headers) -> list[Check]:
    """What servers found about the sender, the nearest server first."""
    found: list[Check] = []
    for value in headers.all("authentication-results")[:20]:
        line = spelled(value[:LONGEST_HEADER]).replace("\r", "").replace("\n", " ")
        server, _, rest = COMMENT.sub("", line).partition(";")
        name = (server.split() or [""])[0].lower()
        found.extend(check for part in rest.split(";") if (check := check_of(part, server=name)) is not None)
    return found[:MOST_CHECKS]


def check_of(part: str, *, server: str) -> Check | None:
    """One finding, or None where there is none."""
    found, about = RESULT.match(part.strip()), ABOUT.findall(part)
    if found is None:
        return None
    domains = [one.rpartition("@")[2].lower() for one in about] or [""]
    return Check(server, found[1].lower(), found[2].lower(), domains[0])
