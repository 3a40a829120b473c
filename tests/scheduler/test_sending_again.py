"""The invitation once more: to one person, the same state under the same number, and not for ever."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from mail.inbound.reading import read_mail
from models.consultations import Consultation
from models.database import db
from models.inbound import ReceivedMail
from models.outbox import OutgoingMail
from scheduler.consultations import cancel, found, move, withdraw
from scheduler.inbound import Incoming, Letterbox, receive
from scheduler.letters import Writer, wire_of
from scheduler.queries.answers import standing_answers
from scheduler.queries.received import received_one
from scheduler.retries import CLASSIFIED, NO_ADDRESS
from scheduler.rules.settling import Act
from scheduler.sending_again import (
    AT_MOST,
    CAME_BACK,
    ENOUGH,
    NEWS,
    NO_INVITATION,
    NOT_ABOUT,
    NOT_HELD,
    OVER,
    UNDER_WAY,
    send_again,
    settle_with_letter,
    shown_again,
)
from tests.fixtures import Letter, People
from tests.mails import Reply, message, plain
from tests.making import DESK, HAND, NOW, Ministry
from tests.scheduler.delegations import invited
from tests.scheduler.giving import invitation_of, say
from tests.scheduler.letters import MOVED, let_go, letters
from vocabulary.actor import ANONYMOUS, OPERATOR, job
from vocabulary.inbound import Settlement
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.states import Classification, LetterKind, MailState, PartStat

LATER = NOW + timedelta(hours=2)
WRITER = Writer("https://samai.mfa.example", DESK, b"k" * 32)


def again(ministry: Ministry, *, minutes: int = 0) -> OutgoingMail:
    now = LATER + timedelta(minutes=minutes)
    number = send_again(invitation_of(ministry.person_ids[0]).id, due_at=now, by=OPERATOR, now=now)
    db.session.expire_all()
    return db.session.get_one(OutgoingMail, number)


def how_many() -> int:
    return len(db.session.scalars(select(OutgoingMail)).all())


def delivered(mail: OutgoingMail, state: MailState = MailState.SENT) -> None:
    mail.state, mail.attempts = state, 1
    db.session.commit()


def calendar_in(mail: OutgoingMail) -> bytes:
    parts = message_from_bytes(wire_of(mail, WRITER).content, policy=policy.default).walk()
    found_ = next(part for part in parts if part.get_content_type() == "text/calendar").get_payload(decode=True)
    assert isinstance(found_, bytes)
    return found_.replace(b"\r\n ", b"")


def test_one_person_gets_the_same_state_once_more_with_the_answer_that_stands(
    ministry: Ministry, released: int
) -> None:
    own = invitation_of(ministry.person_ids[0])
    first = db.session.scalars(
        select(OutgoingMail).where(OutgoingMail.invitation_id == own.id, OutgoingMail.state == MailState.SENT)
    ).one()
    count = how_many()
    before, told = calendar_in(first), own.told_revision_id
    say(ministry.person_ids[0], PartStat.TENTATIVE)
    mail = again(ministry)
    assert (mail.address, mail.body.kind, mail.state) == (
        "focal1@agency.example",
        LetterKind.INVITATION,
        MailState.QUEUED,
    )
    assert (mail.batch_id, mail.body.revision_id, mail.message_id == first.message_id) == (None, told, False)
    assert calendar_in(mail) == before.replace(b"NEEDS-ACTION", b"TENTATIVE")
    assert first.message_id in mail.thread
    assert (letters(released), invitation_of(ministry.person_ids[0]).told_revision_id) == ([], told)
    assert how_many() == count + 1, "nobody else gets anything"
    own = invitation_of(ministry.person_ids[0])
    assert standing_answers([own.id])[own.id].partstat is PartStat.TENTATIVE


def test_it_is_looked_at_first_as_it_leaves(ministry: Ministry, released: int) -> None:
    own, count = invitation_of(ministry.person_ids[1]).id, how_many()
    shown = shown_again(own, writer=WRITER, actor=OPERATOR, now=LATER)
    assert shown.text.startswith("This is your invitation once more")
    assert (shown.address, shown.kind) == ("focal2@agency.example", LetterKind.INVITATION)
    db.session.commit()
    assert how_many() == count, "to look at it writes nothing"
    for actor, number in ((ANONYMOUS, own), (OPERATOR, 99)):
        with pytest.raises(NotFound, match=NO_INVITATION[:20]):
            shown_again(number, writer=WRITER, actor=actor, now=LATER)


def test_it_is_not_sent_on_and_on(ministry: Ministry, released: int) -> None:
    for minutes in range(AT_MOST):
        delivered(again(ministry, minutes=minutes))
    with pytest.raises(Refusal, match="within a day already"):
        again(ministry, minutes=10)
    assert ENOUGH
    assert again(ministry, minutes=60 * 25).state is MailState.QUEUED


def test_what_would_be_told_anyway_is_waited_for(ministry: Ministry, released: int) -> None:
    mail = again(ministry)
    with pytest.raises(Stale, match=UNDER_WAY[-20:]):
        again(ministry)
    delivered(mail, MailState.BOUNCED)
    with pytest.raises(Refusal, match=CAME_BACK[-20:]):
        again(ministry)
    delivered(mail)
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=replace(HAND, now=LATER))
    with pytest.raises(Stale, match=NEWS[-20:]):
        again(ministry)
    let_go(released, minutes=180)
    moved = again(ministry, minutes=300)
    assert moved.body.revision is not None
    assert moved.body.revision.sequence == 1
    assert b"20220112" in calendar_in(moved)


def test_whoever_holds_no_invitation_is_sent_none(ministry: Ministry, released: int) -> None:
    own = invitation_of(ministry.person_ids[0])
    assert own.person is not None
    with pytest.raises(Refusal, match=OVER[:20]):
        again(ministry, minutes=60 * 24 * 365)
    address, own.person.email = own.person.email, None
    db.session.commit()
    with pytest.raises(Refusal, match=NO_ADDRESS[-20:]):
        again(ministry)
    invitation_of(ministry.person_ids[0]).person.email = address  # type: ignore[union-attr]
    meeting = db.session.get_one(Consultation, released)
    meeting.classification = Classification.SECRET
    db.session.commit()
    with pytest.raises(Refusal, match=CLASSIFIED[:20]):
        again(ministry)
    db.session.get_one(Consultation, released).classification = Classification.UNCLASSIFIED
    db.session.commit()
    withdraw(invitation_of(ministry.person_ids[0]).id, hand=HAND)
    with pytest.raises(Refusal, match=NOT_HELD[-20:]):
        again(ministry)
    cancel(released, reason="No", hand=HAND)
    let_go(released, minutes=180)
    with pytest.raises(Refusal, match=NOT_HELD[-20:]):
        send_again(invitation_of(ministry.person_ids[1]).id, due_at=LATER, by=OPERATOR, now=LATER)


def test_a_calendar_or_a_sentence_that_asks_for_it_is_answered_with_one_click(
    ministry: Ministry, released: int
) -> None:
    entry = found(released).entry
    told = Reply(entry.uid, DESK.tagged(entry.organizer_tag), method="REFRESH", partstat="NEEDS-ACTION")
    asks = (plain(told), message("I lost it.", reply=replace(told, message_id="<words@agency.example>")))
    box = Letterbox(DESK, kept_until=NOW + timedelta(days=90))
    mails = [Incoming(raw, read_mail(raw)) for raw in asks]
    first, second = receive(mails, box=box, by=job("incoming mail"), now=LATER)
    assert received_one(first.number, actor=OPERATOR, now=LATER).acts == (Act.AGAIN, Act.SET_ASIDE)
    assert Act.AGAIN in received_one(second.number, actor=OPERATOR, now=LATER).acts
    number = settle_with_letter(first.number, due_at=LATER, by=OPERATOR, now=LATER)
    line = received_one(first.number, actor=OPERATOR, now=LATER)
    assert (line.settlement, line.acts) == (Settlement.SENT_AGAIN, ())
    assert line.reply is not None
    assert line.reply.mail_id == number
    with pytest.raises(Stale, match=UNDER_WAY[-20:]):
        settle_with_letter(second.number, due_at=LATER, by=OPERATOR, now=LATER)
    db.session.get_one(ReceivedMail, second.number).invitation_id = None
    db.session.commit()
    with pytest.raises(Refusal, match=NOT_ABOUT[:20]):
        settle_with_letter(second.number, due_at=LATER, by=OPERATOR, now=LATER)


def test_days_of_a_session_are_sent_again_too(letter: Letter, people: People) -> None:
    invited(letter, people)
    own = db.session.scalars(select(OutgoingMail).where(OutgoingMail.person_id.is_not(None))).first()
    assert own is not None
    assert own.invitation_id is not None
    number = send_again(own.invitation_id, due_at=LATER, by=OPERATOR, now=LATER)
    mail = db.session.get_one(OutgoingMail, number)
    assert b"VALUE=DATE" in calendar_in(mail)
