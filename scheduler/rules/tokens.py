"""Tokens that stand for one right each: computed from the installation's key, or random and kept only as a hash.

A computed token is never stored, so that neither a backup nor an officer can answer or sign in for somebody. It
carries its own numbers and their mark; each purpose has a key of its own, derived from the installation's.
"""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256

MARK_BYTES = 18
"""144 bits: more than anybody can guess, and a link that still fits on one line."""

REPLY = "reply"
SIGN_IN = "sign-in"
FEED = "feed"
LOGIN = "login"


def reply_token(key: bytes, *, invitation_id: int, generation: int) -> str:
    """The token by which one invited person answers; a rise of the generation kills it."""
    return marked(key, f"{invitation_id}.{generation}", purpose=REPLY)


def read_reply_token(keys: Sequence[bytes], token: str) -> tuple[int, int] | None:
    """The invitation and generation that a token was made for, or None where it is not ours."""
    numbers = numbers_in(keys, token, purpose=REPLY)
    return (numbers[0], numbers[1]) if len(numbers) == 2 else None


def sign_in_token(key: bytes, *, link_id: int) -> str:
    """The token of one sign-in link."""
    return marked(key, str(link_id), purpose=SIGN_IN)


def read_sign_in_token(keys: Sequence[bytes], token: str) -> int | None:
    """The sign-in link that a token was made for, or None where it is not ours."""
    numbers = numbers_in(keys, token, purpose=SIGN_IN)
    return numbers[0] if len(numbers) == 1 else None


def feed_token(key: bytes, *, person_id: int, form_key: str) -> str:
    """The token of the subscription that a form makes: the same form sent again is told the same one."""
    return whole_mark(key, f"{person_id}.{form_key}", purpose=FEED)


def login_token(key: bytes, *, door: str, form_key: str) -> str:
    """The token of the login session that a form opens at a door: sent again, it is told the same one."""
    return whole_mark(key, f"{door} {form_key}", purpose=LOGIN)


def whole_mark(key: bytes, text: str, *, purpose: str) -> str:
    """All of a text's mark, which says nothing of the text."""
    mark = hmac.digest(purpose_key(key, purpose), text.encode(), "sha256")
    return urlsafe_b64encode(mark).rstrip(b"=").decode()


def token_hash(token: str) -> str:
    """What is stored of a random token: it has bits enough that no salt is needed."""
    return sha256(token.encode()).hexdigest()


def marked(key: bytes, text: str, *, purpose: str) -> str:
    """The text with its mark, safe in an address; a token for one purpose opens no other."""
    mark = hmac.digest(purpose_key(key, purpose), text.encode(), "sha256")[:MARK_BYTES]
    return f"{text}.{urlsafe_b64encode(mark).decode()}"


@lru_cache(maxsize=16)
def purpose_key(key: bytes, purpose: str) -> bytes:
    """The installation's key as one purpose has it (RFC 5869's expand step, with one block)."""
    return hmac.digest(key, f"samai {purpose}\x01".encode(), "sha256")


def numbers_in(keys: Sequence[bytes], token: str, *, purpose: str) -> tuple[int, ...]:
    """The numbers that a token carries, where one of our keys has marked it; otherwise none."""
    text, _, _ = token.rpartition(".")
    made = [marked(key, text, purpose=purpose).encode() for key in keys]
    if not any([hmac.compare_digest(one, token.encode()) for one in made]):  # noqa: C419 - the same time for each key
        return ()
    return tuple(map(int, text.split(".")))
