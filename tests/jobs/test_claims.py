"""What a sender writes down of the letters it holds, and of no others."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from jobs.claims import claims_of
from models.database import db
from models.outbox import OutgoingMail
from scheduler.consultations import book, found
from scheduler.drafts import draft_of
from scheduler.releases import release
from tests.making import HAND, NOW, make_ministry, make_plan
from vocabulary.actor import OPERATOR
from vocabulary.states import MailState

WALL = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
UNTIL = WALL + timedelta(minutes=15)


@pytest.fixture
def held(app: Flask) -> list[int]:
    """The numbers of three letters, of which sender "one" holds the first two and "two" the last."""
    ministry = make_ministry()
    batch = draft_of(found(book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)).entry_id)
    assert batch is not None
    release(batch.id, by=OPERATOR, now=NOW, due_at=WALL)
    numbers = sorted(db.session.scalars(select(OutgoingMail.id).where(OutgoingMail.state == MailState.QUEUED)))
    for number, sender in zip(numbers, ("one", "one", "two"), strict=True):
        claim = {"state": MailState.SENDING, "claimed_by": sender, "lease_until": WALL}
        db.session.execute(update(OutgoingMail).where(OutgoingMail.id == number).values(**claim))
    db.session.commit()
    return numbers


def rows() -> list[OutgoingMail]:
    db.session.rollback()
    drafted_anew = OutgoingMail.state == MailState.DROPPED
    return list(db.session.scalars(select(OutgoingMail).where(~drafted_anew).order_by(OutgoingMail.id)))


def test_an_attempt_is_counted_only_while_the_letter_is_ours(held: list[int]) -> None:
    with claims_of("one") as claims, claims.rows.begin():
        begun = [claims.begin(number, digest="d" * 64, until=UNTIL) for number in held]
    assert begun == [True, True, False]
    assert [(row.attempts, row.digest, row.lease_until) for row in rows()] == [
        (1, "d" * 64, UNTIL),
        (1, "d" * 64, UNTIL),
        (0, None, WALL),
    ]


def test_what_became_of_a_letter_is_written_by_its_holder_alone(held: list[int]) -> None:
    with claims_of("two") as claims, claims.rows.begin():
        ended = [claims.end(number, {"state": MailState.SENT, "reply_code": 250}) for number in held]
    assert ended == [False, False, True]
    assert [(row.state, row.claimed_by, row.reply_code) for row in rows()][1:] == [
        (MailState.SENDING, "one", None),
        (MailState.SENT, None, 250),
    ]


def test_all_that_is_held_is_held_longer_or_given_back_together(held: list[int]) -> None:
    with claims_of("one") as claims:
        with claims.rows.begin():
            claims.renew(UNTIL)
        assert [row.lease_until for row in rows()] == [UNTIL, UNTIL, WALL]
        with claims.rows.begin():
            claims.give_back()
    assert [(row.state, row.claimed_by) for row in rows()] == [
        (MailState.QUEUED, None),
        (MailState.QUEUED, None),
        (MailState.SENDING, "two"),
    ]
