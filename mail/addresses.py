"""Addresses and message identities that may stand on the wire: plain, one at a time, and nothing else.

Whatever passes here is ASCII without spaces, so no caller can smuggle a second header or a second recipient.
"""

import re
from functools import lru_cache

from vocabulary.refusals import Refusal

LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.ASCII)
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
TAG = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?", re.ASCII)
IDENTITY = re.compile(r"<[A-Za-z0-9._+=-]+@[A-Za-z0-9.-]+>", re.ASCII)

LONGEST_LOCAL = 64
LONGEST_ADDRESS = 254
LONGEST_IDENTITY = 250


def checked_address(text: str) -> str:
    """One plain address as a person wrote it, its domain in lower case and, where it is Thai, in its ASCII form.

    Refuses comments, lists, groups, quoted names, line breaks and anything else that is more than one address
    (RFC 5321, 4.1.2, without quoted strings and address literals).
    """
    local, at, domain = text.strip(" \t").rpartition("@")
    address = f"{local}@{_ascii_domain(domain)}"
    if not at or not _is_plain(address):
        raise Refusal("Write one e-mail address, such as name@agency.example")
    return address


def plain_address(address: str) -> str:
    """The same address, once more checked, as it goes into a header or an envelope; a ValueError if it may not."""
    if not _is_plain(address):
        raise ValueError(f"not a plain e-mail address: {address!r}")
    return address


def tagged(address: str, tag: str) -> str:
    """The desk's mailbox with the tag of one meeting: `samai+tag@domain` (RFC 5233)."""
    local, _, domain = address.rpartition("@")
    if not TAG.fullmatch(tag):
        raise ValueError(f"not a tag: {tag!r}")
    return plain_address(f"{local}+{tag}@{domain}")


def message_id(random: str, domain: str) -> str:
    """The Message-ID made of an envelope's own random name and our domain (RFC 5322, 3.6.4)."""
    return plain_identity(f"<{random}@{domain}>")


def plain_identity(identity: str) -> str:
    """The same Message-ID, checked; a ValueError if it is not exactly one."""
    if not IDENTITY.fullmatch(identity) or len(identity) > LONGEST_IDENTITY:
        raise ValueError(f"not a Message-ID: {identity!r}")
    return identity


@lru_cache(maxsize=4096)
def _is_plain(address: str) -> bool:
    local, _, domain = address.rpartition("@")
    sizes_fit = len(local) <= LONGEST_LOCAL and len(address) <= LONGEST_ADDRESS
    return sizes_fit and bool(LOCAL.fullmatch(local)) and bool(DOMAIN.fullmatch(domain))


def _ascii_domain(domain: str) -> str:
    if len(domain) > LONGEST_ADDRESS:  # a hundred thousand letters would be spelt out for most of a second
        return ""
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:  # an empty or overlong label: the caller finds the result wanting
        return ""
