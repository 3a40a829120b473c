"""The lists of mail that came in: whose they are, in what order, and for how long a message is kept."""

from dataclasses import replace

import pytest

from models.database import db
from models.inbound import ReceivedContent
from scheduler.queries.received import GONE, message_of, received, received_one
from scheduler.received import set_mail_aside
from scheduler.rules.settling import Act
from tests.mails import Reply, plain
from tests.scheduler.arriving import BOX, LATER, came, counter, first_reply, in_words, line, stranger
from tests.scheduler.queries.asking import questions
from vocabulary.actor import ANONYMOUS, OPERATOR
from vocabulary.inbound import Verdict
from vocabulary.refusals import NotFound


@pytest.fixture
def reply(released: int) -> Reply:
    return first_reply(released)


def test_the_list_has_what_waits_what_is_kept_apart_and_everything(reply: Reply) -> None:
    words = in_words(reply)
    forged = came(plain(replace(reply, sender="focal2@agency.example", source="Eve <eve@else.example>")))
    came(plain(replace(reply, message_id="<good@agency.example>")))
    waiting = received("waiting", actor=OPERATOR, now=LATER)
    assert [one.id for one in waiting.lines] == [words]
    assert (waiting.waiting, waiting.quarantined, waiting.total) == (1, 1, 3)
    apart = received("apart", actor=OPERATOR, now=LATER)
    assert [(one.id, one.verdict, one.acts) for one in apart.lines] == [
        (forged, Verdict.QUARANTINED, (Act.ADDRESS, Act.SET_ASIDE))
    ]
    assert apart.lines[0].reason
    every = received("all", actor=OPERATOR, now=LATER)
    assert [one.id for one in every.lines] == [3, 2, 1]
    assert [one.id for one in received("all", actor=OPERATOR, now=LATER, before=3).lines] == [2, 1]
    set_mail_aside(forged, by=OPERATOR, now=LATER)
    assert received("apart", actor=OPERATOR, now=LATER).lines == ()


def test_nobody_but_the_desk_reads_any_of_it(reply: Reply) -> None:
    number = in_words(reply)
    for ask in (
        lambda: received("waiting", actor=ANONYMOUS, now=LATER),
        lambda: received_one(number, actor=ANONYMOUS, now=LATER),
        lambda: message_of(number, actor=ANONYMOUS),
        lambda: received_one(99, actor=OPERATOR, now=LATER),
    ):
        with pytest.raises(NotFound):
            ask()


def test_a_message_is_handed_out_byte_for_byte_as_long_as_it_is_kept(reply: Reply) -> None:
    number = in_words(reply)
    assert "เข้าร่วมสองคนครับ".encode() in message_of(number, actor=OPERATOR)
    assert line(number).kept_until == BOX.kept_until
    db.session.execute(db.delete(ReceivedContent))
    db.session.commit()
    db.session.expire_all()
    with pytest.raises(NotFound, match=GONE[:20]):
        message_of(number, actor=OPERATOR)


def test_it_takes_as_many_questions_for_one_mail_as_for_three(reply: Reply) -> None:
    counter(reply)
    one = questions(lambda: received("waiting", actor=OPERATOR, now=LATER))
    in_words(reply, message_id="<2@agency.example>")
    stranger(replace(reply, message_id="<3@agency.example>"))
    assert questions(lambda: received("waiting", actor=OPERATOR, now=LATER)) == one
