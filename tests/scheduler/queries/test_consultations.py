"""One consultation as the desk sees it: whom it invites, what waits, what was sent, what may be called back."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.consultations import Consultation
from models.database import db
from models.outbox import OutgoingMail
from scheduler.consultations import book, cancel, mark_held, move, withdraw
from scheduler.queries.consultations import ConsultationSheet, consultation_sheet, outlook_if_moved
from scheduler.releases import recall, release
from tests.making import HAND, NOW, Ministry, make_plan
from tests.scheduler.giving import invitation_of, say
from tests.scheduler.letters import MOVED, let_go, the_draft
from tests.scheduler.queries.asking import questions
from vocabulary.actor import ANONYMOUS, OPERATOR, Actor
from vocabulary.refusals import NotFound
from vocabulary.states import ActorKind, LetterKind, MailState, PartStat

UNDO = timedelta(minutes=2)


def sheet(number: int) -> ConsultationSheet:
    return consultation_sheet(number, actor=OPERATOR, wall=NOW)


def test_a_draft_is_counted_by_kind(booked: int) -> None:
    draft = sheet(booked).draft
    assert draft is not None
    assert (draft.batch_id, draft.total) == (the_draft(booked).id, 3)
    assert dict(draft.counts) == {LetterKind.INVITATION: 3}


def test_a_consultation_tells_when_where_and_for_what(ministry: Ministry, booked: int) -> None:
    found = sheet(booked)
    assert (found.title.en, found.session and found.session.en) == ("Preparatory consultation", "Session 2")
    assert (found.place, found.letter_number, found.home.en) == ("Vithes Samosorn Hall", "กต 1002/15", "Bangkok")
    assert found.outlook is not None
    assert [city.starts for city in found.outlook.cities] == ["14:00", "08:00"]
    assert [name.en for name in found.agencies] == ["Agency 1", "Agency 2", "Agency 3"]


def test_one_without_an_hour_has_no_outlook(booked: int) -> None:
    row = db.session.get_one(Consultation, booked)
    row.starts = row.ends = None
    db.session.commit()
    found = sheet(booked)
    assert found.outlook is None
    assert found.has_begun(NOW)


def test_it_can_be_recorded_as_held_once_it_has_begun(booked: int) -> None:
    found = sheet(booked)
    assert found.is_planned
    assert not found.has_begun(NOW)
    assert found.has_begun(NOW + timedelta(days=8))
    mark_held(booked, by=OPERATOR, now=NOW + timedelta(days=8))
    assert not sheet(booked).is_planned


def test_answers_and_silence_are_counted_by_agency(ministry: Ministry, released: int) -> None:
    say(ministry.person_ids[0], PartStat.ACCEPTED)
    say(ministry.person_ids[1], PartStat.DECLINED)
    counts = sheet(released).tally
    assert (counts.accepted, counts.tentative, counts.declined, counts.waiting) == (1, 0, 1, 1)


def test_whoever_was_withdrawn_stays_in_sight_until_that_is_told(ministry: Ministry, released: int) -> None:
    withdraw(invitation_of(ministry.person_ids[0]).id, hand=HAND)
    withdrawn = [one.withdrawn for one in sheet(released).invited]
    assert withdrawn == [True, False, False]
    assert sheet(released).tally.total == 2
    let_go(released)
    assert len(sheet(released).invited) == 2


def test_whoever_was_withdrawn_before_anything_left_is_gone(ministry: Ministry, booked: int) -> None:
    withdraw(invitation_of(ministry.person_ids[0]).id, hand=HAND)
    assert len(sheet(booked).invited) == 2


def test_a_released_batch_can_come_back_until_it_is_due(booked: int) -> None:
    release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW + UNDO)
    waiting = sheet(booked).waiting
    assert waiting is not None
    assert (waiting.count, waiting.due_at) == (3, NOW + UNDO)
    assert consultation_sheet(booked, actor=OPERATOR, wall=NOW + UNDO).waiting is None
    recall(waiting.batch_id, by=OPERATOR, now=NOW)
    assert sheet(booked).waiting is None
    assert sheet(booked).draft is not None


def test_a_batch_that_a_sender_has_touched_does_not_come_back(booked: int) -> None:
    release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW + UNDO)
    mail = db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)).first()
    assert mail is not None
    mail.attempts = 1
    db.session.commit()
    assert sheet(booked).waiting is None


def test_what_would_be_known_of_another_hour(ministry: Ministry, booked: int) -> None:
    book(ministry.session_id, make_plan(MOVED), invited=ministry.everybody, hand=HAND)
    moved = outlook_if_moved(booked, starts=MOVED, ends=MOVED + timedelta(hours=1), actor=OPERATOR)
    assert len(moved.busy) == 3
    outlook = sheet(booked).outlook
    assert outlook is not None
    assert outlook.busy == ()


def test_nobody_but_the_desk_sees_a_consultation(ministry: Ministry, booked: int) -> None:
    invited = Actor(ActorKind.PERSON, "Somebody", person_id=ministry.person_ids[0])
    for actor in (ANONYMOUS, invited):
        with pytest.raises(NotFound):
            consultation_sheet(booked, actor=actor, wall=NOW)
        with pytest.raises(NotFound):
            outlook_if_moved(booked, starts=MOVED, ends=MOVED + timedelta(hours=1), actor=actor)
    with pytest.raises(NotFound):
        sheet(999)


def test_a_cancelled_one_tells_why(released: int) -> None:
    cancel(released, reason="The hall is taken.", hand=HAND)
    assert sheet(released).cancel_reason == "The hall is taken."


def test_a_page_takes_the_same_number_of_questions_after_any_number_of_moves(released: int) -> None:
    before = questions(lambda: sheet(released))
    for hours in (1, 2, 3):
        move(released, starts=MOVED + timedelta(hours=hours), ends=MOVED + timedelta(hours=hours + 1), hand=HAND)
        let_go(released, minutes=hours)
    assert questions(lambda: sheet(released)) == before
