"""Settling mail that waits: each kind with one click, once, and as the mail means it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models.calendar_entries import CalendarEntry
from models.database import db
from models.inbound import ReceivedMail
from models.people import Person
from scheduler.consultations import cancel, found, move, withdraw
from scheduler.queries.answers import standing_answers
from scheduler.queries.substitutions import substitutes_to_decide
from scheduler.received import (
    INVITED,
    NO_CONSULTATION,
    NO_MAIL,
    NO_TIME,
    NOBODY_NAMED,
    NOT_ABOUT,
    OUTDATED,
    SETTLED,
    set_mail_aside,
    settle_with_answer,
    settle_with_invitation,
    settle_with_move,
    settle_with_substitute,
)
from scheduler.rules.double_bookings import SESSION
from scheduler.rules.settling import Act
from tests.fixtures import Letter, People
from tests.mails import Reply
from tests.making import DESK, HAND, NOW, Ministry
from tests.scheduler.arriving import LATER, counter, delegated, first_reply, in_words, line, stranger
from tests.scheduler.delegations import invited as session_invited
from tests.scheduler.giving import answers, invitation_of
from tests.scheduler.letters import MOVED, entry_of, let_go, letters
from vocabulary.actor import OPERATOR
from vocabulary.decisions import Place
from vocabulary.inbound import Settlement
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.states import AnswerSource, LetterKind, PartStat

PROPOSED = datetime(2022, 1, 12, 7, 0, tzinfo=UTC)


@pytest.fixture
def reply(released: int) -> Reply:
    return first_reply(released)


def settlement(number: int) -> Settlement | None:
    db.session.expire_all()
    return db.session.get_one(ReceivedMail, number).settlement


def test_a_human_sentence_is_recorded_as_its_writers_answer_with_its_words(ministry: Ministry, reply: Reply) -> None:
    number = in_words(reply)
    assert line(number).acts == (Act.ANSWER, Act.AGAIN, Act.SET_ASIDE)
    assert line(number).words == "เข้าร่วมสองคนครับ"
    settle_with_answer(number, PartStat.ACCEPTED, by=OPERATOR, now=LATER + timedelta(hours=1))
    [answer] = answers()
    assert (answer.partstat, answer.source, answer.said_by) == (
        PartStat.ACCEPTED,
        AnswerSource.MAIL,
        "Ms Focal1 Tuayang",
    )
    assert (answer.comment, answer.said_at) == ("เข้าร่วมสองคนครับ", LATER)
    assert settlement(number) is Settlement.RECORDED
    assert line(number).acts == ()
    for again in (PartStat.ACCEPTED, PartStat.DECLINED):
        with pytest.raises(Stale, match=SETTLED[:20]):
            settle_with_answer(number, again, by=OPERATOR, now=LATER)
    with pytest.raises(Stale, match=SETTLED[:20]):
        set_mail_aside(number, by=OPERATOR, now=LATER)
    assert len(answers()) == 1


def test_what_a_delegate_writes_of_a_session_is_settled_like_any_other(letter: Letter, people: People) -> None:
    session_id = session_invited(letter, people)
    own = invitation_of(people.focal["oag"])
    entry = db.session.get_one(CalendarEntry, own.entry_id)
    reply = Reply(entry.uid, DESK.tagged(entry.organizer_tag), "sira@oag.example")
    said, sends = in_words(reply), delegated(replace(reply, message_id="<second@oag.example>"))
    for number in (said, sends):
        about = line(number).about
        assert about is not None
        assert about.place == Place(SESSION, session_id)
        assert str(about.title) == "Session 2"
    assert line(said).acts == (Act.ANSWER, Act.AGAIN, Act.SET_ASIDE)
    assert line(sends).acts == (Act.SUBSTITUTE, Act.ANSWER, Act.SET_ASIDE)
    settle_with_answer(said, PartStat.ACCEPTED, by=OPERATOR, now=LATER)
    assert [answer.partstat for answer in answers()] == [PartStat.ACCEPTED]
    assert settle_with_substitute(sends, by=OPERATOR, now=LATER) == Place(SESSION, session_id)
    entry.sequence, entry.material_sequence = 4, 4
    db.session.commit()
    assert line(delegated(replace(reply, message_id="<third@oag.example>"))).acts == (Act.SET_ASIDE,), "of other days"


def test_what_says_nothing_is_read_and_set_aside(reply: Reply) -> None:
    number = in_words(reply, "Thank you.", sender="somebody@else.example", organizer="samai@mfa.example")
    with pytest.raises(Refusal, match=NOT_ABOUT[:20]):
        settle_with_answer(number, PartStat.ACCEPTED, by=OPERATOR, now=LATER)
    assert settlement(number) is None
    set_mail_aside(number, by=OPERATOR, now=LATER)
    assert settlement(number) is Settlement.SET_ASIDE


def test_an_answer_in_words_to_the_old_hour_counts_for_that_one(
    ministry: Ministry, released: int, reply: Reply
) -> None:
    number = in_words(reply)
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=replace(HAND, now=LATER + timedelta(hours=1)))
    let_go(released, minutes=240)
    settle_with_answer(number, PartStat.ACCEPTED, by=OPERATOR, now=LATER + timedelta(hours=5))
    assert standing_answers([invitation_of(ministry.person_ids[0]).id]) == {}


def test_a_proposed_time_is_taken_by_an_ordinary_move(released: int, reply: Reply) -> None:
    number = counter(reply)
    seen = line(number)
    assert (seen.acts[0], seen.is_outdated) == (Act.MOVE, False)
    assert seen.proposal is not None
    assert (seen.proposal.starts, seen.proposal.outlook is not None) == (PROPOSED, True)
    assert settle_with_move(number, hand=replace(HAND, now=LATER)) == released
    assert found(released).starts == PROPOSED
    assert {kind for _, kind, _ in letters(released)} == {LetterKind.UPDATE}
    assert len(letters(released)) == 3
    assert settlement(number) is Settlement.ACCEPTED
    with pytest.raises(Stale, match=SETTLED[:20]):
        settle_with_move(number, hand=HAND)


def test_an_outdated_proposal_cannot_be_taken(released: int, reply: Reply) -> None:
    number = counter(reply)
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    let_go(released, minutes=5)
    assert (line(number).is_outdated, line(number).acts) == (True, (Act.DECLINE, Act.SET_ASIDE))
    assert line(number).proposal is not None
    with pytest.raises(Stale, match=OUTDATED[:20]):
        settle_with_move(number, hand=HAND)
    assert found(released).starts == MOVED


def test_what_proposes_no_time_moves_nothing(reply: Reply) -> None:
    with pytest.raises(Refusal, match=NO_TIME[:20]):
        settle_with_move(in_words(reply), hand=replace(HAND, now=LATER))


def test_whom_a_calendar_names_is_put_forward_as_a_substitute(released: int, reply: Reply) -> None:
    number = delegated(reply)
    assert line(number).acts[0] is Act.SUBSTITUTE
    assert line(number).others == ("Ms Mali Tuayang <mali@agency.example>",)
    assert settle_with_substitute(number, by=OPERATOR, now=LATER) == Place("consultation", released)
    [sheet] = substitutes_to_decide(entry_of(released).id)
    assert (sheet.named.name.en, sheet.named.source) == ("Ms Mali Tuayang", AnswerSource.MAIL)
    assert [answer.partstat for answer in answers()] == [PartStat.DELEGATED]
    assert letters(released) == [], "nobody is invited by it"
    with pytest.raises(Refusal, match=NOBODY_NAMED[:20]):
        settle_with_substitute(in_words(reply, message_id="<2@agency.example>"), by=OPERATOR, now=LATER)


def test_whoever_asks_to_join_is_invited_or_not(released: int, reply: Reply) -> None:
    number = stranger(reply)
    assert line(number).acts == (Act.INVITE, Act.ADDRESS, Act.SET_ASIDE)
    settle_with_invitation(number, hand=replace(HAND, now=LATER))
    person = db.session.scalars(select(Person).where(Person.email == "new@else.example")).one()
    assert person.name_en == "Ms New Tuayang"
    assert [address for address, _, _ in letters(released)] == ["new@else.example"]
    assert settlement(number) is Settlement.INVITED
    again = stranger(replace(reply, message_id="<again@else.example>"))
    with pytest.raises(Refusal, match=NO_CONSULTATION[:20]):
        settle_with_invitation(in_words(reply), hand=HAND)
    with pytest.raises((Refusal, Stale)):
        settle_with_invitation(again, hand=replace(HAND, now=LATER))


def test_whoever_was_invited_meanwhile_is_not_invited_twice(released: int, reply: Reply) -> None:
    first, second = stranger(reply), stranger(replace(reply, message_id="<2@else.example>"))
    settle_with_invitation(first, hand=replace(HAND, now=LATER))
    with pytest.raises(Refusal, match=INVITED[-20:]):
        settle_with_invitation(second, hand=replace(HAND, now=LATER))


def test_a_mail_about_no_consultation_names_nobody_for_one(reply: Reply) -> None:
    number = delegated(reply)
    db.session.get_one(ReceivedMail, number).entry_id = None
    db.session.commit()
    with pytest.raises(Refusal, match=NO_CONSULTATION[:20]):
        settle_with_substitute(number, by=OPERATOR, now=LATER)


def test_of_a_cancelled_or_withdrawn_invitation_nothing_can_be_recorded(
    ministry: Ministry, released: int, reply: Reply
) -> None:
    number = in_words(reply)
    withdraw(invitation_of(ministry.person_ids[0]).id, hand=HAND)
    assert line(number).acts == (Act.SET_ASIDE,)
    cancel(released, reason="No", hand=HAND)
    assert line(number).acts == (Act.SET_ASIDE,)
    assert line(number, NOW + timedelta(days=30)).acts == (Act.SET_ASIDE,)


def test_a_mail_that_is_not_there_cannot_be_set_aside(ministry: Ministry) -> None:
    with pytest.raises(NotFound, match=NO_MAIL[:20]):
        set_mail_aside(99, by=OPERATOR, now=LATER)
