"""Holding the mail and letting it go."""

import pytest
from sqlalchemy import select, update

from models.audit import AuditRow
from models.database import db
from models.outbox import OutgoingMail
from scheduler.consultations import book
from scheduler.mail_hold import hold_mail, release_mail, waiting_letters
from scheduler.queries.health import mail_hold
from scheduler.releases import release
from tests.making import HAND, NOW, Ministry, make_ministry, make_plan
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Refusal
from vocabulary.states import LetterKind, MailState

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def ministry() -> Ministry:
    """Invitations of three agencies and the desk are queued, one of them tried once."""
    made = make_ministry()
    book(made.session_id, make_plan(), invited=made.everybody, hand=HAND)
    batch = db.session.scalars(select(OutgoingMail.batch_id)).first() or 0
    release(batch, by=OPERATOR, now=NOW, due_at=NOW)
    first = db.session.scalars(select(OutgoingMail.id)).first()
    db.session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.id == first)
        .values(state=MailState.SENDING, attempts=1, claimed_by="a", lease_until=NOW)
    )
    db.session.commit()
    return made


def hold(why: str = "restored") -> None:
    hold_mail(why, by=OPERATOR, now=NOW, wall=NOW)


def test_held_mail_says_since_when_and_why(ministry: Ministry) -> None:
    hold()
    hold("another reason")
    held = mail_hold()
    assert held is not None
    assert (held.since, held.why) == (NOW, "another reason")
    assert db.session.scalars(select(AuditRow.deed)).all().count("hold mail") == 2


def test_what_waits_is_counted_by_kind_with_what_was_tried_before(ministry: Ministry) -> None:
    (waiting,) = waiting_letters()
    assert (waiting.kind, waiting.count, waiting.tried, waiting.oldest) == (LetterKind.INVITATION, 4, 1, NOW)


def test_released_mail_waits_to_be_sent(ministry: Ministry) -> None:
    hold()
    assert release_mail(already_sent=False, by=OPERATOR, now=NOW) == 0
    assert mail_hold() is None
    assert waiting_letters()[0].count == 4


def test_letters_that_left_before_can_be_recorded_as_sent(ministry: Ministry) -> None:
    hold()
    assert release_mail(already_sent=True, by=OPERATOR, now=NOW) == 4
    assert waiting_letters() == ()
    mails = db.session.scalars(select(OutgoingMail).where(OutgoingMail.state != MailState.DROPPED)).all()
    assert {(mail.state, mail.sent_at, mail.claimed_by) for mail in mails} == {(MailState.SENT, NOW, None)}
    assert all("recorded by the operator" in mail.reply_text for mail in mails)


def test_mail_that_is_not_held_cannot_be_released(ministry: Ministry) -> None:
    with pytest.raises(Refusal, match="The mail is not held"):
        release_mail(already_sent=True, by=OPERATOR, now=NOW)
    assert waiting_letters()[0].count == 4
