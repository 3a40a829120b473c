"""A worker's look at what is due: claimed once, whoever looks, and nothing where there is nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Thread

import pytest
from flask import Flask, current_app
from sqlalchemy import event

from jobs.reminders import Reminding
from models.database import db
from scheduler.consultations import book
from scheduler.mail_hold import hold_mail, release_mail
from tests.making import HAND, Ministry, make_ministry, make_plan
from tests.scheduler.letters import let_go
from tests.scheduler.reminding import MEETING, bangkok, put_on_file, reminder_mails, states
from vocabulary.actor import OPERATOR
from vocabulary.reminders import ReminderLimits, ReminderState
from vocabulary.states import MailState

LADDER = 9
"""Three people with three steps each."""


@dataclass
class Clock:
    """A wall clock that stands where it is put."""

    wall: datetime = field(default_factory=lambda: bangkok(17))

    def __call__(self) -> datetime:
        return self.wall


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ministry(app: Flask) -> Ministry:
    ministry = make_ministry()
    put_on_file(ministry)
    let_go(book(ministry.session_id, make_plan(MEETING), invited=ministry.everybody, hand=HAND))
    return ministry


def reminding(clock: Clock, *, overdue: int = 50, stopped: bool = False) -> Reminding:
    return Reminding(clock, ReminderLimits(overdue=overdue), domain="mfa.example", is_stopped=lambda: stopped)


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is said to the database meanwhile."""
    said: list[str] = []

    def note(*arguments: object) -> None:
        said.append(str(arguments[2]).split(" ", 1)[0])

    event.listen(db.engine, "before_cursor_execute", note)
    yield said
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.mark.both_databases
def test_several_workers_promise_each_reminder_once(ministry: Ministry, clock: Clock) -> None:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    eyes = [reminding(clock) for _ in range(4)]

    def look(eye: Reminding) -> None:
        with app.app_context():
            eye.look()
            db.session.remove()

    db.session.remove()
    threads = [Thread(target=look, args=[eye]) for eye in eyes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(reminder_mails()) == 3
    assert states() == {ReminderState.SENT: 3, ReminderState.PLANNED: 6}


def test_a_look_that_finds_nothing_due_asks_twice_and_writes_nothing(ministry: Ministry, clock: Clock) -> None:
    eye = reminding(clock)
    assert eye.look() == 3
    clock.wall += timedelta(seconds=5)
    with statements() as said:
        assert eye.look() == 0
    assert said == ["BEGIN", "SELECT", "SELECT"]  # whether it is a demonstration, and when the next one is due


def test_a_stopped_worker_leaves_the_rest_to_others(ministry: Ministry, clock: Clock) -> None:
    assert reminding(clock, stopped=True).look() == 0
    assert reminding(clock).look() == 3


def test_while_the_mail_is_held_nothing_is_promised_and_nothing_is_lost(ministry: Ministry, clock: Clock) -> None:
    hold_mail("a restored copy", by=OPERATOR, now=clock.wall, wall=clock.wall)
    assert reminding(clock).look() == 0
    release_mail(already_sent=False, by=OPERATOR, now=clock.wall)
    assert reminding(clock).look() == 3


def test_what_waited_too_long_to_leave_is_taken_back_once_a_minute(ministry: Ministry, clock: Clock) -> None:
    eye = reminding(clock)
    eye.look()
    clock.wall = MEETING
    eye.look()
    assert {mail.state for mail in reminder_mails()} == {MailState.DROPPED}
    assert states() == {ReminderState.MISSED: LADDER}


def test_a_clock_that_jumps_by_a_year_fires_nothing_and_loses_nothing(
    ministry: Ministry, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    eye = reminding(clock, overdue=5)
    clock.wall += timedelta(days=400)
    assert eye.look() == 0
    assert "long overdue" in caplog.text
    assert states() == {ReminderState.PLANNED: LADDER}
    clock.wall -= timedelta(days=400)
    assert eye.look() == 3


@pytest.mark.parametrize("hours", [-1, 1, -24], ids=str)
def test_a_clock_that_is_set_by_an_hour_or_a_day_sends_nothing_twice(
    ministry: Ministry, clock: Clock, hours: int
) -> None:
    eye = reminding(clock)
    assert eye.look() == 3
    clock.wall += timedelta(hours=hours)
    assert eye.look() == 0
    clock.wall -= timedelta(hours=hours)
    assert eye.look() == 0
    assert len(reminder_mails()) == 3
