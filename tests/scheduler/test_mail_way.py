"""What is kept of the way to the mail server."""

from datetime import UTC, datetime, timedelta

from flask import Flask

from models.database import db
from scheduler.mail_way import note_answered, note_taken, note_unanswered
from scheduler.queries.mail_way import mail_trouble, mail_way
from scheduler.rules.mail_way import ENOUGH, Way

WALL = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FIRST = timedelta(seconds=30)


def silent(times: int) -> None:
    for number in range(times):
        note_unanswered("no route to host", wall=WALL + timedelta(seconds=number), first=FIRST)
    db.session.commit()


def test_it_is_open_where_nothing_was_ever_noted(app: Flask) -> None:
    assert (mail_way(), mail_trouble()) == (Way(), None)


def test_from_the_third_letter_in_a_row_it_rests_since_the_first(app: Flask) -> None:
    silent(ENOUGH - 1)
    assert (mail_way().rests_until, mail_trouble()) == (None, None)
    silent(1)
    trouble = mail_trouble()
    assert trouble is not None
    assert (trouble.failures, trouble.failing_since, trouble.rests_until) == (ENOUGH, WALL, WALL + FIRST)


def test_an_answer_opens_it_and_keeps_the_pace(app: Flask) -> None:
    note_taken(3, wall=WALL, per_minute=30)
    silent(ENOUGH)
    note_answered()
    db.session.commit()
    assert mail_way() == Way(credit=0, credited_at=WALL)
