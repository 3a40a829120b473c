"""Letters that did not arrive, and what made them good."""

from datetime import timedelta

from sqlalchemy import select

from models.database import db
from models.outbox import OutgoingMail
from models.people import Mailbox
from scheduler.consultations import move
from scheduler.queries.undelivered import address_for, address_now, is_drafted_to, undelivered_to
from scheduler.retries import retry
from tests.making import HAND, NOW, Ministry
from tests.scheduler.letters import MOVED
from vocabulary.actor import ANONYMOUS, OPERATOR
from vocabulary.states import MailState


def came_back(person_id: int) -> int:
    """The number of the letter to this person, which has come back."""
    sent = select(OutgoingMail).where(OutgoingMail.person_id == person_id, OutgoingMail.state == MailState.SENT)
    mail = db.session.scalars(sent).one()
    mail.state = MailState.BOUNCED
    db.session.commit()
    return mail.id


def lost(person_id: int, *, days: int = 0) -> list[int]:
    return [one.id for one in undelivered_to(person_id, actor=OPERATOR, now=NOW + timedelta(days=days))]


def test_a_letter_that_came_back_is_told_to_the_desk_until_its_meeting_begins(
    ministry: Ministry, released: int
) -> None:
    first, second, _ = ministry.person_ids
    number = came_back(first)
    assert released
    assert (lost(first), lost(second), lost(first, days=30)) == ([number], [], [])
    assert undelivered_to(first, actor=ANONYMOUS, now=NOW) == ()


def test_one_that_is_on_its_way_again_is_lost_no_more(ministry: Ministry, released: int) -> None:
    assert released
    first = ministry.person_ids[0]
    retry(came_back(first), by=OPERATOR, now=NOW, wall=NOW)
    assert lost(first) == []


def test_what_waits_for_a_release_is_known(ministry: Ministry, released: int) -> None:
    first = ministry.person_ids[0]
    assert not is_drafted_to(first)
    move(released, starts=MOVED, ends=MOVED + timedelta(minutes=90), hand=HAND)
    assert is_drafted_to(first)


def test_a_reader_is_written_to_where_he_or_she_now_is(ministry: Ministry, released: int) -> None:
    assert released
    number = came_back(ministry.person_ids[0])
    assert (address_for(number), address_for(999)) == ("focal1@agency.example", "")
    mail = db.session.get_one(OutgoingMail, number)
    mail.person = None
    assert address_now(mail) == ""
    assert mail.invitation is not None
    assert mail.invitation.agency is not None
    mail.invitation.agency.mailbox = Mailbox(address="all@agency.example")
    assert address_now(mail) == "all@agency.example"
    mail.invitation = None
    assert address_now(mail) == ""
