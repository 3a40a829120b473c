"""What a classified consultation asks of us: nothing of it leaves, and the desk keeps its answers."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from models.calendar_entries import Revision
from models.database import db
from models.invitations import Invitation
from models.outbox import MailBatch, MailBody, OutgoingMail
from scheduler.answers import record_answer
from scheduler.consultations import book, cancel, change, found, invite, move, reinstate, withdraw
from scheduler.drafts import Change, redraft
from scheduler.enclosing import enclose, take_out
from scheduler.facts import facts_of
from scheduler.papers import take_in
from scheduler.plans import plan_of
from scheduler.queries.answers import standing_answers
from scheduler.queries.classified import classified_entries, holders_of, is_classified
from scheduler.queries.feeds import told_to
from scheduler.queries.invited import everybody_invited
from scheduler.queries.meetings import meeting_by_link, my_meeting, my_meetings
from scheduler.queries.preparations import preparations
from scheduler.releases import release
from scheduler.retries import retry
from scheduler.rules.replies import ReplyState
from scheduler.withholding import stop
from tests.auditing import row, told
from tests.making import DESK, HAND, NOW, Ministry, make_plan
from tests.papers import make_pdf
from tests.scheduler.giving import answers, given, invitation_of, say
from tests.scheduler.letters import MOVED, entry_of, let_go, letters, the_draft
from vocabulary.actor import OPERATOR, Actor
from vocabulary.own_words import STOPPED
from vocabulary.plan import Invited, PaperLimits, Upload
from vocabulary.refusals import Invalid, Refusal, Stale, Withheld
from vocabulary.states import (
    ActorKind,
    AnswerSource,
    Classification,
    EnclosureKind,
    LetterKind,
    MailState,
    Method,
    PartStat,
)

HOUR = timedelta(hours=1)
SECRET = Classification.SECRET


def mark(consultation_id: int, level: Classification = SECRET, *, aware: bool = True) -> None:
    plan = replace(plan_of(found(consultation_id)), classification=level, aware=aware)
    change(consultation_id, plan, hand=HAND)


def open_again(consultation_id: int) -> None:
    mark(consultation_id, Classification.UNCLASSIFIED)


def queue(consultation_id: int) -> None:
    release(the_draft(consultation_id).id, by=OPERATOR, now=NOW, due_at=NOW)


def states() -> list[MailState]:
    db.session.expire_all()
    return list(db.session.scalars(select(OutgoingMail.state).order_by(OutgoingMail.id)))


def rows_of_outbox() -> int:
    tables = (MailBatch, MailBody, OutgoingMail, Revision)
    return sum(db.session.scalars(select(func.count()).select_from(each)).one() for each in tables)


@pytest.fixture
def classified(ministry: Ministry) -> int:
    """A consultation that was classified from the beginning."""
    plan = replace(make_plan(), classification=SECRET)
    return book(ministry.session_id, plan, invited=ministry.everybody, hand=HAND)


def test_booking_what_is_classified_drafts_nothing_and_writes_nothing_into_the_outbox(classified: int) -> None:
    assert letters(classified) == []
    assert rows_of_outbox() == 0
    assert db.session.scalar(select(func.count(Invitation.id))) == 3


def test_no_deed_on_it_drafts_anything(classified: int, ministry: Ministry) -> None:
    move(classified, starts=MOVED, ends=MOVED + HOUR, hand=HAND)
    invite(classified, Invited(agency_ids=ministry.agency_ids), hand=HAND)
    withdraw(invitation_of(ministry.person_ids[0]).id, hand=HAND)
    cancel(classified, reason="", hand=HAND)
    reinstate(classified, hand=HAND)
    assert rows_of_outbox() == 0


def test_the_change_and_its_way_back_stand_in_the_audit(booked: int) -> None:
    mark(booked)
    [(_, changed)] = told(row("change consultation"), "consultation")
    assert changed == {"classification": ["unclassified", "secret"]}
    open_again(booked)
    [(_, changed)] = told(row("change consultation"), "consultation")
    assert changed == {"classification": ["secret", "unclassified"]}


def test_a_draft_is_dropped_with_the_mark_and_drafted_anew_without_it(booked: int) -> None:
    mark(booked, aware=False)
    assert set(states()) == {MailState.DROPPED}
    open_again(booked)
    assert {kind for _, kind, _ in letters(booked)} == {LetterKind.INVITATION}


def test_letters_that_were_let_go_and_have_not_left_never_do(booked: int) -> None:
    queue(booked)
    mark(booked, aware=False)
    assert set(states()) == {MailState.DROPPED}
    assert {one.told_method for one in db.session.scalars(select(Invitation))} == {None}
    assert entry_of(booked).issued_revision is None


def test_what_was_tried_before_counts_as_told_and_is_tried_no_more(booked: int) -> None:
    queue(booked)
    first, second, _ = db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED))
    first.attempts, first.reply_code, first.reply_text = 1, 450, "later"
    second.state, second.attempts, second.claimed_by, second.lease_until = MailState.SENDING, 1, "one", NOW
    db.session.commit()
    assert holders_of(entry_of(booked).id) == 2
    mark(booked)
    assert states()[-3:] == [MailState.REFUSED, MailState.REFUSED, MailState.DROPPED]
    assert first.reply_text == STOPPED
    assert second.claimed_by is None
    assert second.lease_until is None
    assert [one.told_method for one in db.session.scalars(select(Invitation).order_by(Invitation.id))] == [
        Method.REQUEST,
        Method.REQUEST,
        None,
    ]
    assert holders_of(entry_of(booked).id) == 2


def test_whoever_marks_it_says_to_tell_those_who_hold_an_invitation(released: int) -> None:
    with pytest.raises(Refusal, match="3 people or mailboxes hold an invitation") as refused:
        mark(released, aware=False)
    assert refused.value.field == "aware"
    assert not found(released).classification.is_marked
    mark(released)
    assert found(released).classification is SECRET
    mark(released, Classification.TOP_SECRET, aware=False)
    assert letters(released) == []


def test_without_the_mark_those_who_were_told_get_an_update_and_the_others_an_invitation(
    released: int, ministry: Ministry
) -> None:
    mark(released)
    move(released, starts=MOVED, ends=MOVED + HOUR, hand=HAND)
    withdraw(invitation_of(ministry.person_ids[2]).id, hand=HAND)
    open_again(released)
    assert letters(released) == [
        ("focal1@agency.example", LetterKind.UPDATE, 2),
        ("focal2@agency.example", LetterKind.UPDATE, 2),
        ("focal3@agency.example", LetterKind.CANCELLATION, 2),
    ]


def test_letters_of_it_are_not_released(booked: int) -> None:
    batch = the_draft(booked)
    found(booked).classification = SECRET
    db.session.commit()
    with pytest.raises(Refusal, match="nothing of it leaves by mail"):
        release(batch.id, by=OPERATOR, now=NOW, due_at=NOW)


def test_whatever_drafts_of_it_is_at_fault(classified: int) -> None:
    consultation = found(classified)
    with pytest.raises(ValueError, match="nothing is drafted"):
        redraft(consultation.entry, Change(facts_of(consultation, DESK)), now=NOW)


def test_a_letter_that_was_refused_is_not_tried_again(released: int) -> None:
    mail = db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.SENT)).first()
    assert mail is not None
    mail.state = MailState.BOUNCED
    db.session.commit()
    mark(released)
    with pytest.raises(Refusal, match="classified now"):
        retry(mail.id, by=OPERATOR, now=NOW, wall=NOW)


def test_words_that_look_like_a_mark_are_asked_about_before_anything_is_released(ministry: Ministry) -> None:
    paper = Upload(EnclosureKind.ENCLOSURE, "a.pdf", make_pdf("SECRET"))
    plan = replace(make_plan(), agenda="1. วาระลับ", uploads=(paper,))
    number = book(ministry.session_id, plan, invited=ministry.everybody, hand=HAND)
    with pytest.raises(Refusal, match="look like a mark of secrecy") as refused:
        release(the_draft(number).id, by=OPERATOR, now=NOW, due_at=NOW)
    assert refused.value.field == "aware"
    assert release(the_draft(number).id, by=OPERATOR, now=NOW, due_at=NOW, aware=True) == 3


def test_it_stands_in_no_feed_and_on_no_page_of_those_who_were_invited(released: int, ministry: Ministry) -> None:
    somebody = Actor(ActorKind.PERSON, "Somebody", person_id=ministry.person_ids[0])
    own = invitation_of(ministry.person_ids[0])
    assert len(told_to(ministry.person_ids[0])) == len(my_meetings(actor=somebody)) == 1
    mark(released)
    assert told_to(ministry.person_ids[0]) == []
    assert my_meetings(actor=somebody) == ()
    with pytest.raises(Withheld, match="another channel"):
        my_meeting(own.id, actor=somebody)
    with pytest.raises(Withheld, match="another channel"):
        meeting_by_link((own.id, own.generation))
    open_again(released)
    assert len(told_to(ministry.person_ids[0])) == len(my_meetings(actor=somebody)) == 1


def test_only_the_desk_records_its_answers(classified: int, ministry: Ministry) -> None:
    own = invitation_of(ministry.person_ids[0])
    for by in (
        Actor(ActorKind.LINK, "Holder", invitation_id=own.id),
        Actor(ActorKind.PERSON, "Somebody", person_id=ministry.person_ids[0]),
    ):
        with pytest.raises(Withheld):
            record_answer(own.id, given(source=AnswerSource.LINK), by=by, now=NOW)
    record_answer(own.id, given(source=AnswerSource.LETTER), by=OPERATOR, now=NOW)
    assert [(one.partstat, one.source, one.sequence) for one in answers()] == [
        (PartStat.ACCEPTED, AnswerSource.LETTER, 0)
    ]


def test_there_is_no_answer_to_one_that_is_cancelled(classified: int, ministry: Ministry) -> None:
    cancel(classified, reason="", hand=HAND)
    with pytest.raises(Stale, match="cancelled"):
        say(ministry.person_ids[0])


def test_its_answers_are_counted_without_any_letter(classified: int, ministry: Ministry) -> None:
    say(ministry.person_ids[0])
    [line] = preparations(True)  # type: ignore[arg-type] # every row
    assert (line.invited, line.answered, line.classification) == (3, 1, SECRET)
    entry_id = entry_of(classified).id
    assert [one.reply.state for one in everybody_invited([entry_id])[entry_id]] == [
        ReplyState.ACCEPTED,
        ReplyState.NO_REPLY,
        ReplyState.NO_REPLY,
    ]


@pytest.mark.parametrize("again", ["move", "reinstate"])
def test_answers_given_before_it_became_another_do_not_count(classified: int, ministry: Ministry, again: str) -> None:
    say(ministry.person_ids[0])
    change(classified, replace(plan_of(found(classified)), agenda="1. Else"), hand=HAND)
    assert len(standing_answers([answers()[0].invitation_id])) == 1
    if again == "move":
        move(classified, starts=MOVED, ends=MOVED + HOUR, hand=HAND)
    else:
        cancel(classified, reason="", hand=HAND)
        reinstate(classified, hand=HAND)
    entry_id = entry_of(classified).id
    assert everybody_invited([entry_id])[entry_id][0].reply.state is ReplyState.EARLIER_TIME
    say(ministry.person_ids[0], PartStat.DECLINED)
    assert everybody_invited([entry_id])[entry_id][0].reply.state is ReplyState.DECLINED


def test_answers_kept_by_hand_count_on_when_the_first_letters_leave(classified: int, ministry: Ministry) -> None:
    move(classified, starts=MOVED, ends=MOVED + HOUR, hand=HAND)
    say(ministry.person_ids[0])
    open_again(classified)
    assert {sequence for _, _, sequence in letters(classified)} == {1}
    let_go(classified)
    say(ministry.person_ids[1])
    assert len(standing_answers([one.invitation_id for one in answers()])) == 2


def test_a_file_that_is_classified_is_never_kept(booked: int) -> None:
    secret = Upload(EnclosureKind.SIGNED_LETTER, "a.pdf", make_pdf(), Classification.CONFIDENTIAL)
    with pytest.raises(Invalid, match="cannot be enclosed and is not kept here") as refused:
        take_in([secret], limits=PaperLimits(), by=OPERATOR, now=NOW)
    assert refused.value.problems[0].field == "signed_letter"
    with pytest.raises(Invalid, match="cannot be enclosed"):
        enclose(booked, [secret], hand=HAND)


def test_nothing_new_is_enclosed_with_it_and_what_there_is_can_be_taken_out(booked: int) -> None:
    plain = Upload(EnclosureKind.SIGNED_LETTER, "a.pdf", make_pdf())
    enclose(booked, [plain], hand=HAND)
    mark(booked)
    with pytest.raises(Refusal, match="nothing can be enclosed"):
        enclose(booked, [replace(plain, content=make_pdf("Other"))], hand=HAND)
    waiting = take_in([replace(plain, content=make_pdf("Waiting"))], limits=PaperLimits(), by=OPERATOR, now=NOW)
    with pytest.raises(Refusal, match="nothing can be enclosed"):
        change(booked, replace(plan_of(found(booked)), papers=waiting), hand=HAND)
    [own] = plan_of(found(booked)).papers
    take_out(booked, own, hand=HAND)
    assert plan_of(found(booked)).papers == ()


def test_what_is_classified_is_known_by_its_entry(classified: int) -> None:
    entry_id = entry_of(classified).id
    assert is_classified(entry_id)
    assert classified_entries() == {entry_id}
    open_again(classified)
    assert not is_classified(entry_id)


def test_a_letter_that_nobody_was_invited_by_is_stopped_like_any_other() -> None:
    mail = OutgoingMail(state=MailState.QUEUED, attempts=0, claimed_by="worker")
    stop(mail)
    assert (mail.state, mail.claimed_by) == (MailState.DROPPED, None)
