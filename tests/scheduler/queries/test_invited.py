"""Whom a meeting invites, with the last letter and the answers."""

from datetime import timedelta

from sqlalchemy import select

from models.database import db
from models.outbox import OutgoingMail
from scheduler.consultations import book, found, move
from scheduler.queries.invited import everybody_invited, said
from scheduler.rules.replies import Invited
from tests.making import HAND, Ministry, make_plan
from tests.scheduler.giving import say
from tests.scheduler.letters import MOVED, let_go
from tests.scheduler.queries.asking import questions
from vocabulary.states import MailState, PartStat


def invited(number: int) -> list[Invited]:
    entry_id = found(number).entry_id
    return everybody_invited([entry_id])[entry_id]


def test_before_the_release_everybody_has_a_draft_and_holds_nothing(booked: int) -> None:
    assert [(one.holds, one.delivery and one.delivery.state) for one in invited(booked)] == [
        (False, MailState.DRAFT)
    ] * 3


def test_a_draft_never_hides_the_letter_that_left(released: int) -> None:
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    states = [one.delivery and one.delivery.state for one in invited(released)]
    assert states == [MailState.SENT] * 3


def test_the_last_letter_tells_how_it_stands_with_the_servers_words(released: int) -> None:
    first = db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.SENT)).first()
    assert first is not None
    first.state, first.reply_text = MailState.BOUNCED, "no such user"
    db.session.commit()
    one = invited(released)[0]
    assert one.failed
    assert one.delivery is not None
    assert (one.delivery.words, one.delivery.mail_id) == ("no such user", first.id)


def test_an_answer_to_an_earlier_hour_is_the_last_one_and_does_not_stand(ministry: Ministry, released: int) -> None:
    say(ministry.person_ids[0], PartStat.TENTATIVE)
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    let_go(released, minutes=5)
    one = invited(released)[0]
    assert one.standing is None
    assert one.last is not None
    assert one.last.partstat is PartStat.TENTATIVE


def test_no_answer_is_no_value() -> None:
    assert said(None) is None


def test_everybody_speaks_for_an_agency_or_for_none(ministry: Ministry, booked: int) -> None:
    assert [str(one.agency) for one in invited(booked)] == ["Agency 1", "Agency 2", "Agency 3"]


def test_many_meetings_take_as_many_questions_as_one(ministry: Ministry, released: int) -> None:
    entries = [found(released).entry_id]
    once = questions(lambda: everybody_invited(entries))
    more = [book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND) for _ in range(3)]
    entries += [found(number).entry_id for number in more]
    assert questions(lambda: everybody_invited(entries)) == once
