"""Reminders: planned with every deed, promised once, and only where their reason still stands."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy

import pytest
from flask import Flask
from sqlalchemy import select

from models.database import db
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.people import Agency, FocalPoint, Mailbox
from scheduler.consultations import book, cancel, change, found, move, withdraw
from scheduler.deed import writing
from scheduler.letters import Writer, wire_of
from scheduler.plans import plan_of
from scheduler.reminders import claim
from tests.making import DESK, HAND, Ministry, make_ministry, make_person, make_plan
from tests.scheduler.letters import let_go, the_draft
from tests.scheduler.reminding import (
    MEETING,
    answer,
    bangkok,
    deliver_all,
    look,
    plans,
    put_on_file,
    reminder_mails,
    states,
)
from vocabulary.plan import Invited
from vocabulary.reminders import ReminderLimits, ReminderState
from vocabulary.states import Classification, LetterKind, MailState, PartStat

WRITER = Writer("https://samai.example", DESK, b"k" * 32)


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


def invitations() -> list[int]:
    return list(db.session.scalars(select(Invitation.id).order_by(Invitation.id)))


def test_those_who_have_not_answered_are_reminded_by_the_ladder(released: int) -> None:
    first = invitations()[0]
    assert [(step, at) for number, step, at in plans() if number == first] == [
        (20, bangkok(17)),
        (10, bangkok(31)),
        (5, bangkok(7, month=2)),
    ]
    assert not look(bangkok(17, 8, minute=59))
    assert look(bangkok(17)) == {ReminderState.SENT: 3}
    assert not look(bangkok(17, 10))
    assert [mail.address for mail in reminder_mails()] == [f"focal{number}@agency.example" for number in (1, 2, 3)]


def text_of(mail: OutgoingMail) -> tuple[str, str]:
    """Subject and first line of a letter's text."""
    message = message_from_bytes(wire_of(mail, WRITER).content, policy=policy.default)
    body = message.get_body(("plain",))
    assert body is not None
    return str(message["subject"]), body.get_content().split("\r\n")[0].split("\n")[0]


def test_a_reminder_says_first_what_is_asked_and_touches_no_calendar(released: int) -> None:
    look(bangkok(17))
    for mail in reminder_mails():
        content = wire_of(mail, WRITER).content
        assert b"text/calendar" not in content
        assert b".ics" not in content
        assert b"Auto-Submitted: auto-generated" in content
        assert b"\r\nReferences: <" in content
        assert len(content) < 20_000
    subject, first = text_of(reminder_mails()[1])
    assert subject == "[Preparatory consultation] Mon 14 Feb 2022 14:00 (Bangkok) – please reply"
    assert first == "We have no answer of yours yet. Will you come? Please reply before the meeting on Mon 14 Feb 2022."


def test_those_who_come_are_reminded_of_the_meeting_and_nobody_else_of_the_agency(released: int) -> None:
    _, english, _ = invitations()
    answer(english, now=bangkok(5))
    assert [(step, at) for number, step, at in plans() if number == english] == [(1, bangkok(11, month=2))]
    assert look(bangkok(11, month=2)) == {ReminderState.SENT: 3, ReminderState.JOINED: 4}
    coming = next(mail for mail in reminder_mails() if mail.invitation_id == english)
    subject, first = text_of(coming)
    assert subject.endswith("– reminder")
    assert first == "You said that you will come: Monday 14 February 2022 (B.E. 2565), 14:00–15:30 Bangkok."


def test_an_answer_takes_back_what_is_planned_and_what_has_not_left(released: int) -> None:
    first = invitations()[0]
    look(bangkok(17))
    answer(first, PartStat.DECLINED, now=bangkok(17, 10))
    assert first not in {number for number, _, _ in plans()}
    assert [mail.state for mail in reminder_mails()] == [MailState.DROPPED, MailState.QUEUED, MailState.QUEUED]
    assert states()[ReminderState.WITHHELD] == 1


def later() -> datetime:
    return MEETING + timedelta(days=2)


@pytest.mark.parametrize("what", ["moved", "cancelled", "withdrawn", "classified"])
def test_a_meeting_that_is_to_be_another_is_not_reminded_of_before_its_letters_leave(released: int, what: str) -> None:
    row = found(released)
    if what == "moved":
        move(released, starts=later(), ends=later() + timedelta(hours=1), hand=HAND)
    elif what == "cancelled":
        cancel(released, reason="", hand=HAND)
    elif what == "withdrawn":
        for number in invitations():
            withdraw(number, hand=HAND)
    else:
        change(released, replace(plan_of(row), classification=Classification.SECRET, aware=True), hand=HAND)
    look(bangkok(17))
    assert reminder_mails() == []
    assert states().keys() <= {ReminderState.WITHHELD, ReminderState.PLANNED}


def test_late_ones_leave_once_at_the_next_office_hour_as_one_letter_a_person(released: int) -> None:
    saturday, monday = bangkok(12, 3, month=2), bangkok(14, 8, month=2, minute=30)
    assert look(saturday) == {ReminderState.PLANNED: 9}
    assert look(monday) == {ReminderState.SENT: 3, ReminderState.JOINED: 6}
    assert not look(monday)
    assert len(reminder_mails()) == 3


def test_what_one_person_is_owed_is_taken_together_however_much_is_due(released: int) -> None:
    monday, entry_id = bangkok(14, 8, month=2, minute=30), found(released).entry_id
    with writing():
        taken = claim(entry_id, now=monday, most=2)
    assert sorted(Counter(one.invitation_id for one in taken).values()) == [3, 3]


def test_what_is_due_after_the_meeting_has_begun_is_listed_as_missed_and_never_sent(released: int) -> None:
    assert look(MEETING + timedelta(minutes=1)) == {ReminderState.MISSED: 9}
    assert reminder_mails() == []


def test_a_hundred_at_once_leave_as_many_an_hour_as_may(released: int) -> None:
    narrow = ReminderLimits(an_hour=2, a_person=1)
    assert look(bangkok(17), narrow) == {ReminderState.SENT: 2, ReminderState.PLANNED: 1}
    deliver_all()
    assert look(bangkok(17, minute=30), narrow) == {ReminderState.PLANNED: 1}
    assert look(bangkok(17, 10, minute=1), narrow) == {ReminderState.SENT: 1}


def test_nobody_is_reminded_of_more_meetings_an_hour_than_may(ministry: Ministry) -> None:
    for hours in (0, 3, 6):
        plan = make_plan(MEETING - timedelta(hours=hours))
        let_go(book(ministry.session_id, plan, invited=Invited(ministry.agency_ids[:1]), hand=HAND))
    assert look(bangkok(17)) == {ReminderState.SENT: 2, ReminderState.PLANNED: 1}


def test_an_update_that_is_released_takes_the_place_of_a_reminder_that_waits(released: int) -> None:
    look(bangkok(17))
    move(released, starts=later(), ends=later() + timedelta(minutes=90), hand=HAND)
    assert {mail.state for mail in reminder_mails()} == {MailState.DROPPED}
    batch = the_draft(released)
    assert {mail.body.kind for mail in batch.mails} == {LetterKind.UPDATE}


def test_a_backup_and_the_mailbox_are_reached_by_the_later_steps(ministry: Ministry) -> None:
    agency = db.session.get_one(Agency, ministry.agency_ids[0])
    agency.mailbox = Mailbox(address="saraban@agency.example")
    db.session.add(FocalPoint(agency=agency, person=make_person("backup"), is_primary=False))
    db.session.commit()
    let_go(book(ministry.session_id, make_plan(MEETING), invited=Invited(ministry.agency_ids[:1]), hand=HAND))
    for day, month in ((17, 1), (31, 1), (7, 2)):
        look(bangkok(day, month=month))
        deliver_all()
    assert Counter(mail.address for mail in reminder_mails()) == {
        "focal1@agency.example": 3,
        "backup@agency.example": 2,
        "saraban@agency.example": 1,
    }
    copy = next(mail for mail in reminder_mails() if mail.is_copy)
    assert copy.copied.splitlines() == ["นางสาวfocal1 ตัวอย่าง", "นางสาวbackup ตัวอย่าง"]
    assert b"text/calendar" not in wire_of(copy, WRITER).content
