"""Mail taken in on a real database: the row, the answer, the message kept, the letter that came back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from mail.inbound.reading import read_mail
from models.audit import AuditRow
from models.database import db
from models.inbound import ReceivedContent, ReceivedMail
from models.outbox import OutgoingMail
from models.substitutions import Substitution
from scheduler.consultations import cancel, move
from scheduler.inbound import Incoming, Letterbox, Taken, erase_expired, receive
from scheduler.queries.answers import last_answers, standing_answers
from scheduler.retries import retry
from tests.mails import CLIENTS, Reply, message, plain, report
from tests.making import DESK, HAND, NOW, Ministry
from tests.scheduler.giving import answers, invitation_of
from tests.scheduler.letters import MOVED, entry_of, let_go
from vocabulary.actor import OPERATOR, job
from vocabulary.inbound import Came, Verdict
from vocabulary.settings import Settings
from vocabulary.states import AnswerSource, MailState, PartStat
from vocabulary.substitutions import SubstitutionState

LATER = NOW + timedelta(hours=2)
BOX = Letterbox(DESK, kept_until=NOW + timedelta(days=90))


def taken(*raws: bytes, now: datetime = LATER, box: Letterbox = BOX) -> list[Taken]:
    return receive([Incoming(raw, read_mail(raw)) for raw in raws], box=box, by=job("incoming mail"), now=now)


def verdicts(found: Iterable[Taken]) -> list[Verdict]:
    return [one.verdict for one in found]


@pytest.fixture
def reply(released: int) -> Reply:
    """The first focal point's own answer, as the invitation asks for it."""
    entry = entry_of(released)
    return Reply(uid=entry.uid, organizer=DESK.tagged(entry.organizer_tag))


def test_an_answer_from_every_client_is_on_record(ministry: Ministry, reply: Reply) -> None:
    for number, (name, client) in enumerate(CLIENTS.items()):
        told = Reply(
            reply.uid,
            reply.organizer,
            comment="With two\\, perhaps",
            partstat="TENTATIVE",
            stamp=f"20220104T0300{number:02}Z",
        )
        (one,) = taken(client(told))
        assert (one.came, one.verdict) == (Came.REPLY, Verdict.APPLIED), f"{name}: {one.reason}"
    assert len(answers()) == len(CLIENTS)
    answer = answers()[0]
    assert (answer.partstat, answer.comment) == (PartStat.TENTATIVE, "With two, perhaps")
    assert (answer.source, answer.said_by) == (AnswerSource.CALENDAR, "Ms Focal1 Tuayang")
    assert answer.said_at == NOW + timedelta(hours=1)
    invitation = invitation_of(ministry.person_ids[0])
    assert standing_answers([invitation.id])[invitation.id].id == answers()[-1].id
    row = db.session.scalars(select(ReceivedMail).order_by(ReceivedMail.id)).first()
    assert row is not None
    assert (row.invitation_id, row.answer_id, row.sequence) == (invitation.id, answer.id, 0)


def test_the_same_message_has_one_effect_however_often_it_comes(reply: Reply) -> None:
    raw = plain(reply)
    assert verdicts(taken(raw, raw)) == [Verdict.APPLIED, Verdict.DUPLICATE]
    (again,) = taken(raw)
    assert (again.verdict, again.number) == (Verdict.DUPLICATE, 1)
    by_another_way = b"Received: from elsewhere\r\n" + raw
    assert verdicts(taken(by_another_way)) == [Verdict.DUPLICATE]
    assert len(answers()) == 1
    assert db.session.scalar(select(func.count()).select_from(ReceivedMail)) == 2


def test_a_message_id_of_somebody_else_stands_in_nobodys_way(reply: Reply) -> None:
    forged = replace(reply, sender="focal2@agency.example", source="Eve <eve@else.example>")
    assert verdicts(taken(plain(forged), plain(replace(reply, message_id=forged.message_id)))) == [
        Verdict.QUARANTINED,
        Verdict.APPLIED,
    ]


def test_the_later_word_of_one_person_stands_whichever_comes_first(ministry: Ministry, reply: Reply) -> None:
    yes = replace(reply, stamp="20220104T030000Z")
    no = replace(reply, stamp="20220104T030005Z", partstat="DECLINED", message_id="<later@agency.example>")
    assert verdicts(taken(plain(no), plain(yes))) == [Verdict.APPLIED, Verdict.STALE]
    number = invitation_of(ministry.person_ids[0]).id
    assert standing_answers([number])[number].partstat is PartStat.DECLINED
    assert verdicts(taken(plain(replace(yes, message_id="<other@agency.example>")))) == [Verdict.STALE]
    assert len(answers()) == 1


def test_an_answer_to_the_old_hour_is_on_record_and_counts_as_none(
    ministry: Ministry, released: int, reply: Reply
) -> None:
    move(released, starts=MOVED, ends=MOVED + timedelta(minutes=90), hand=HAND)
    let_go(released, minutes=10)
    (one,) = taken(plain(reply))
    assert one.verdict is Verdict.STALE
    number = invitation_of(ministry.person_ids[0]).id
    assert standing_answers([number]) == {}
    assert last_answers([number])[number].sequence == 0
    assert verdicts(taken(plain(replace(reply, sequence=1, message_id="<new@agency.example>")))) == [Verdict.APPLIED]


def test_a_reply_after_the_cancellation_changes_nothing(released: int, reply: Reply) -> None:
    cancel(released, reason="Postponed", hand=HAND)
    let_go(released, minutes=10)
    assert verdicts(taken(plain(replace(reply, sequence=1)))) == [Verdict.IGNORED]
    assert answers() == []


def test_an_address_counts_whatever_its_capitals_and_whoever_else_is_named(reply: Reply) -> None:
    two = (
        "ATTENDEE;PARTSTAT=DECLINED:mailto:focal2@agency.example",
        "ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:Focal1@AGENCY.example",
    )
    odd = replace(reply, source="FOCAL1@Agency.Example", attendees=two)
    assert verdicts(taken(plain(odd))) == [Verdict.APPLIED]
    assert [answer.partstat for answer in answers()] == [PartStat.ACCEPTED]

    (other,) = taken(plain(replace(reply, sender="focal2@agency.example", stamp="19700101T000000Z")))
    assert other.verdict is Verdict.APPLIED
    assert answers()[1].said_at == LATER, "a clock that is far behind is not believed about the hour"


def test_what_waits_holds_what_an_officer_needs(ministry: Ministry, reply: Reply) -> None:
    counter = replace(reply, method="COUNTER", more=("DTSTART:20220112T070000Z", "DTEND:20220112T083000Z"))
    words = message(
        "ขอส่งผู้แทน\n> quoted",
        f"In-Reply-To: {letters()[1].message_id}",
        reply=replace(reply, to="samai@mfa.example", message_id="<w@x>"),
    )
    asked, said = (db.session.get_one(ReceivedMail, one.number) for one in taken(plain(counter), words))
    assert (asked.came, asked.verdict, said.came, said.verdict) == (
        Came.COUNTER,
        Verdict.WAITING,
        Came.MESSAGE,
        Verdict.WAITING,
    )
    assert asked.proposed is not None
    assert asked.proposed["original_starts"] == "2022-01-11T07:00:00+00:00"
    assert said.words == "ขอส่งผู้แทน"
    assert asked.invitation_id == said.invitation_id == invitation_of(ministry.person_ids[0]).id
    assert said.person_id == ministry.person_ids[0]


def letters() -> list[OutgoingMail]:
    return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc())))


def test_a_bounce_sets_the_state_with_the_servers_words_and_the_letter_can_go_again(released: int) -> None:
    assert released
    mail = letters()[0]
    own = message("anything", reply=Reply(message_id=mail.message_id))
    one, unknown, ours = taken(report(mail.message_id), report("<nobody@mfa.example>"), own)
    assert (one.came, one.verdict) == (Came.BOUNCE, Verdict.APPLIED)
    assert (unknown.came, unknown.verdict) == (Came.BOUNCE, Verdict.WAITING)
    assert (ours.came, ours.verdict) == (Came.OWN, Verdict.IGNORED)
    assert (mail.state, mail.reply_code, mail.reply_text) == (MailState.BOUNCED, 550, "5.1.1 no such user")
    row = db.session.get_one(ReceivedMail, one.number)
    assert (row.outgoing_id, row.invitation_id) == (mail.id, mail.invitation_id)
    assert retry(mail.id, by=OPERATOR, now=LATER, wall=LATER) == mail.id


def test_a_mail_that_the_tables_refuse_stops_no_other(reply: Reply) -> None:
    stamp = datetime(2022, 1, 4, 3, 0)  # noqa: DTZ001 - what a reading that went wrong might give
    arrival = read_mail(plain(reply))
    assert arrival.calendar is not None
    wrong = replace(arrival, message_id="<w@x>", calendar=replace(arrival.calendar, stamp=stamp))
    found = receive(
        [Incoming(b"wrong", wrong), Incoming(plain(reply), arrival)], box=BOX, by=job("incoming mail"), now=LATER
    )
    assert [(one.came, one.verdict) for one in found] == [
        (Came.UNREADABLE, Verdict.QUARANTINED),
        (Came.REPLY, Verdict.APPLIED),
    ]


def test_many_mails_are_taken_in_some_at_a_time(reply: Reply) -> None:
    raws = [
        message(f"Number {number}", reply=replace(reply, message_id=f"<{number}@x.example>")) for number in range(120)
    ]
    found = taken(*raws)
    assert len({one.number for one in found}) == 120
    rows = db.session.scalars(select(AuditRow).where(AuditRow.deed == "receive mail").order_by(AuditRow.number)).all()
    assert len(rows) == 2


def test_a_message_is_erased_when_its_time_is_over_and_its_row_stays(reply: Reply) -> None:
    taken(plain(reply))
    assert erase_expired(wall=BOX.kept_until - timedelta(seconds=1)) == 0
    assert erase_expired(wall=BOX.kept_until) == 1
    assert db.session.scalar(select(func.count()).select_from(ReceivedContent)) == 0
    assert db.session.scalar(select(func.count()).select_from(ReceivedMail)) == 1


def test_whoever_answers_after_all_sends_nobody_else(ministry: Ministry, reply: Reply) -> None:
    number = invitation_of(ministry.person_ids[0]).id
    row = Substitution(
        invitation_id=number, name_en="Mr Somchai", email="somchai@agency.example", source=AnswerSource.LINK,
        sequence=0, asked_at=NOW,
    )  # fmt: skip
    db.session.add(row)
    db.session.commit()
    assert verdicts(taken(plain(reply))) == [Verdict.APPLIED]
    assert (row.state, row.decided_at) == (SubstitutionState.TAKEN_BACK, LATER)


def test_nobody_answers_what_was_not_sent(booked: int) -> None:
    entry = entry_of(booked)
    (one,) = taken(plain(Reply(entry.uid, DESK.tagged(entry.organizer_tag))))
    assert one.verdict is Verdict.QUARANTINED


def test_where_the_database_is_away_nothing_is_taken_in_and_the_caller_is_told(app: Flask, settings: Settings) -> None:
    db.session.remove()
    db.engine.dispose()
    settings.instance.rename(settings.instance.with_name("away"))
    with pytest.raises(OperationalError):
        taken(message("x"))
