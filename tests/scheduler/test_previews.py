"""Letters as the desk looks at them: complete, and with nobody's secret link unless mail reaches nobody."""

import pytest
from sqlalchemy import select

from models.accounts import SignInLink
from models.database import db
from models.outbox import MailBody, OutgoingMail
from scheduler.consultations import cancel, move
from scheduler.letters import Writer
from scheduler.previews import letter_of_mail, letters_of_batch, source_of_mail
from scheduler.rules.tokens import reply_token
from tests.making import DESK, HAND, NOW, Ministry
from tests.scheduler.letters import MOVED, let_go, the_draft
from vocabulary.actor import ANONYMOUS, OPERATOR, Actor
from vocabulary.refusals import NotFound
from vocabulary.states import ActorKind, Language, LetterKind

KEY = b"k" * 32
HIDING, SHOWING = Writer("https://samai.example", DESK), Writer("https://samai.example", DESK, KEY)


def first_mail() -> OutgoingMail:
    found = db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)).first()
    assert found is not None
    return found


def test_every_letter_of_a_draft_is_shown_in_its_readers_language(booked: int) -> None:
    letters = letters_of_batch(the_draft(booked).id, actor=OPERATOR, writer=HIDING)
    assert [letter.language for letter in letters] == [Language.THAI, Language.ENGLISH, Language.THAI]
    assert {letter.kind for letter in letters} == {LetterKind.INVITATION}
    english = letters[1]
    assert english.subject == "[Preparatory consultation] Tue 11 Jan 2022 14:00 (Bangkok)"
    assert english.recipient == "Ms Focal2 Tuayang <focal2@agency.example>"
    assert "14:00–15:30" in english.text
    assert "14:00–15:30" in english.html
    assert "METHOD:REQUEST" in letter_of_mail(english.mail_id, actor=OPERATOR, writer=HIDING).calendar


def test_the_senders_address_is_the_meetings_own(booked: int) -> None:
    letter = letters_of_batch(the_draft(booked).id, actor=OPERATOR, writer=HIDING)[0]
    assert letter.sender.startswith("Desk of the Social Division <samai+")


def test_a_readers_own_link_is_hidden_from_the_desk(booked: int) -> None:
    mail = first_mail()
    token = reply_token(KEY, invitation_id=mail.invitation_id or 0, generation=mail.generation)
    hidden = letter_of_mail(mail.id, actor=OPERATOR, writer=HIDING)
    assert hidden.link == ""
    assert token not in hidden.text + hidden.html + hidden.calendar
    shown = letter_of_mail(mail.id, actor=OPERATOR, writer=SHOWING)
    assert shown.link == f"https://samai.example/r/{token}"
    assert token in shown.text
    assert token in shown.html


def test_the_source_never_holds_a_token(booked: int) -> None:
    source = source_of_mail(first_mail().id, actor=OPERATOR, writer=SHOWING)
    assert b"Message-ID: " + first_mail().message_id.encode() in source
    hidden = source_of_mail(first_mail().id, actor=OPERATOR, writer=HIDING)
    assert source == hidden


def test_an_update_says_whether_it_asks_again(released: int) -> None:
    move(released, starts=MOVED, ends=MOVED.replace(hour=5), hand=HAND)
    letters = letters_of_batch(the_draft(released).id, actor=OPERATOR, writer=HIDING)
    assert {(letter.kind, letter.asks_again) for letter in letters} == {(LetterKind.UPDATE, True)}


def test_a_cancellation_has_no_link_to_answer_with(released: int) -> None:
    cancel(released, reason="The hall is taken.", hand=HAND)
    letter = letters_of_batch(the_draft(released).id, actor=OPERATOR, writer=SHOWING)[1]
    assert letter.link == ""
    assert "The hall is taken." in letter.text
    assert "METHOD:CANCEL" in letter_of_mail(letter.mail_id, actor=OPERATOR, writer=SHOWING).calendar


def test_a_sign_in_letter_is_shown_without_its_link_too(ministry: Ministry) -> None:
    link = SignInLink(person_id=ministry.person_ids[0], created_at=NOW, expires_at=NOW)
    mail = OutgoingMail(
        body=MailBody(kind=LetterKind.SIGN_IN),
        person_id=ministry.person_ids[0],
        sign_in_link=link,
        address="focal1@agency.example",
        name="Ms Focal1",
        language=Language.ENGLISH,
        message_id="<1@mfa.example>",
        created_at=NOW,
    )
    db.session.add(mail)
    db.session.commit()
    hidden, shown = (letter_of_mail(mail.id, actor=OPERATOR, writer=writer) for writer in (HIDING, SHOWING))
    assert (hidden.kind, hidden.link, hidden.calendar) == (LetterKind.SIGN_IN, "", "")
    assert shown.link.startswith("https://samai.example/sign-in/link/")
    assert shown.link not in hidden.text


def test_nobody_but_the_desk_reads_other_peoples_letters(ministry: Ministry, booked: int) -> None:
    stranger = Actor(ActorKind.PERSON, "Somebody", person_id=ministry.person_ids[0])
    for actor in (ANONYMOUS, stranger):
        assert letters_of_batch(the_draft(booked).id, actor=actor, writer=SHOWING) == ()
        with pytest.raises(NotFound):
            letter_of_mail(first_mail().id, actor=actor, writer=SHOWING)
        with pytest.raises(NotFound):
            source_of_mail(first_mail().id, actor=actor, writer=SHOWING)


def test_letters_that_gave_way_are_not_in_the_preview(booked: int) -> None:
    let_go(booked)
    move(booked, starts=MOVED, ends=MOVED.replace(hour=5), hand=HAND)
    move(booked, starts=MOVED.replace(hour=4), ends=MOVED.replace(hour=5), hand=HAND)
    assert len(letters_of_batch(the_draft(booked).id, actor=OPERATOR, writer=HIDING)) == 3
