"""Consultations as lines: who holds an invitation, who has answered, what waits for its release."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.consultations import Consultation
from models.database import db
from models.invitations import Answer, Invitation
from scheduler.consultations import book, cancel, move, withdraw
from scheduler.queries.preparations import Preparation, preparations
from tests.making import HAND, NOW, Ministry, make_plan
from tests.scheduler.letters import MOVED, let_go
from tests.scheduler.queries.asking import questions
from vocabulary.states import AnswerSource, PartStat


def only() -> Preparation:
    [found] = preparations(Consultation.id > 0)
    return found


def answer(person_id: int, *, sequence: int = 0) -> None:
    invitation = db.session.scalars(select(Invitation).where(Invitation.person_id == person_id)).one()
    said = Answer(
        invitation=invitation,
        partstat=PartStat.ACCEPTED,
        source=AnswerSource.PHONE,
        said_at=NOW,
        recorded_at=NOW,
        sequence=sequence,
    )
    db.session.add(said)
    db.session.commit()


def test_a_draft_is_counted_and_nobody_holds_an_invitation_yet(booked: int) -> None:
    assert (only().drafted, only().invited, only().answered) == (3, 0, 0)


def test_a_release_makes_invitations_of_the_draft(released: int) -> None:
    assert (only().drafted, only().invited, only().answered) == (0, 3, 0)


@pytest.mark.both_databases
def test_an_answer_counts_as_long_as_it_stands(ministry: Ministry, released: int) -> None:
    answer(ministry.person_ids[0])
    assert only().answered == 1
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    let_go(released)
    assert (only().invited, only().answered) == (3, 0)


def test_whoever_was_withdrawn_is_not_waited_for(released: int) -> None:
    withdraw(db.session.scalars(select(Invitation.id)).first() or 0, hand=HAND)
    assert (only().invited, only().drafted) == (2, 1)


def test_a_consultation_is_coming_until_it_begins(booked: int) -> None:
    assert only().is_coming(NOW)
    assert not only().is_coming(NOW + timedelta(days=30))
    cancel(booked, reason="", hand=HAND)
    assert not only().is_coming(NOW)


def test_three_consultations_are_read_by_as_many_questions_as_one(ministry: Ministry, released: int) -> None:
    def asked() -> int:
        return questions(lambda: preparations(Consultation.id > 0))

    one = asked()
    for _ in range(2):
        let_go(book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND))
    assert len(preparations(Consultation.id > 0)) == 3
    assert asked() == one
