"""What becomes of a letter by its receipt, and how long the next attempt waits."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol

from mail.wire import Outcome, Receipt
from scheduler.queries.clock import Moments, told_by
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


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a letter waits before its second attempt, and the day that a demonstration lives in, if this is one.

    Attempts go by the wall clock; a meeting's time is the deeds', which may be another day's.
    """

    first: timedelta = FIRST_WAIT
    moments: Moments | None = None

    def time_of_day(self, wall: datetime) -> datetime:
        """The time that deeds go by."""
        return told_by(self.moments, wall)


class Tried(Protocol):
    """A letter's number, how often it was tried before, when first, when its meeting begins, and its pace."""

    @property
    def number(self) -> int: ...
    @property
    def attempts(self) -> int: ...
    @property
    def dated(self) -> datetime | None: ...
    @property
    def begins(self) -> datetime | None: ...
    @property
    def pace(self) -> Pace: ...


def became(letter: Tried, receipt: Receipt, *, wall: datetime) -> dict[str, object]:
    """What becomes of a letter that got this receipt, by column."""
    if receipt.outcome is Outcome.SENT:
        return {"state": MailState.SENT, "sent_at": letter.pace.time_of_day(wall)}
    if receipt.outcome is Outcome.REFUSED or is_hopeless(letter.dated, wall):
        return {"state": MailState.REFUSED}
    wait = wait_after(letter.attempts + 1, seed=letter.number, first=letter.pace.first)
    left = time_left(letter, wall)
    if left is not None and left <= ALL_OVER:
        return {"state": MailState.REFUSED, "reply_text": f"{TOO_LATE} {receipt.text}".strip()}
    return {"state": MailState.QUEUED, "due_at": wall + (wait if left is None else min(wait, left))}


def time_left(letter: Tried, wall: datetime) -> timedelta | None:
    """How long until its meeting begins; None where it has none, or was first tried only afterwards."""
    told = letter.pace.time_of_day
    if letter.begins is None or (letter.dated is not None and told(letter.dated) >= letter.begins):
        return None
    return letter.begins - told(wall)


def is_hopeless(dated: datetime | None, wall: datetime) -> bool:
    """Whether a letter that was first tried then has been put off for so long that somebody must look."""
    return dated is not None and wall - dated > PATIENCE


def wait_after(attempts: int, *, seed: int, first: timedelta = FIRST_WAIT) -> timedelta:
    """How long to wait after so many attempts: doubling up to an hour, spread so that retries do not come together."""
    wait: timedelta = min(first * 2 ** min(attempts - 1, 10), LONGEST_WAIT)
    spread = int.from_bytes(sha256(f"{seed}-{attempts}".encode()).digest()[:2])
    return wait * (0.75 + spread / 0x20000)
