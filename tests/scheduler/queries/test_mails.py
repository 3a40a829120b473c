"""The list of letters: what was let go, in which state, with the server's words."""

import pytest
from sqlalchemy import select

from models.accounts import SignInLink
from models.database import db
from models.outbox import MailBody, OutgoingMail
from scheduler.consultations import book, move
from scheduler.queries.mails import PAGE, MailPage, mail_line, sent_mail
from tests.making import HAND, NOW, Ministry, make_plan
from tests.scheduler.letters import MOVED, let_go
from tests.scheduler.queries.asking import questions
from vocabulary.actor import ANONYMOUS, OPERATOR, Actor
from vocabulary.decisions import Place
from vocabulary.refusals import NotFound
from vocabulary.states import ActorKind, Language, LetterKind, MailState


def listed(state: MailState | None = None, *, before: int | None = None) -> MailPage:
    return sent_mail(state, actor=OPERATOR, before=before)


def sign_in_letter(ministry: Ministry, number: int = 0) -> OutgoingMail:
    link = SignInLink(person_id=ministry.person_ids[0], created_at=NOW, expires_at=NOW)
    return OutgoingMail(
        body=MailBody(kind=LetterKind.SIGN_IN),
        person_id=ministry.person_ids[0],
        sign_in_link=link,
        address="focal1@agency.example",
        language=Language.THAI,
        message_id=f"<{number}@mfa.example>",
        state=MailState.SENT,
        created_at=NOW,
    )


def test_a_draft_is_no_letter_yet_and_neither_is_one_given_up(booked: int) -> None:
    move(booked, starts=MOVED, ends=MOVED.replace(hour=5), hand=HAND)
    assert (listed().lines, listed().total) == ((), 0)


def test_a_letter_tells_to_whom_about_what_and_how_it_stands(released: int) -> None:
    mail = db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.SENT)).first()
    assert mail is not None
    mail.state, mail.reply_code, mail.reply_text = MailState.REFUSED, 550, "no such user"
    db.session.commit()
    line = listed(MailState.REFUSED).lines[0]
    assert (line.kind, line.address, line.attempts) == (LetterKind.INVITATION, "focal1@agency.example", 1)
    assert (line.code, line.words, line.failed) == (550, "no such user", True)
    assert (str(line.title), line.about) == ("Preparatory consultation", Place("consultation", released))


def test_the_latest_letter_comes_first(released: int) -> None:
    numbers = [line.id for line in listed().lines]
    assert numbers == sorted(numbers, reverse=True)


def test_each_state_is_counted_over_all_letters(released: int) -> None:
    assert dict(listed().counts) == {MailState.SENT: 3}
    assert listed(MailState.REFUSED).lines == ()
    assert listed(MailState.REFUSED).total == 3


def test_a_sign_in_letter_is_listed_and_is_about_no_meeting(ministry: Ministry) -> None:
    db.session.add(sign_in_letter(ministry))
    db.session.commit()
    [line] = listed().lines
    assert (line.kind, line.title, line.about) == (LetterKind.SIGN_IN, None, None)


def test_older_letters_stand_on_further_pages(ministry: Ministry) -> None:
    db.session.add_all(sign_in_letter(ministry, number) for number in range(PAGE + 2))
    db.session.commit()
    first = listed()
    assert (len(first.lines), first.older) == (PAGE, first.lines[-1].id)
    second = listed(before=first.older)
    assert (len(second.lines), second.older) == (2, None)


def test_a_letters_own_line_is_found_also_in_draft(booked: int) -> None:
    mail = db.session.scalars(select(OutgoingMail)).first()
    assert mail is not None
    assert mail_line(mail.id, actor=OPERATOR).state is MailState.DRAFT
    with pytest.raises(NotFound):
        mail_line(999, actor=OPERATOR)


def test_nobody_but_the_desk_sees_letters(ministry: Ministry, released: int) -> None:
    number = listed().lines[0].id
    for actor in (ANONYMOUS, Actor(ActorKind.PERSON, "Somebody", person_id=ministry.person_ids[0])):
        assert sent_mail(None, actor=actor).total == 0
        with pytest.raises(NotFound):
            mail_line(number, actor=actor)


def test_letters_about_three_meetings_take_as_many_questions_as_about_one(ministry: Ministry, released: int) -> None:
    once = questions(listed)
    for _ in range(2):
        let_go(book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND))
    assert questions(listed) == once
