"""What a change makes us owe, drafted from what each person was last told."""

from dataclasses import replace
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from models.database import db
from models.invitations import Invitation
from models.outbox import OutgoingMail
from scheduler.consultations import book, change, found, invite, move, withdraw
from scheduler.plans import plan_of
from tests.making import HAND, Ministry, make_ministry, make_plan
from tests.scheduler.letters import MOVED, entry_of, let_go, letters, queries_of, stamps
from vocabulary.plan import Invited
from vocabulary.states import LetterKind, MailState


def test_moving_twice_before_a_release_is_one_letter_each(released: int) -> None:
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    move(released, starts=MOVED + timedelta(hours=2), ends=MOVED + timedelta(hours=3), hand=HAND)
    assert [sequence for _, _, sequence in letters(released)] == [1, 1, 1]


def test_moving_there_and_back_before_a_release_owes_nobody_anything(released: int) -> None:
    before = plan_of(found(released))
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    move(released, starts=before.starts, ends=before.ends, hand=HAND)
    assert letters(released) == []


def test_a_corrected_agenda_keeps_the_sequence(released: int) -> None:
    consultation = found(released)
    change(released, replace(plan_of(consultation), agenda="1. Opened"), hand=HAND)
    assert {(kind, sequence) for _, kind, sequence in letters(released)} == {(LetterKind.UPDATE, 0)}
    let_go(released)
    entry = entry_of(released)
    assert (entry.sequence, entry.material_sequence) == (0, 0)


def test_numbers_and_stamps_rise_with_every_revision(released: int) -> None:
    for hours in range(3):
        move(released, starts=MOVED + timedelta(hours=hours), ends=MOVED + timedelta(hours=hours + 1), hand=HAND)
        let_go(released)
    person = db.session.scalar(select(Invitation.id).limit(1))
    sent = stamps(
        db.session.scalars(
            select(OutgoingMail)
            .where(OutgoingMail.invitation_id == person, OutgoingMail.state == MailState.SENT)
            .order_by(OutgoingMail.id)
        )
    )
    assert [sequence for sequence, _ in sent] == [0, 1, 2, 3]
    assert sent == sorted(set(sent))


def test_somebody_withdrawn_and_asked_again_is_invited_above_the_cancellation(released: int) -> None:
    invitation = db.session.scalars(select(Invitation).order_by(Invitation.id).limit(1)).one()
    withdraw(invitation.id, hand=HAND)
    let_go(released)
    assert invitation.agency_id is not None
    invite(released, Invited(agency_ids=(invitation.agency_id,)), hand=HAND)
    assert letters(released) == [("focal1@agency.example", LetterKind.INVITATION, 2)]


def test_drafting_takes_the_same_number_of_queries_for_three_people_as_for_thirty(app: Flask) -> None:
    ministry = make_ministry(30)
    assert queries_of_a_move(ministry, people=3) == queries_of_a_move(ministry, people=30)


def queries_of_a_move(ministry: Ministry, *, people: int) -> int:
    """How many questions it takes to move a consultation that so many hold an invitation to."""
    invited = Invited(agency_ids=ministry.agency_ids[:people])
    consultation_id = book(ministry.session_id, make_plan(), invited=invited, hand=HAND)
    let_go(consultation_id)
    return queries_of(lambda: move(consultation_id, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND))
