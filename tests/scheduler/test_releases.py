"""Letting letters go, and calling them back."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.database import db
from models.invitations import Invitation
from models.outbox import MailBatch, OutgoingMail
from scheduler.consultations import move
from scheduler.releases import invitation_of, recall, release
from tests.making import HAND, NOW
from tests.scheduler.letters import MOVED, entry_of, letters, the_draft
from vocabulary.actor import OPERATOR
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.states import BatchState, LetterKind, MailState


def test_nothing_is_queued_before_an_officer_releases_it(booked: int) -> None:
    states = set(db.session.scalars(select(OutgoingMail.state)))
    assert states == {MailState.DRAFT}


def test_releasing_queues_everything_and_tells_how_many(booked: int) -> None:
    assert release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW) == 3
    assert set(db.session.scalars(select(OutgoingMail.state).where(OutgoingMail.due_at.is_not(None)))) == {
        MailState.QUEUED
    }


def test_a_second_press_of_the_button_releases_nothing_more(booked: int) -> None:
    batch_id = the_draft(booked).id
    release(batch_id, by=OPERATOR, now=NOW, due_at=NOW)
    with pytest.raises(Stale):
        release(batch_id, by=OPERATOR, now=NOW, due_at=NOW)
    queued = db.session.scalar(select(func.count()).where(OutgoingMail.state == MailState.QUEUED))
    assert queued == 3


def test_an_update_before_the_invitation_left_is_an_invitation(booked: int) -> None:
    release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW)
    move(booked, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    assert {kind for _, kind, _ in letters(booked)} == {LetterKind.INVITATION}
    release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW)
    dropped = db.session.scalar(select(func.count()).where(OutgoingMail.state == MailState.DROPPED))
    queued = db.session.scalar(select(func.count()).where(OutgoingMail.state == MailState.QUEUED))
    assert queued == 3
    assert dropped is not None
    assert dropped >= 3


def test_a_preview_that_no_longer_holds_is_refused_and_drafted_anew(booked: int) -> None:
    release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW)
    move(booked, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    first = db.session.scalar(select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED))
    assert first is not None
    first.attempts, first.state = 1, MailState.SENT
    db.session.commit()
    with pytest.raises(Stale):
        release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW)
    assert sorted(kind.value for _, kind, _ in letters(booked)) == ["invitation", "invitation", "update"]
    assert release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW) == 3


def test_a_released_batch_can_be_called_back_while_nothing_has_left(booked: int) -> None:
    batch_id = the_draft(booked).id
    release(batch_id, by=OPERATOR, now=NOW, due_at=NOW + timedelta(minutes=2))
    batch_id = db.session.scalars(select(MailBatch.id).where(MailBatch.state == BatchState.RELEASED)).one()
    recall(batch_id, by=OPERATOR, now=NOW)
    assert the_draft(booked).id == batch_id
    assert entry_of(booked).issued_revision is None
    assert {invitation.told_revision_id for invitation in db.session.scalars(select(Invitation))} == {None}
    assert release(batch_id, by=OPERATOR, now=NOW, due_at=NOW) == 3


def test_letters_that_a_sender_has_touched_cannot_be_called_back(released: int) -> None:
    batch_id = db.session.scalars(select(MailBatch.id).where(MailBatch.state == BatchState.RELEASED)).one()
    with pytest.raises(Refusal, match="already left"):
        recall(batch_id, by=OPERATOR, now=NOW)


def test_calling_back_what_was_never_released_is_refused(booked: int) -> None:
    with pytest.raises(Stale, match="Look at the consultation as it is"):
        recall(the_draft(booked).id, by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        recall(999, by=OPERATOR, now=NOW)


def test_a_letter_of_a_batch_belongs_to_an_invitation() -> None:
    with pytest.raises(ValueError, match="nobody who is invited"):
        invitation_of(OutgoingMail())
