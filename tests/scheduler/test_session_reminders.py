"""Reminders of a session of the committee: its delegation is chased by the same ladder, each by himself or herself."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from models.database import db
from models.places import DutyStation
from models.reminders import Reminder
from scheduler.decisions import decide, preview, undo
from scheduler.letters import Writer, wire_of
from scheduler.queries.occasions import CONSULTATION
from scheduler.queries.reminded import gatherings
from scheduler.queries.reminder_waiting import about_reminders
from scheduler.queries.reminders import reminder_page, reminders_of
from scheduler.queries.sights import session_plan
from scheduler.reminding import hold_reminders, pause_reminders, resume_reminders
from scheduler.rules.double_bookings import SESSION
from scheduler.rules.waiting import WaitingKind
from scheduler.session_letters import entries_of
from scheduler.sessions import found, plan_session
from tests.fixtures import Letter, People
from tests.making import DESK, HAND, NOW
from tests.scheduler.delegations import invited, let_session_go
from tests.scheduler.giving import invitation_of
from tests.scheduler.letters import queries_of
from tests.scheduler.reminding import LIMITS, answer, bangkok, deliver_all, look, plans, reminder_mails, states
from vocabulary.actor import OPERATOR
from vocabulary.decisions import Change, Decision, Place, Verb
from vocabulary.plan import Days
from vocabulary.reminders import ReminderKind, ReminderState
from vocabulary.states import PartStat

WRITER = Writer("https://samai.example", DESK, b"k" * 32)
OPENS = datetime(2022, 5, 29, 22, 0, tzinfo=UTC)
"""The midnight in Vienna with which its first day begins."""


@pytest.fixture
def session(letter: Letter, people: People) -> int:
    """Session 2, from 30 May 2022 on, whose delegation of five is invited."""
    return invited(letter, people)


def decided(*changes: Change) -> int:
    shown = preview(Decision(changes), hand=HAND)
    return decide(shown.decision, hand=HAND, seen=shown.seen)


def city(key: str) -> int:
    return db.session.scalars(select(DutyStation.id).where(DutyStation.key == key)).one()


def test_each_of_the_delegation_who_has_not_answered_is_reminded_by_the_ladder(session: int, people: People) -> None:
    """The head reads in Vienna, at nine of the clock there; what counts are the office days of the capital."""
    assert Counter(step for _, step, _ in plans()) == {20: 5, 10: 5, 5: 5}
    first = invitation_of(people.focal["oag"]).id
    assert [(step, f"{at:%d %b %H:%M}") for number, step, at in plans() if number == first] == [
        (20, "26 Apr 02:00"),
        (10, "11 May 02:00"),
        (5, "20 May 02:00"),
    ]
    head = invitation_of(people.head_vienna).id
    assert [f"{at:%d %b %H:%M}" for number, step, at in plans() if number == head and step == 5] == ["20 May 07:00"]
    answer(first, now=NOW)
    assert len({number for number, _, _ in plans()}) == 5, "whoever comes is reminded of the session"
    mine = db.session.scalars(select(Reminder).where(Reminder.invitation_id == first)).one()
    assert (mine.kind, mine.until) == (ReminderKind.MEETING, OPENS)
    assert len({number for number, step, _ in plans() if step == 20}) == 4, "one delegate answers for no other"
    answer(first, PartStat.DECLINED, now=NOW)
    assert first not in {number for number, _, _ in plans()}


def test_a_reminder_says_what_it_is_about_and_touches_no_calendar(session: int, people: People) -> None:
    answer(invitation_of(people.focal["rtp"]).id, now=NOW)
    assert look(bangkok(26, month=4)) == {ReminderState.SENT: 3}
    mail = next(one for one in reminder_mails() if one.person_id == people.focal["oag"])
    raw = wire_of(mail, WRITER).content
    assert b"text/calendar" not in raw
    body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    assert body is not None
    said = body.get_content()
    assert "ยังไม่ได้รับคำตอบจากท่าน" in said
    assert "โปรดตอบโดยเร็ว อย่างช้าภายในวันศุกร์ที่ 27 พฤษภาคม" in said, "the last office day before Monday the 30th"
    assert "รูปแบบ" not in said, "the form of this session is not known"
    assert "https://samai.example/r/" in said


@pytest.mark.parametrize("verb", [Verb.POSTPONE, Verb.CANCEL, Verb.RESCHEDULE, Verb.RELOCATE])
def test_nobody_is_reminded_of_a_session_that_is_to_be_another(session: int, verb: Verb) -> None:
    days = {"opens": date(2022, 6, 6), "closes": date(2022, 6, 17)} if verb is Verb.RESCHEDULE else {}
    place = {"city_id": city("new-york")} if verb is Verb.RELOCATE else {}
    number = decided(Change(session, verb, **days, **place))  # type: ignore[arg-type]
    look(bangkok(26, month=4))
    assert reminder_mails() == []
    assert ReminderState.SENT not in states()
    assert number


def test_a_decision_taken_back_loses_nothing_and_one_that_is_released_counts_anew(session: int) -> None:
    before = plans()
    there = decided(Change(session, Verb.POSTPONE))
    undo(there, hand=HAND)
    assert plans() == before
    decided(Change(session, Verb.POSTPONE))
    let_session_go(session)
    assert plans() == []
    decided(Change(session, Verb.RESCHEDULE, opens=date(2022, 9, 5), closes=date(2022, 9, 16)))
    let_session_go(session)
    assert Counter(step for _, step, _ in plans()) == {20: 5, 10: 5, 5: 5}
    assert min(at for _, _, at in plans()) > bangkok(1, month=8)


def test_a_letter_that_waits_is_taken_back_when_the_session_is_postponed(session: int) -> None:
    look(bangkok(26, month=4))
    assert reminder_mails()
    decided(Change(session, Verb.POSTPONE))
    let_session_go(session)
    assert states()[ReminderState.SENT] == 0
    assert states()[ReminderState.WITHHELD] == 4


def test_what_is_due_after_the_session_has_begun_is_missed(session: int) -> None:
    assert set(look(OPENS + timedelta(hours=1))) == {ReminderState.MISSED}


def test_a_session_is_paused_and_single_ones_are_held_back(session: int) -> None:
    place = Place(SESSION, session)
    pause_reminders(place, by=OPERATOR, now=NOW)
    assert reminders_of(entries_of(session), now=NOW).paused is not None
    page = reminder_page(LIMITS, actor=OPERATOR, now=bangkok(20, month=4))
    assert page.paused == {place}
    assert {line.place for group in page.ahead for line in group.lines} == {place}
    assert {line.title.en for group in page.ahead for line in group.lines} == {"Session 2"}
    assert look(bangkok(26, month=4)) == {ReminderState.HELD: 4}
    resume_reminders(place, by=OPERATOR, now=bangkok(27, month=4))
    (one, *_) = db.session.scalars(select(Reminder.id).where(Reminder.state == ReminderState.PLANNED))
    assert hold_reminders([one], by=OPERATOR, now=NOW) == 1
    assert reminder_page(LIMITS, actor=OPERATOR, now=NOW).paused == frozenset()
    assert Place(CONSULTATION, 1) not in page.paused


def test_the_overview_says_what_leaves_and_whom_of_the_delegation_to_call(session: int, letter: Letter) -> None:
    (leaves,) = about_reminders(letter.committee_id, "Asia/Bangkok", now=bangkok(25, month=4))
    assert (leaves.kind, leaves.values["count"]) == (WaitingKind.REMINDERS, 5)
    for day, month in ((26, 4), (11, 5), (20, 5)):
        look(bangkok(day, 15, month=month))
        deliver_all()
    told = list(about_reminders(letter.committee_id, "Asia/Bangkok", now=bangkok(21, month=5)))
    assert Counter(one.kind for one in told) == {WaitingKind.CALL_DELEGATE: 5}
    assert {one.subject_id for one in told} == {session}


def test_a_session_of_two_runs_asks_as_often_as_one_of_one(session: int) -> None:
    one = queries_of(lambda: gatherings(entries_of(session), now=NOW))
    runs = (Days(date(2022, 5, 30), date(2022, 6, 3)), Days(date(2022, 6, 7), date(2022, 6, 10)))
    plan_session(session, replace(session_plan(found(session)), blocks=runs), hand=HAND)
    let_session_go(session)
    assert queries_of(lambda: gatherings(entries_of(session), now=NOW)) == one
    assert len(gatherings(entries_of(session), now=NOW)) == 2
