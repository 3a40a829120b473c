"""One draft a meeting, one Message-ID a letter, and a letter about a meeting has a revision."""

import pytest
from flask import Flask
from sqlalchemy import select

from models.database import db
from models.outbox import MailBatch, MailBody, OutgoingMail
from scheduler.consultations import book
from tests.making import HAND, NOW, make_ministry, make_plan
from tests.models.refusing import refused, write
from vocabulary.states import BatchState, LetterKind, Method

pytestmark = pytest.mark.both_databases


@pytest.fixture
def draft(app: Flask) -> MailBatch:
    ministry = make_ministry(2)
    book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    return db.session.scalars(select(MailBatch)).one()


def test_a_meeting_has_one_draft_at_most(draft: MailBatch) -> None:
    with refused("entry_id"):
        write(MailBatch(entry_id=draft.entry_id, created_at=NOW))
    write(MailBatch(entry_id=draft.entry_id, created_at=NOW, state=BatchState.DISCARDED))


def test_no_two_letters_share_a_message_id(draft: MailBatch) -> None:
    first, second = draft.mails
    with refused("message_id"):
        second.message_id = first.message_id
        db.session.commit()


def test_a_letter_about_a_meeting_has_a_revision_and_a_sign_in_letter_none(draft: MailBatch) -> None:
    with refused("meeting_letters_have_a_revision"):
        write(MailBody(kind=LetterKind.INVITATION))
    write(MailBody(kind=LetterKind.SIGN_IN))


@pytest.mark.parametrize(
    ("kind", "method"),
    [
        (LetterKind.INVITATION, Method.REQUEST),
        (LetterKind.UPDATE, Method.REQUEST),
        (LetterKind.CANCELLATION, Method.CANCEL),
        (LetterKind.SIGN_IN, None),
    ],
)
def test_each_kind_of_letter_asks_one_thing_of_a_calendar(kind: LetterKind, method: Method | None) -> None:
    assert MailBody(kind=kind).method is method


def test_nobody_is_invited_twice_to_one_meeting(draft: MailBatch) -> None:
    mails: list[OutgoingMail] = draft.mails
    with refused("invitation"):
        assert mails[0].invitation is not None
        assert mails[1].invitation is not None
        mails[1].invitation.person_id = mails[0].invitation.person_id
        db.session.commit()
