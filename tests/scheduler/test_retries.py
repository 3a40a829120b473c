"""Sending again what was refused: the same bytes, or a new letter where they must differ."""

import pytest
from sqlalchemy import select

from models.database import db
from models.outbox import MailBody, OutgoingMail
from models.people import Person
from scheduler.consultations import move
from scheduler.retries import retry
from tests.making import HAND, NOW, Ministry
from tests.scheduler.letters import MOVED, let_go
from vocabulary.actor import OPERATOR
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.states import Language, LetterKind, MailState


@pytest.fixture
def refused(ministry: Ministry, released: int) -> int:
    """The first agency's invitation, refused by the server."""
    mail = sent_to(ministry.person_ids[0])[0]
    mail.state, mail.reply_code, mail.reply_text = MailState.REFUSED, 550, "no such user"
    mail.digest, mail.dated = "0" * 64, NOW
    db.session.commit()
    return mail.id


def sent_to(person_id: int) -> list[OutgoingMail]:
    promised = OutgoingMail.state.not_in([MailState.DRAFT, MailState.DROPPED])
    found = select(OutgoingMail).where(OutgoingMail.person_id == person_id, promised)
    return list(db.session.scalars(found.order_by(OutgoingMail.id)))


def test_a_refused_letter_waits_again_and_is_due_at_once(refused: int) -> None:
    assert retry(refused, by=OPERATOR, now=NOW, wall=NOW) == refused
    mail = db.session.get_one(OutgoingMail, refused)
    assert (mail.state, mail.due_at, mail.digest) == (MailState.QUEUED, NOW, "0" * 64)


def test_a_corrected_address_gets_a_letter_of_its_own(ministry: Ministry, refused: int) -> None:
    person = db.session.get_one(Person, ministry.person_ids[0])
    person.email = "right@agency.example"
    db.session.commit()
    number = retry(refused, by=OPERATOR, now=NOW, wall=NOW)
    old, new = (db.session.get_one(OutgoingMail, each) for each in (refused, number))
    assert old.state is MailState.REFUSED
    assert (new.state, new.address, new.digest) == (MailState.QUEUED, "right@agency.example", None)
    assert (new.body_id, new.invitation_id, new.batch_id) == (old.body_id, old.invitation_id, old.batch_id)
    assert new.message_id != old.message_id
    assert new.message_id.rpartition("@")[2] == old.message_id.rpartition("@")[2]


def test_a_link_that_has_died_is_not_sent_again(refused: int) -> None:
    old = db.session.get_one(OutgoingMail, refused)
    assert old.invitation is not None
    old.invitation.generation += 1
    db.session.commit()
    new = db.session.get_one(OutgoingMail, retry(refused, by=OPERATOR, now=NOW, wall=NOW))
    assert new.id != refused
    assert new.generation == 2


def test_a_letter_that_was_not_refused_is_not_sent_twice(ministry: Ministry, released: int) -> None:
    with pytest.raises(Stale):
        retry(sent_to(ministry.person_ids[0])[0].id, by=OPERATOR, now=NOW, wall=NOW)


def test_an_older_state_never_follows_a_newer_one(released: int, refused: int) -> None:
    move(released, starts=MOVED, ends=MOVED.replace(hour=5), hand=HAND)
    let_go(released, minutes=5)
    with pytest.raises(Stale, match="later letter"):
        retry(refused, by=OPERATOR, now=NOW, wall=NOW)


def test_whoever_has_no_address_any_more_gets_none(ministry: Ministry, refused: int) -> None:
    db.session.get_one(Person, ministry.person_ids[0]).email = None
    db.session.commit()
    with pytest.raises(Refusal, match="no e-mail address"):
        retry(refused, by=OPERATOR, now=NOW, wall=NOW)


def test_a_sign_in_link_is_asked_for_anew_and_never_sent_again(ministry: Ministry) -> None:
    from models.accounts import SignInLink

    link = SignInLink(person_id=ministry.person_ids[0], created_at=NOW, expires_at=NOW)
    mail = OutgoingMail(
        body=MailBody(kind=LetterKind.SIGN_IN),
        person_id=ministry.person_ids[0],
        sign_in_link=link,
        address="focal1@agency.example",
        language=Language.THAI,
        message_id="<1@mfa.example>",
        state=MailState.REFUSED,
        created_at=NOW,
    )
    db.session.add(mail)
    db.session.commit()
    with pytest.raises(Refusal, match="sign-in"):
        retry(mail.id, by=OPERATOR, now=NOW, wall=NOW)


def test_a_letter_that_is_not_there_is_not_found(ministry: Ministry) -> None:
    with pytest.raises(NotFound):
        retry(999, by=OPERATOR, now=NOW, wall=NOW)
