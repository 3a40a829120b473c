"""Tokens that stand for one right each: computed from the installation's key, or random and kept only as a hash.

A computed token is never stored, so that neither a backup nor an officer can answer or sign in for somebody.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from collections.abc import Sequence
from hashlib import sha256
from secrets import token_urlsafe

MAC_BYTES = 18
"""144 bits: more than anybody can guess, and a link that still fits on one line."""

REPLY = "reply"
SIGN_IN = "sign-in"


def reply_token(key: bytes, *, invitation_id: int, generation: int) -> str:
    """The token by which one invited person answers; a rise of the generation kills it."""
    return signed(key, f"{invitation_id}.{generation}", purpose=REPLY)


def read_reply_token(keys: Sequence[bytes], token: str) -> tuple[int, int] | None:
    """The invitation and generation that a token was made for, or None where it is not ours."""
    numbers = opened(keys, token, purpose=REPLY)
    return (numbers[0], numbers[1]) if numbers is not None and len(numbers) == 2 else None


def sign_in_token(key: bytes, *, link_id: int) -> str:
    """The token of one sign-in link."""
    return signed(key, str(link_id), purpose=SIGN_IN)


def read_sign_in_token(keys: Sequence[bytes], token: str) -> int | None:
    """The sign-in link that a token was made for, or None where it is not ours."""
    numbers = opened(keys, token, purpose=SIGN_IN)
    return numbers[0] if numbers is not None and len(numbers) == 1 else None


def random_token() -> str:
    """A token of 256 random bits, for what is stored only as a hash."""
    return token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored of a random token."""
    return sha256(token.encode()).hexdigest()


def signed(key: bytes, text: str, *, purpose: str) -> str:
    """The text with its mark, safe in an address; a token for one purpose opens no other."""
    return f"{text}.{urlsafe_b64encode(mark(key, text, purpose=purpose)).decode().rstrip('=')}"


def opened(keys: Sequence[bytes], token: str, *, purpose: str) -> list[int] | None:
    """The numbers that a token carries, where one of our keys has marked it."""
    text, _, given = token.rpartition(".")
    if not token.isascii() or not text.replace(".", "").isdigit():
        return None
    try:
        given_mark = urlsafe_b64decode(given + "=" * (-len(given) % 4))
    except (BadBase64, ValueError):
        return None
    if not any(hmac.compare_digest(mark(key, text, purpose=purpose), given_mark) for key in keys):
        return None
    return [int(number) for number in text.split(".") if number]


def mark(key: bytes, text: str, *, purpose: str) -> bytes:
    """The HMAC of a text for one purpose (RFC 2104)."""
    return hmac.new(key, f"samai {purpose}\n{text}".encode(), sha256).digest()[:MAC_BYTES]
