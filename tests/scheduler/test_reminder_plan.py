"""The plan of reminders follows from all that stands, whatever deed changed it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from models.database import db
from models.places import ClosedDay
from models.reminders import Reminder
from scheduler.closed_days import add_closed_day, remove_closed_day
from scheduler.consultations import book, move
from scheduler.deed import writing
from scheduler.queries.calendars import calendar_named
from scheduler.queries.reminded import gatherings
from scheduler.reminder_plan import overtaken_letters, starts_of
from tests.making import HAND, NOW, Ministry, make_ministry, make_plan
from tests.scheduler.letters import entry_of, let_go
from tests.scheduler.reminding import (
    MEETING,
    answer,
    bangkok,
    look,
    plans,
    put_on_file,
    reminder_mails,
    replan,
    states,
)
from vocabulary.actor import OPERATOR
from vocabulary.closed_days import ClosedDayCard
from vocabulary.reminders import ReminderState
from vocabulary.states import MailState
from vocabulary.text import Bilingual

LATER = MEETING + timedelta(days=2)


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


def test_a_move_taken_back_loses_nothing_and_a_released_one_counts_anew(released: int) -> None:
    before = plans()
    move(released, starts=LATER, ends=LATER + timedelta(minutes=90), hand=HAND)
    assert plans() == before
    move(released, starts=MEETING, ends=MEETING + timedelta(minutes=90), hand=HAND)
    assert plans() == before
    move(released, starts=LATER, ends=LATER + timedelta(minutes=90), hand=HAND)
    let_go(released, minutes=5)
    first = plans()[0][0]
    # 16 February is a holiday, so that its office day is that of the 17th
    assert [at for number, _, at in plans() if number == first] == [
        bangkok(19),
        bangkok(2, month=2),
        bangkok(9, month=2),
    ]
    assert {row.sequence for row in db.session.scalars(select(Reminder))} == {1}


def test_a_promised_reminder_that_could_not_leave_before_the_meeting_is_missed(released: int) -> None:
    look(bangkok(17))
    with writing():
        assert overtaken_letters(MEETING - timedelta(minutes=1)) == 0
    with writing():
        assert overtaken_letters(MEETING) == 3
    assert {mail.state for mail in reminder_mails()} == {MailState.DROPPED}
    assert states()[ReminderState.MISSED] == 3


def test_a_closed_day_that_is_taken_off_the_list_moves_what_is_planned(released: int) -> None:
    move(released, starts=LATER, ends=LATER + timedelta(minutes=90), hand=HAND)
    let_go(released, minutes=5)
    before = [at for _, _, at in plans()]
    day = db.session.scalars(select(ClosedDay).where(ClosedDay.day == date(2022, 2, 16))).one()
    remove_closed_day(day.id, by=OPERATOR, now=NOW)
    assert [at for _, _, at in plans()] == before
    moved = LATER + timedelta(days=3)
    move(released, starts=moved, ends=moved + timedelta(minutes=90), hand=HAND)


def test_what_was_planned_before_a_downtime_is_not_lost_by_planning_anew(released: int) -> None:
    late = bangkok(12, month=2)
    replan(late)
    assert len(plans()) == 9
    answer(plans()[0][0], now=late)
    assert len(plans()) == 6
    assert look(bangkok(14, month=2)) == {ReminderState.SENT: 2, ReminderState.JOINED: 4}


def test_a_reminder_on_a_day_that_is_closed_now_moves_by_itself(released: int) -> None:
    before = plans()
    calendar, card = (
        calendar_named("thai", actor=OPERATOR),
        ClosedDayCard(date(2022, 1, 31), Bilingual("Special holiday")),
    )
    add_closed_day(calendar, card, by=OPERATOR, now=NOW)
    assert [row[:2] for row in plans()] == [row[:2] for row in before]
    assert {row[2] for row in plans()} - {row[2] for row in before} == {bangkok(28), bangkok(14)}
    assert {row.until for row in db.session.scalars(select(Reminder))} == {MEETING}


def test_a_meeting_without_an_hour_reminds_nobody(released: int) -> None:
    entry_id = entry_of(released).id
    known = gatherings([entry_id], now=NOW)[entry_id]
    assert starts_of(known) == MEETING
    with pytest.raises(ValueError, match="without an hour"):
        starts_of(replace(known, meeting=replace(known.meeting, facts=None)))
