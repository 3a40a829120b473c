"""Declining a proposed time: the proposer is told why, once, and the meeting stays as it is."""

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from mail.inbound.reading import read_mail
from models.database import db
from models.inbound import ReceivedMail
from models.invitations import Invitation
from models.outbox import MailBatch, OutgoingMail
from scheduler.consultations import found, move, withdraw
from scheduler.declining import LEFT, WHY, decline_proposal, take_decline_back
from scheduler.inbound import Incoming, Letterbox, receive
from scheduler.letters import Writer, wire_of
from scheduler.previews import letter_of_mail
from scheduler.queries.answers import standing_answers
from scheduler.queries.received import received_one
from scheduler.queries.received_lines import ReceivedLine
from scheduler.received import NO_TIME, settle_with_move
from scheduler.rules.settling import Act
from tests.fixtures import Letter, People
from tests.ics.libical import read_by_libical
from tests.ics.readers import read_by_ical_js, read_by_icalendar
from tests.mails import Reply, message, plain
from tests.making import DESK, HAND, NOW, Ministry
from tests.scheduler.delegations import invited
from tests.scheduler.giving import invitation_of
from tests.scheduler.letters import MOVED, entry_of, let_go, letters
from vocabulary.actor import OPERATOR, job
from vocabulary.inbound import Settlement
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.states import LetterKind, MailState, Method, PartStat

LATER = NOW + timedelta(hours=2)
WRITER = Writer("https://samai.mfa.example", DESK, b"k" * 32)
BOX = Letterbox(DESK, kept_until=NOW + timedelta(days=90))
TIMES = ("DTSTART:20220112T070000Z", "DTEND:20220112T083000Z")


@pytest.fixture
def reply(released: int) -> Reply:
    """What the first focal point's calendar would send: an imitation of Google's and Outlook's "propose a new time"."""
    entry = entry_of(released)
    return Reply(uid=entry.uid, organizer=DESK.tagged(entry.organizer_tag), method="COUNTER", partstat="TENTATIVE")


def came(raw: bytes) -> int:
    (one,) = receive([Incoming(raw, read_mail(raw))], box=BOX, by=job("incoming mail"), now=LATER)
    return one.number


def counter(reply: Reply, *more: str) -> int:
    return came(plain(replace(reply, more=more or TIMES)))


def line(number: int) -> ReceivedLine:
    return received_one(number, actor=OPERATOR, now=LATER)


def decline(number: int, reason: str = "The hall is taken.") -> int | None:
    return decline_proposal(number, reason=reason, due_at=LATER + timedelta(minutes=2), by=OPERATOR, now=LATER)


def outgoing(number: int | None) -> OutgoingMail:
    db.session.expire_all()
    assert number is not None
    return db.session.get_one(OutgoingMail, number)


def test_the_proposer_alone_is_told_why_and_nothing_moves(ministry: Ministry, released: int, reply: Reply) -> None:
    entry = entry_of(released)
    before = (found(released).starts, entry.sequence, entry.material_sequence, entry.stamp)
    told = invitation_of(ministry.person_ids[0]).told_revision_id
    number = counter(replace(reply, message_id="<proposed@agency.example>"))
    assert Act.DECLINE in line(number).acts
    mail = outgoing(decline(number, " The hall is taken.\nAsk again in March. "))
    assert (mail.address, mail.body.kind, mail.state) == ("focal1@agency.example", LetterKind.DECLINE, MailState.QUEUED)
    assert (mail.due_at, mail.batch_id) == (LATER + timedelta(minutes=2), None)
    assert mail.thread.endswith(" <proposed@agency.example>")
    assert (line(number).settlement, line(number).declined) == (
        Settlement.DECLINED,
        "The hall is taken.\nAsk again in March.",
    )
    entry = entry_of(released)
    assert (found(released).starts, entry.sequence, entry.material_sequence, entry.stamp) == before
    assert invitation_of(ministry.person_ids[0]).told_revision_id == told
    assert letters(released) == []
    assert [one.state for one in db.session.scalars(select(OutgoingMail)) if one.body.kind is LetterKind.DECLINE] == [
        MailState.QUEUED
    ]


def test_it_says_what_was_proposed_and_what_stands_and_a_calendar_is_told_so(released: int, reply: Reply) -> None:
    mail = outgoing(decline(counter(reply)))
    shown = letter_of_mail(mail.id, actor=OPERATOR, writer=WRITER)
    assert "14:00\u201315:30" in shown.text.split("\n\n")[0]
    assert "The hall is taken." in shown.text
    assert "In English" in shown.text, "three lines for whoever does not read Thai"
    content = wire_of(mail, WRITER).content
    parts = list(message_from_bytes(content, policy=policy.default).walk())
    assert [part.get_content_type() for part in parts][2:] == ["text/plain", "text/html", "text/calendar"]
    assert parts[-1]["Content-Type"].params["method"] == "DECLINECOUNTER"
    calendar = parts[-1].get_payload(decode=True)
    assert isinstance(calendar, bytes)
    assert calendar.decode() == shown.calendar
    read = read_by_icalendar(calendar)
    assert read_by_libical([calendar]) == read_by_ical_js([calendar]) == [read]
    assert (read.method, read.meeting.uid, read.meeting.sequence) == ("DECLINECOUNTER", reply.uid, 0)
    assert (read.meeting.stamp, read.meeting.people[0].address) == (
        int(LATER.timestamp()),
        "mailto:focal1@agency.example",
    )


def test_it_can_be_called_back_until_it_leaves(released: int, reply: Reply) -> None:
    number = counter(reply)
    mail = outgoing(decline(number))
    shown = line(number)
    assert shown.reply is not None
    assert (shown.reply.mail_id, shown.reply.is_untouched) == (mail.id, True)
    take_decline_back(number, by=OPERATOR, now=LATER)
    assert outgoing(mail.id).state is MailState.DROPPED
    shown = line(number)
    assert (shown.settlement, shown.declined, shown.reply, Act.MOVE in shown.acts) == (None, "", None, True)
    with pytest.raises(Stale, match=LEFT[:20]):
        take_decline_back(number, by=OPERATOR, now=LATER)
    again = outgoing(decline(number))
    again.state, again.attempts = MailState.SENT, 1
    db.session.commit()
    with pytest.raises(Stale, match=LEFT[:20]):
        take_decline_back(number, by=OPERATOR, now=LATER)
    with pytest.raises(NotFound):
        take_decline_back(99, by=OPERATOR, now=LATER)


def test_an_update_released_meanwhile_leaves_after_it_and_does_not_swallow_it(released: int, reply: Reply) -> None:
    mail = outgoing(decline(counter(reply)))
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=replace(HAND, now=LATER))
    assert {kind for _, kind, _ in letters(released)} == {LetterKind.UPDATE}
    let_go(released, minutes=180)
    assert outgoing(mail.id).state is MailState.SENT, "what was let go here, a sender would have delivered"
    updates = [one.id for one in db.session.scalars(select(OutgoingMail)) if one.body.kind is LetterKind.UPDATE]
    assert min(updates) > mail.id


def test_a_proposal_for_an_earlier_version_is_declined_about_the_present_one(released: int, reply: Reply) -> None:
    number = counter(reply)
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    let_go(released, minutes=5)
    assert line(number).acts == (Act.DECLINE, Act.SET_ASIDE)
    mail = outgoing(decline(number))
    assert mail.body.revision is not None
    assert mail.body.revision.sequence == entry_of(released).sequence == 1


def test_what_proposes_something_else_than_a_time_is_declined_too(released: int, reply: Reply) -> None:
    number = counter(reply, "LOCATION:Our own hall")
    assert Act.DECLINE in line(number).acts
    mail = outgoing(decline(number))
    shown = letter_of_mail(mail.id, actor=OPERATOR, writer=WRITER)
    assert (mail.body.proposed_starts, "The hall is taken." in shown.text) == (None, True)


def test_a_reason_is_needed_and_is_not_a_book(reply: Reply) -> None:
    number = counter(reply)
    for reason, words in (("  ", WHY[:20]), ("x" * 501, "500")):
        with pytest.raises(Refusal, match=words):
            decline(number, reason)
    said = replace(reply, message_id="<words@agency.example>")
    with pytest.raises(Refusal, match=NO_TIME[:20]):
        decline(came(message("We come.", reply=said, subject="Re: Consultation")))


def test_whoever_may_not_be_written_to_gets_no_letter(ministry: Ministry, released: int, reply: Reply) -> None:
    number = counter(reply)
    withdraw(invitation_of(ministry.person_ids[0]).id, hand=HAND)
    assert not line(number).is_reached
    assert decline(number) is None
    assert (line(number).settlement, line(number).declined) == (Settlement.DECLINED, "The hall is taken.")


def test_a_name_that_is_none_is_no_thread(reply: Reply) -> None:
    mail = outgoing(decline(counter(replace(reply, message_id="<two words@agency.example>"))))
    assert "words" not in mail.thread


def test_days_of_a_session_are_not_ours_to_move_and_the_proposer_hears_it(letter: Letter, people: People) -> None:
    """The committee sets its days: a calendar that proposes others all the same is answered (RFC 5546, 3.2.8)."""
    invited(letter, people)
    first = db.session.scalars(select(Invitation).where(Invitation.person_id.is_not(None)).limit(1)).one()
    assert first.person is not None
    days = ("DTSTART;VALUE=DATE:20220606", "DTEND;VALUE=DATE:20220618")
    proposed = Reply(
        first.entry.uid,
        DESK.tagged(first.entry.organizer_tag),
        method="COUNTER",
        partstat="TENTATIVE",
        sender=first.person.email or "",
        sequence=first.entry.sequence,
        more=days,
    )
    number = came(plain(proposed))
    shown = line(number)
    assert (shown.acts, shown.about and shown.about.consultation_id, shown.is_reached) == (
        (Act.DECLINE, Act.ANSWER, Act.SET_ASIDE),
        None,
        True,
    )
    mail = outgoing(decline(number, "The committee sets its days itself."))
    told = letter_of_mail(mail.id, actor=OPERATOR, writer=WRITER)
    assert (mail.body.kind, "The committee sets its days itself." in told.text) == (LetterKind.DECLINE, True)


def test_a_proposal_taken_asks_everybody_again_the_proposer_too(
    ministry: Ministry, released: int, reply: Reply
) -> None:
    """From a calendar's proposal to the answers to the new time."""
    came(plain(replace(reply, method="REPLY", partstat="ACCEPTED", message_id="<first@agency.example>")))
    own = invitation_of(ministry.person_ids[0]).id
    assert standing_answers([own])[own].partstat is PartStat.ACCEPTED
    number = counter(reply)
    assert standing_answers([own])[own].partstat is PartStat.ACCEPTED, "a proposal is no answer"
    settle_with_move(number, hand=replace(HAND, now=LATER))
    drafts = db.session.scalars(select(OutgoingMail).join(MailBatch).where(OutgoingMail.state == MailState.DRAFT)).all()
    assert {(mail.partstat, mail.body.method) for mail in drafts} == {(PartStat.NEEDS_ACTION, Method.REQUEST)}
    assert len(drafts) == 3
    let_go(released, minutes=180)
    assert standing_answers([own]) == {}
    came(plain(replace(reply, method="REPLY", sequence=0, stamp="20220104T040000Z", message_id="<old@agency.example>")))
    assert standing_answers([own]) == {}, "an answer to the old time counts as none"
    fresh = replace(reply, method="REPLY", partstat="ACCEPTED", sequence=1, message_id="<new@agency.example>")
    came(plain(replace(fresh, stamp="20220104T050000Z")))
    assert standing_answers([own])[own].partstat is PartStat.ACCEPTED
    assert db.session.get_one(ReceivedMail, number).settlement is Settlement.ACCEPTED
