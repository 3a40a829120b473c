"""The desk's word on reminders: ladders, pauses, single ones held back."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from models.database import db
from models.reminders import Reminder
from scheduler.consultations import book, found
from scheduler.queries.ladders import ladder_page
from scheduler.queries.occasions import CONSULTATION
from scheduler.queries.reminders import reminder_page, reminders_of
from scheduler.reminding import (
    hold_reminders,
    let_reminders_go,
    pause_reminders,
    resume_reminders,
    set_ladder,
)
from scheduler.rules.double_bookings import SESSION
from scheduler.rules.ladders import sight_of_ladder
from tests.making import HAND, NOW, Ministry, make_ministry, make_plan
from tests.scheduler.letters import let_go
from tests.scheduler.reminding import LIMITS, MEETING, bangkok, look, plans, put_on_file, states
from vocabulary.actor import ANONYMOUS, OPERATOR
from vocabulary.decisions import Place
from vocabulary.refusals import NotFound, Overtaken, Refusal
from vocabulary.reminders import USUAL, Ladder, LadderStep, Reach, ReminderLimits, ReminderState

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


def numbers(state: ReminderState = ReminderState.PLANNED) -> list[int]:
    return list(db.session.scalars(select(Reminder.id).where(Reminder.state == state).order_by(Reminder.due_at)))


def test_a_ladder_moves_what_is_planned_and_one_agency_may_have_its_own(ministry: Ministry, released: int) -> None:
    first = ministry.agency_ids[0]
    set_ladder("demo", LATE, by=OPERATOR, now=NOW)
    set_ladder("demo", USUAL, agency_id=first, by=OPERATOR, now=NOW)
    assert [step for _, step, _ in plans()] == [20, 10, 5, 3, 3]
    page = ladder_page("demo", None, actor=OPERATOR, now=NOW)
    assert (page.ladder, page.is_own) == (LATE, True)
    assert [(one.agency_id, one.ladder) for one in page.own] == [(first, USUAL)]
    (meeting,) = page.meetings
    assert (meeting.steps, meeting.before, meeting.unknown) == ((date(2022, 2, 9),), date(2022, 2, 10), None)
    set_ladder("demo", None, agency_id=first, by=OPERATOR, now=NOW)
    set_ladder("demo", None, agency_id=first, by=OPERATOR, now=NOW)
    assert [step for _, step, _ in plans()] == [3, 3, 3]
    own = ladder_page("demo", first, actor=OPERATOR, now=NOW)
    assert (own.ladder, own.is_own, own.agency is not None) == (LATE, False, True)


def test_a_ladder_that_somebody_else_has_changed_meanwhile_is_refused(ministry: Ministry) -> None:
    set_ladder("demo", LATE, by=OPERATOR, now=NOW)
    with pytest.raises(Overtaken):
        set_ladder("demo", Ladder((), 1), seen=sight_of_ladder(USUAL), by=OPERATOR, now=NOW)
    set_ladder("demo", LATE, seen=sight_of_ladder(USUAL), by=OPERATOR, now=NOW)


def test_nobody_sets_the_ladder_of_what_is_not_on_file(ministry: Ministry) -> None:
    with pytest.raises(NotFound, match="committee"):
        set_ladder("none", LATE, by=OPERATOR, now=NOW)
    with pytest.raises(NotFound, match="agency"):
        set_ladder("demo", LATE, agency_id=4711, by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        ladder_page("demo", 4711, actor=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        ladder_page("demo", None, actor=ANONYMOUS, now=NOW)
    for kind in (CONSULTATION, SESSION):
        with pytest.raises(NotFound):
            pause_reminders(Place(kind, 4711), by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        reminder_page(LIMITS, actor=ANONYMOUS, now=NOW)


def test_while_a_meeting_is_paused_what_falls_due_is_held_back_and_the_rest_goes_on(released: int) -> None:
    pause_reminders(Place(CONSULTATION, released), by=OPERATOR, now=NOW)
    pause_reminders(Place(CONSULTATION, released), by=OPERATOR, now=NOW)
    assert reminders_of([found(released).entry_id], now=NOW).paused is not None
    assert look(bangkok(17)) == {ReminderState.HELD: 3}
    resume_reminders(Place(CONSULTATION, released), by=OPERATOR, now=bangkok(31, 10))
    resume_reminders(Place(CONSULTATION, released), by=OPERATOR, now=bangkok(31, 10))
    assert states() == {ReminderState.HELD: 6, ReminderState.PLANNED: 3}
    assert look(bangkok(7, month=2)) == {ReminderState.SENT: 3}


def test_single_ones_are_held_back_and_planned_again(released: int) -> None:
    one, *others = numbers()
    assert hold_reminders([one], by=OPERATOR, now=NOW) == 1
    page = reminder_page(LIMITS, actor=OPERATOR, now=bangkok(14))
    assert ([len(group.lines) for group in page.next], [len(group.lines) for group in page.held]) == ([2], [1])
    assert let_reminders_go([one], by=OPERATOR, now=NOW) == 1
    assert sorted(numbers()) == sorted([one, *others])
    hold_reminders([one], by=OPERATOR, now=NOW)
    for wrong in ([], [4711]):
        with pytest.raises(Refusal):
            hold_reminders(wrong, by=OPERATOR, now=NOW)
    with pytest.raises(Refusal, match="left or lost"):
        let_reminders_go([one], by=OPERATOR, now=bangkok(17, 10))
    assert look(bangkok(17)) == {ReminderState.SENT: 2}


def test_the_page_says_when_as_many_have_left_as_may(released: int) -> None:
    narrow = ReminderLimits(an_hour=2)
    assert not reminder_page(narrow, actor=OPERATOR, now=bangkok(17)).full
    look(bangkok(17), narrow)
    for minute in (0, 1, 11):
        page = reminder_page(narrow, actor=OPERATOR, now=bangkok(17, minute=minute))
        assert (page.full, page.crowded) == (True, False), "from the first that has to wait"
    wide = reminder_page(replace(narrow, an_hour=3), actor=OPERATOR, now=bangkok(17))
    assert (wide.full, wide.crowded) == (False, True)
    look(bangkok(18, 10), narrow)
    page = reminder_page(narrow, actor=OPERATOR, now=bangkok(18, 10))
    assert (page.full, page.crowded) == (False, False)
