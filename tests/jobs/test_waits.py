"""What becomes of a letter by its receipt, and how long the next attempt waits."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from jobs.waits import FIRST_WAIT, LONGEST_WAIT, PATIENCE, Pace, became, is_unanswered, wait_after
from mail.wire import Outcome, Receipt
from vocabulary.own_words import TOO_LATE
from vocabulary.states import MailState

WALL = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PACE = Pace()


@dataclass(frozen=True)
class Letter:
    number: int = 7
    attempts: int = 0
    dated: datetime | None = WALL
    begins: datetime | None = None
    pace: Pace = PACE


def test_waits_double_up_to_an_hour_and_spread() -> None:
    waits = [wait_after(attempts, seed=7) for attempts in range(1, 12)]
    assert all(FIRST_WAIT * 0.75 <= wait <= LONGEST_WAIT * 1.25 for wait in waits)
    assert all(longer > shorter for shorter, longer in pairwise(waits[:6]))
    assert len({wait_after(1, seed=seed) for seed in range(20)}) > 10


def test_a_letter_put_off_waits_and_one_put_off_for_days_is_given_up() -> None:
    later = Receipt(Outcome.LATER, 451, "try later")
    waits = became(Letter(), later, wall=WALL)
    assert waits == {"state": MailState.QUEUED, "due_at": WALL + wait_after(1, seed=7)}
    given_up = became(Letter(), later, wall=WALL + PATIENCE + timedelta(seconds=1))
    assert given_up == {"state": MailState.REFUSED}


LATER = Receipt(Outcome.LATER, 451, "try later")


def tried(wall: datetime, begins: datetime, dated: datetime = WALL) -> dict[str, object]:
    return became(Letter(attempts=8, dated=dated, begins=begins), LATER, wall=wall)


def test_tries_end_when_the_meeting_begins() -> None:
    begins = WALL + timedelta(hours=2)
    early = tried(WALL, begins)["due_at"]
    assert isinstance(early, datetime)
    assert WALL < early < begins
    shortly = begins - timedelta(minutes=3)
    assert tried(shortly, begins) == {"state": MailState.QUEUED, "due_at": begins}, "once more, as it begins"
    over = {"state": MailState.REFUSED, "reply_text": f"{TOO_LATE} try later"}
    assert tried(begins, begins) == tried(begins + timedelta(hours=1), begins) == over


def test_what_is_first_sent_after_the_beginning_is_tried_as_long_as_any_other() -> None:
    begins = WALL - timedelta(hours=2)
    assert tried(WALL, begins)["state"] is MailState.QUEUED
    assert tried(WALL + PATIENCE + timedelta(hours=1), begins) == {"state": MailState.REFUSED}


@pytest.mark.parametrize(
    ("receipt", "unanswered"),
    [
        (Receipt(Outcome.LATER, None, "connection refused"), True),
        (Receipt(Outcome.LATER, 421, "too busy"), True),
        (Receipt(Outcome.LATER, 450, "greylisted"), False),
        (Receipt(Outcome.REFUSED, 550, "no such user"), False),
        (Receipt(Outcome.SENT, None, "suppressed"), False),
    ],
)
def test_silence_says_something_of_the_server_and_nothing_of_the_letter(receipt: Receipt, unanswered: bool) -> None:
    assert is_unanswered(receipt) is unanswered
