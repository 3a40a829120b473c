"""Attempts to sign in, counted before any password is compared."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from models.accounts import SignInAttempt
from models.audit import AuditRow
from models.database import db
from scheduler.rules.throttle import PER_ACCOUNT, PER_VISITOR, WINDOW, Knocking
from scheduler.throttle import Knock, TooSoon, count_attempt, forgive

WALL = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HERE = "192.0.2.1"
FREE = PER_ACCOUNT[Knocking.PASSWORD].free


def knocks(times: int, *, address: str = "sira@oag.example", visitor: str = HERE) -> None:
    for _ in range(times):
        count_attempt(Knock(address, visitor), Knocking.PASSWORD, field="address", wall=WALL)


def kept() -> int:
    return db.session.scalars(select(func.count(SignInAttempt.id))).one()


def test_after_the_free_attempts_the_refusal_says_how_long_to_wait(app: Flask) -> None:
    knocks(FREE)
    with pytest.raises(TooSoon, match="Wait 10 seconds") as refusal:
        knocks(1)
    assert (refusal.value.status, refusal.value.seconds, refusal.value.field) == (429, 10, "address")


def test_a_long_wait_is_told_in_minutes() -> None:
    assert "Wait 3 minutes" in str(TooSoon(timedelta(seconds=170), field="address"))


def test_a_refused_attempt_is_not_counted_so_that_waiting_helps(app: Flask) -> None:
    knocks(FREE)
    before = kept()
    with pytest.raises(TooSoon):
        knocks(1)
    assert kept() == before
    count_attempt(
        Knock("sira@oag.example", HERE), Knocking.PASSWORD, field="address", wall=WALL + timedelta(seconds=10)
    )


def test_somebody_elsewhere_is_not_slowed_down(app: Flask) -> None:
    knocks(FREE)
    knocks(1, visitor="192.0.2.2")


def test_another_address_from_the_same_place_is_not_slowed_down_at_once(app: Flask) -> None:
    knocks(FREE)
    knocks(1, address="warut@rtp.example")


def test_one_place_cannot_go_on_from_address_to_address(app: Flask) -> None:
    for number in range(PER_VISITOR[Knocking.PASSWORD].free):
        knocks(1, address=f"guess{number}@oag.example")
    with pytest.raises(TooSoon):
        knocks(1, address="another@oag.example")


def test_another_spelling_of_the_address_is_the_same_address(app: Flask) -> None:
    knocks(FREE)
    with pytest.raises(TooSoon):
        knocks(1, address=" SIRA@OAG.example ")


def test_asking_for_a_link_and_typing_a_password_are_counted_apart(app: Flask) -> None:
    knocks(FREE)
    count_attempt(Knock("sira@oag.example", HERE), Knocking.LINK, field="link_address", wall=WALL)


def test_coming_in_forgets_the_failures_for_that_address_alone(app: Flask) -> None:
    knocks(FREE)
    knocks(1, address="warut@rtp.example")
    forgive(Knock("sira@oag.example", HERE), Knocking.PASSWORD)
    db.session.commit()
    assert kept() == FREE + 1, "one for the other address, and one less than all for the place"
    knocks(FREE)


def test_attempts_are_forgotten_after_the_window(app: Flask) -> None:
    knocks(FREE)
    later = WALL + WINDOW
    count_attempt(Knock("other@oag.example", HERE), Knocking.PASSWORD, field="address", wall=later)
    assert kept() == 2
    assert set(db.session.scalars(select(SignInAttempt.at))) == {later}


def test_a_clock_that_was_wrong_by_a_year_holds_nobody_up(app: Flask) -> None:
    knock = Knock("sira@oag.example", HERE)
    for _ in range(FREE):
        count_attempt(knock, Knocking.PASSWORD, field="address", wall=WALL + timedelta(days=365))
    knocks(1)


def test_guesses_that_come_at_once_do_not_slip_past_each_other(app: Flask) -> None:
    def comes_through(_number: int) -> bool:
        with app.app_context():
            try:
                knocks(1)
            except TooSoon:
                return False
            return True

    with ThreadPoolExecutor(8) as guessers:
        through = sum(guessers.map(comes_through, range(40)))
    assert through == FREE


def test_no_address_and_no_place_can_be_read_in_what_is_kept(app: Flask) -> None:
    knocks(1)
    rows = [(row.subject, row.what) for row in db.session.scalars(select(SignInAttempt))]
    assert not any("oag" in subject or HERE in subject for subject, _ in rows)
    assert {what for _, what in rows} == {"password"}


def test_counting_is_no_deed(app: Flask) -> None:
    knocks(1)
    assert db.session.scalars(select(AuditRow)).all() == []
