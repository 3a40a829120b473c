"""What the overview says of reminders."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from models.database import db
from models.installation import Installation
from scheduler.consultations import book, withdraw
from scheduler.queries.reminded import gatherings
from scheduler.queries.reminder_waiting import about_reminders, first_day
from scheduler.queries.reminders import reminder_page
from scheduler.reminding import (
    allow_late_reminders,
)
from scheduler.rules.waiting import WaitingKind
from tests.making import HAND, NOW, Ministry, make_ministry, make_plan
from tests.scheduler.giving import invitation_of
from tests.scheduler.letters import entry_of, let_go
from tests.scheduler.reminding import MEETING, answer, bangkok, deliver_all, look, put_on_file
from vocabulary.actor import OPERATOR
from vocabulary.reminders import Ladder, LadderStep, Reach, ReminderLimits, ReminderState

LATE = Ladder((LadderStep(3, Reach.PRIMARY),), before=2)


@pytest.fixture
def ministry(app: Flask) -> Ministry:
    ministry = make_ministry()
    put_on_file(ministry)
    return ministry


@pytest.fixture
def released(ministry: Ministry) -> int:
    consultation_id = book(ministry.session_id, make_plan(MEETING), invited=ministry.everybody, hand=HAND)
    let_go(consultation_id)
    return consultation_id


def kinds(now: object) -> dict[WaitingKind, object]:
    found = about_reminders(1, "Asia/Bangkok", now=now)  # type: ignore[arg-type]
    return {one.kind: one.values.get("count", str(one.values.get("agency"))) for one in found}


def test_the_overview_says_what_leaves_whom_to_call_and_what_was_missed(released: int) -> None:
    assert kinds(NOW) == {}
    assert kinds(bangkok(14)) == {WaitingKind.REMINDERS: 3}
    for day, month in ((17, 1), (31, 1), (7, 2)):
        look(bangkok(day, month=month))
        deliver_all()
    answer(1, now=bangkok(7, 10, month=2))
    answer(2, now=bangkok(7, 10, month=2))
    assert kinds(bangkok(8, month=2)) == {WaitingKind.CALL: "Agency 3", WaitingKind.REMINDERS: 2}
    look(MEETING)
    assert kinds(MEETING) == {WaitingKind.MISSED_REMINDERS: 2}


def test_whoever_was_withdrawn_after_the_last_reminder_is_not_called(released: int, ministry: Ministry) -> None:
    for day, month in ((17, 1), (31, 1), (7, 2)):
        look(bangkok(day, month=month))
        deliver_all()
    assert WaitingKind.CALL in kinds(bangkok(8, month=2))
    for person_id in ministry.person_ids:
        withdraw(invitation_of(person_id).id, hand=HAND)
    assert WaitingKind.CALL not in kinds(bangkok(8, month=2))


def test_what_is_long_overdue_waits_for_a_word_that_the_clock_is_right(released: int) -> None:
    strict, year = ReminderLimits(overdue=5), NOW + timedelta(days=400)
    assert kinds(year)[WaitingKind.LATE_REMINDERS] == 9
    assert reminder_page(strict, actor=OPERATOR, now=year).overdue == 9
    allow_late_reminders(by=OPERATOR, now=year)
    assert reminder_page(strict, actor=OPERATOR, now=year).overdue == 0
    assert db.session.scalars(select(Installation)).one().late_reminders_allowed_at == year
    assert look(year) == {ReminderState.MISSED: 9}
    (missed,) = [group for group in reminder_page(strict, actor=OPERATOR, now=year).missed if group.step == 5]
    assert len(missed.lines) == 3


def test_nobody_is_called_about_what_was_never_told(released: int) -> None:
    entry_id = entry_of(released).id
    known = gatherings([entry_id], now=NOW)[entry_id]
    assert first_day(known) == MEETING.date()
    untold = replace(known, meeting=replace(known.meeting, facts=None))
    with pytest.raises(ValueError, match="nothing was told"):
        first_day(untold)
