"""From an envelope to its bytes: the same row gives the same bytes, and no key no link."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from icalendar import Calendar
from sqlalchemy import select

from models.database import db
from models.outbox import OutgoingMail
from scheduler.accounts import Moment, mail_sign_in_link
from scheduler.consultations import cancel, move
from scheduler.letters import HIDDEN, Writer, letter_of, mails_in, sign_in_letter, wire_of
from scheduler.rules.tokens import read_reply_token, read_sign_in_token
from scheduler.throttle import Knock
from tests.making import DESK, HAND, Ministry
from tests.scheduler.letters import let_go

KEY = b"k" * 32
WRITER = Writer("https://samai.example", DESK, KEY)
MOVED = datetime(2022, 1, 12, 3, 0, tzinfo=UTC)


def latest() -> OutgoingMail:
    """The letter promised last."""
    return db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc()).limit(1)).one()


def parsed(mail: OutgoingMail) -> EmailMessage:
    return message_from_bytes(wire_of(mail, WRITER).content, EmailMessage, policy=policy.default)


def calendar_of(message: EmailMessage) -> Calendar:
    """The calendar part, as an independent reader sees it."""
    [part] = [one for one in message.walk() if one.get_content_type() == "text/calendar"]
    calendar = Calendar.from_ical(part.get_content())
    assert isinstance(calendar, Calendar)
    return calendar


def test_the_same_row_gives_the_same_bytes(released: int) -> None:
    number = latest().id
    first = wire_of(latest(), WRITER)
    db.session.remove()
    assert wire_of(mails_in([number])[0], WRITER) == first


def test_sender_organiser_and_the_meetings_own_address_are_one(released: int) -> None:
    message = parsed(latest())
    [event] = calendar_of(message).walk("VEVENT")
    sender = str(message["From"].addresses[0].addr_spec)
    assert str(event["ORGANIZER"]) == f"mailto:{sender}"
    assert sender.startswith("samai+")
    assert wire_of(latest(), WRITER).sender == sender


def test_the_one_reader_is_the_one_attendee(released: int) -> None:
    message = parsed(latest())
    [event] = calendar_of(message).walk("VEVENT")
    assert str(event["ATTENDEE"]) == f"mailto:{message['To'].addresses[0].addr_spec}"


def test_the_link_opens_this_invitation_and_is_stored_nowhere(released: int) -> None:
    mail = latest()
    url = letter_of(mail, WRITER).reply_url
    token = url.rpartition("/")[2]
    assert read_reply_token((KEY,), token) == (mail.invitation_id, mail.generation)


def test_without_the_key_the_link_leads_nowhere(released: int) -> None:
    assert letter_of(latest(), Writer("https://samai.example", DESK)).reply_url.endswith(HIDDEN)


def test_an_update_says_what_was_and_stands_in_the_same_thread(released: int) -> None:
    invitation = latest()
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    let_go(released)
    letter = letter_of(latest(), WRITER)
    assert letter.previous is not None
    assert letter.previous.starts == datetime(2022, 1, 11, 7, 0, tzinfo=UTC)
    assert letter.references == (invitation.message_id,)


def test_a_cancellation_is_a_cancel_with_its_reason(released: int) -> None:
    cancel(released, reason="The hall is flooded", hand=HAND)
    let_go(released)
    calendar = calendar_of(parsed(latest()))
    [event] = calendar.walk("VEVENT")
    assert (str(calendar["METHOD"]), str(event["STATUS"]), int(str(event["SEQUENCE"]))) == ("CANCEL", "CANCELLED", 1)
    assert "The hall is flooded" in letter_of(latest(), WRITER).invite.comment


@pytest.mark.usefixtures("released")
def test_a_letter_not_yet_tried_is_dated_by_its_promise() -> None:
    mail = latest()
    assert letter_of(mail, WRITER).dated == mail.created_at


def test_a_sign_in_letter_carries_a_link_that_opens_and_no_meeting(ministry: Ministry) -> None:
    at = Moment(HAND.now, datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
    mail_sign_in_link(Knock("focal2@agency.example", "192.0.2.1"), desk=DESK, at=at)
    mail = latest()
    message = parsed(mail)
    assert {part.get_content_type() for part in message.walk()} == {"multipart/alternative", "text/plain", "text/html"}
    text = message.get_body(("plain",))
    assert text is not None
    link = text.get_content().partition("/sign-in/link/")[2].split()[0]
    assert read_sign_in_token([KEY], link) == mail.sign_in_link_id
    with pytest.raises(ValueError, match="invites to nothing"):
        letter_of(mail, WRITER)


def test_a_sign_in_letter_needs_its_link() -> None:
    with pytest.raises(ValueError, match="without its link"):
        sign_in_letter(OutgoingMail(), WRITER)
