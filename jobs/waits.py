"""What becomes of a letter by its receipt, and how long the next attempt waits."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol

from mail.wire import Outcome, Receipt
from scheduler.queries.clock import time_of_day
from vocabulary.own_words import TOO_LATE
from vocabulary.states import MailState

FIRST_WAIT = timedelta(seconds=30)
"""Before the second attempt, unless the settings say otherwise."""

LONGEST_WAIT = timedelta(hours=1)
PATIENCE = timedelta(days=5)
"""How long a letter that a server keeps putting off is tried (RFC 5321, 4.5.4.1)."""

ALL_OVER = timedelta(0)

CLOSING = 421
"""The server ends the connection, or does not begin one (RFC 5321, 3.8)."""


def is_unanswered(receipt: Receipt) -> bool:
    """Whether this says something of the server, and nothing of the letter: nobody answered, or only to hang up."""
    return receipt.outcome is Outcome.LATER and receipt.code in (None, CLOSING)


class Tried(Protocol):
    """A letter's number, how often it was tried before, when first, and when its meeting begins."""

    @property
    def number(self) -> int: ...
    @property
    def attempts(self) -> int: ...
    @property
    def dated(self) -> datetime | None: ...
    @property
    def begins(self) -> datetime | None: ...


def became(letter: Tried, receipt: Receipt, *, wall: datetime, first_wait: timedelta) -> dict[str, object]:
    """What becomes of a letter that got this receipt; its meeting's time is the deeds', which may be another day's."""
    if receipt.outcome is Outcome.SENT:
        return {"state": MailState.SENT, "sent_at": time_of_day(wall)}
    if receipt.outcome is Outcome.REFUSED or is_hopeless(letter.dated, wall):
        return {"state": MailState.REFUSED}
    wait = wait_after(letter.attempts + 1, seed=letter.number, first=first_wait)
    left = time_left(letter, wall)
    if left is not None and left <= ALL_OVER:
        return {"state": MailState.REFUSED, "reply_text": f"{TOO_LATE} {receipt.text}".strip()}
    return {"state": MailState.QUEUED, "due_at": wall + (wait if left is None else min(wait, left))}


def time_left(letter: Tried, wall: datetime) -> timedelta | None:
    """How long until its meeting begins; None where it has none, or was first tried only afterwards."""
    if letter.begins is None or (letter.dated is not None and time_of_day(letter.dated) >= letter.begins):
        return None
    return letter.begins - time_of_day(wall)


def is_hopeless(dated: datetime | None, wall: datetime) -> bool:
    """Whether a letter that was first tried then has been put off for so long that somebody must look."""
    return dated is not None and wall - dated > PATIENCE


def wait_after(attempts: int, *, seed: int, first: timedelta = FIRST_WAIT) -> timedelta:
    """How long to wait after so many attempts: doubling up to an hour, spread so that retries do not come together."""
    wait: timedelta = min(first * 2 ** min(attempts - 1, 10), LONGEST_WAIT)
    spread = int.from_bytes(sha256(f"{seed}-{attempts}".encode()).digest()[:2])
    return wait * (0.75 + spread / 0x20000)
