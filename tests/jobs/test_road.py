"""A mail server that is away costs a few letters an attempt, and not all that wait; a pace is kept by all together."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import repeat

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from jobs.outbox import Sender
from jobs.road import BACK, SILENT, Road
from mail.wire import Outcome, Receipt
from models.database import db
from models.outbox import OutgoingMail
from scheduler.letters import Writer
from scheduler.queries.mail_way import mail_trouble
from tests.jobs.test_outbox import SENT, WALL, Clock, Post
from tests.making import DESK
from tests.reliability.letters import queue_letters
from vocabulary.states import MailState

AWAY = Receipt(Outcome.LATER, None, "connection refused")
HUNG_UP = Receipt(Outcome.LATER, 421, "too busy")
FULL = Receipt(Outcome.LATER, 452, "mailbox full")
FIRST = timedelta(seconds=30)
LETTERS = 150

Make = Callable[..., Sender]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def waiting(app: Flask) -> None:
    queue_letters(LETTERS)
    db.session.execute(update(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED).values(due_at=WALL))
    db.session.commit()


@pytest.fixture
def make(post: Post, clock: Clock) -> Make:
    def sender(name: str = "one", per_minute: int = 0) -> Sender:
        writer = Writer("https://samai.example", DESK, b"k" * 32)
        road = Road(FIRST, per_minute)
        return Sender(name, timedelta(minutes=15), writer, open=post.open, clock=clock, first_wait=FIRST, road=road)

    return sender


def counted(state: MailState) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).where(OutgoingMail.state == state)) or 0


def most_attempts() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.max(OutgoingMail.attempts))) or 0


def test_a_server_that_is_away_for_two_hours_costs_few_attempts_and_all_leave_when_it_is_back(
    waiting: None, make: Make, post: Post, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    post.receipts = list(repeat(AWAY, 1000))
    one, other = make("one"), make("other")
    assert one.send_due() + other.send_due() > 0
    assert (len(post.taken), counted(MailState.QUEUED), counted(MailState.SENDING)) == (3, LETTERS, 0)
    while clock.wall < WALL + timedelta(hours=2):
        clock.wall += timedelta(seconds=10)
        one.send_due()
        other.send_due()
    assert len(post.taken) < 40, "one letter in five minutes"
    assert most_attempts() <= 12
    trouble = mail_trouble()
    assert trouble is not None
    assert (trouble.words, trouble.failing_since) == ("connection refused", WALL)
    assert caplog.messages.count(SILENT) == 1
    post.receipts = []
    clock.wall += timedelta(minutes=5)
    one.send_due()
    assert mail_trouble() is None
    assert caplog.messages.count(BACK) == 1
    clock.wall += timedelta(hours=2)
    one.send_due()
    assert counted(MailState.SENT) == LETTERS


@pytest.mark.parametrize("receipts", [[HUNG_UP, SENT] * 20, [FULL] * 20, [AWAY, AWAY, FULL] * 10])
def test_a_server_that_answers_at_all_keeps_the_way_open(
    waiting: None, make: Make, post: Post, receipts: list[Receipt]
) -> None:
    post.receipts = list(receipts)
    make().send_due()
    assert len(post.taken) == LETTERS
    assert mail_trouble() is None


def test_a_pace_is_kept_by_all_workers_together(waiting: None, make: Make, post: Post, clock: Clock) -> None:
    one, other = make("one", per_minute=30), make("other", per_minute=30)
    left: list[datetime] = []
    for _ in range(90):
        for sender in (one, other):
            before = len(post.taken)
            sender.send_due()
            left += [clock.wall] * (len(post.taken) - before)
        clock.wall += timedelta(seconds=1)
    assert len(left) > 40
    assert max(sum(begun <= each < begun + timedelta(minutes=1) for each in left) for begun in left) <= 30


def test_a_sender_that_is_told_of_no_pace_writes_nothing_about_it(waiting: None, make: Make) -> None:
    make().send_due()
    db.session.rollback()
    assert mail_trouble() is None
    assert counted(MailState.SENT) == LETTERS
