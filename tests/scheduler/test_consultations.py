"""Booking, moving and cancelling: who is owed what, and under which numbers."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from models.audit import AuditRow
from models.calendar_entries import CalendarEntry
from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.outbox import MailBatch, OutgoingMail
from models.people import Person
from scheduler.consultations import book, cancel, change, found, invite, mark_held, move, plan_of, reinstate, withdraw
from scheduler.drafts import draft_of
from scheduler.releases import recall, release
from tests.making import HAND, NOW, Ministry, make_ministry, make_person, make_plan
from vocabulary.actor import OPERATOR
from vocabulary.plan import Invited
from vocabulary.refusals import Invalid, NotFound, Refusal, Stale
from vocabulary.states import BatchState, ConsultationStatus, LetterKind, MailState

MOVED = datetime(2022, 1, 12, 3, 0, tzinfo=UTC)


@pytest.fixture
def ministry(app: Flask) -> Ministry:
    return make_ministry()


@pytest.fixture
def booked(ministry: Ministry) -> int:
    return book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)


@pytest.fixture
def released(booked: int) -> int:
    let_go(booked)
    return booked


def let_go(consultation_id: int, minutes: int = 0) -> int:
    """Release the draft and pretend that a sender has delivered it."""
    batch = the_draft(consultation_id)
    count = release(batch.id, by=OPERATOR, now=NOW + timedelta(minutes=minutes), due_at=NOW)
    for mail in db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)):
        mail.state, mail.attempts = MailState.SENT, 1
    db.session.commit()
    return count


def the_draft(consultation_id: int) -> MailBatch:
    batch = draft_of(found(consultation_id).entry_id)
    assert batch is not None
    return batch


def letters(consultation_id: int) -> list[tuple[str, LetterKind, int]]:
    """Whom the draft would write to, in what words, under which SEQUENCE."""
    batch = draft_of(found(consultation_id).entry_id)
    return [] if batch is None else [outline(mail) for mail in batch.mails]


def outline(mail: OutgoingMail) -> tuple[str, LetterKind, int]:
    assert mail.body.revision is not None
    return mail.address, mail.body.kind, mail.body.revision.sequence


def entry_of(consultation_id: int) -> CalendarEntry:
    return found(consultation_id).entry


def stamps(mails: Iterable[OutgoingMail]) -> list[tuple[int, datetime]]:
    return [(mail.body.revision.sequence, mail.body.revision.stamp) for mail in mails if mail.body.revision]


def test_booking_drafts_one_invitation_for_each_focal_point(booked: int) -> None:
    assert letters(booked) == [
        ("focal1@agency.example", LetterKind.INVITATION, 0),
        ("focal2@agency.example", LetterKind.INVITATION, 0),
        ("focal3@agency.example", LetterKind.INVITATION, 0),
    ]


def test_nothing_is_queued_before_an_officer_releases_it(booked: int) -> None:
    states = set(db.session.scalars(select(OutgoingMail.state)))
    assert states == {MailState.DRAFT}


def test_a_deed_writes_one_audit_row(booked: int) -> None:
    assert list(db.session.scalars(select(AuditRow.deed))) == ["book consultation"]


def test_releasing_queues_everything_and_tells_how_many(booked: int) -> None:
    assert release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW) == 3
    assert set(db.session.scalars(select(OutgoingMail.state).where(OutgoingMail.due_at.is_not(None)))) == {
        MailState.QUEUED
    }


def test_a_second_press_of_the_button_releases_nothing_more(booked: int) -> None:
    batch_id = the_draft(booked).id
    release(batch_id, by=OPERATOR, now=NOW, due_at=NOW)
    with pytest.raises(Stale):
        release(batch_id, by=OPERATOR, now=NOW, due_at=NOW)
    queued = db.session.scalar(select(func.count()).where(OutgoingMail.state == MailState.QUEUED))
    assert queued == 3


def test_moving_drafts_an_update_with_a_higher_sequence(released: int) -> None:
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    assert {(kind, sequence) for _, kind, sequence in letters(released)} == {(LetterKind.UPDATE, 1)}
    assert len(letters(released)) == 3


def test_moving_twice_before_a_release_is_one_letter_each(released: int) -> None:
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    move(released, starts=MOVED + timedelta(hours=2), ends=MOVED + timedelta(hours=3), hand=HAND)
    assert [sequence for _, _, sequence in letters(released)] == [1, 1, 1]


def test_moving_there_and_back_before_a_release_owes_nobody_anything(released: int) -> None:
    before = plan_of(found(released))
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    move(released, starts=before.starts, ends=before.ends, hand=HAND)
    assert letters(released) == []


def test_saving_without_a_change_sends_nothing(released: int) -> None:
    consultation = found(released)
    change(released, plan_of(consultation), version=consultation.version, hand=HAND)
    assert letters(released) == []


def test_a_corrected_agenda_keeps_the_sequence(released: int) -> None:
    consultation = found(released)
    change(released, replace(plan_of(consultation), agenda="1. Opened"), version=consultation.version, hand=HAND)
    assert {(kind, sequence) for _, kind, sequence in letters(released)} == {(LetterKind.UPDATE, 0)}
    let_go(released)
    entry = entry_of(released)
    assert (entry.sequence, entry.material_sequence) == (0, 0)


def test_numbers_and_stamps_rise_with_every_revision(released: int) -> None:
    for hours in range(3):
        move(released, starts=MOVED + timedelta(hours=hours), ends=MOVED + timedelta(hours=hours + 1), hand=HAND)
        let_go(released)
    person = db.session.scalar(select(Invitation.id).limit(1))
    sent = stamps(
        db.session.scalars(
            select(OutgoingMail)
            .where(OutgoingMail.invitation_id == person, OutgoingMail.state == MailState.SENT)
            .order_by(OutgoingMail.id)
        )
    )
    assert [sequence for sequence, _ in sent] == [0, 1, 2, 3]
    assert sent == sorted(set(sent))


def test_an_update_before_the_invitation_left_is_an_invitation(booked: int) -> None:
    release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW)
    move(booked, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    assert {kind for _, kind, _ in letters(booked)} == {LetterKind.INVITATION}
    release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW)
    dropped = db.session.scalar(select(func.count()).where(OutgoingMail.state == MailState.DROPPED))
    queued = db.session.scalar(select(func.count()).where(OutgoingMail.state == MailState.QUEUED))
    assert queued == 3
    assert dropped is not None
    assert dropped >= 3


def test_a_preview_that_no_longer_holds_is_refused_and_drafted_anew(booked: int) -> None:
    release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW)
    move(booked, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    first = db.session.scalar(select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED))
    assert first is not None
    first.attempts, first.state = 1, MailState.SENT
    db.session.commit()
    with pytest.raises(Stale):
        release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW)
    assert sorted(kind.value for _, kind, _ in letters(booked)) == ["invitation", "invitation", "update"]
    assert release(the_draft(booked).id, by=OPERATOR, now=NOW, due_at=NOW) == 3


def test_a_released_batch_can_be_called_back_while_nothing_has_left(booked: int) -> None:
    batch_id = the_draft(booked).id
    release(batch_id, by=OPERATOR, now=NOW, due_at=NOW + timedelta(minutes=2))
    batch_id = db.session.scalars(select(MailBatch.id).where(MailBatch.state == BatchState.RELEASED)).one()
    recall(batch_id, by=OPERATOR, now=NOW)
    assert the_draft(booked).id == batch_id
    assert entry_of(booked).issued_revision is None
    assert {invitation.told_revision_id for invitation in db.session.scalars(select(Invitation))} == {None}
    assert release(batch_id, by=OPERATOR, now=NOW, due_at=NOW) == 3


def test_letters_that_a_sender_has_touched_cannot_be_called_back(released: int) -> None:
    batch_id = db.session.scalars(select(MailBatch.id).where(MailBatch.state == BatchState.RELEASED)).one()
    with pytest.raises(Refusal, match="already left"):
        recall(batch_id, by=OPERATOR, now=NOW)


def test_calling_back_what_was_never_released_is_refused(booked: int) -> None:
    with pytest.raises(NotFound):
        recall(the_draft(booked).id, by=OPERATOR, now=NOW)


def test_cancelling_reaches_everybody_who_holds_an_invitation(released: int) -> None:
    cancel(released, reason="The room is flooded", hand=HAND)
    assert {(kind, sequence) for _, kind, sequence in letters(released)} == {(LetterKind.CANCELLATION, 1)}
    assert {mail.body.comment for mail in the_draft(released).mails} == {"The room is flooded"}


def test_cancelling_what_nobody_was_told_writes_to_nobody(booked: int) -> None:
    cancel(booked, reason="", hand=HAND)
    assert letters(booked) == []


def test_a_cancellation_taken_back_invites_anew_under_the_same_uid(released: int) -> None:
    uid = entry_of(released).uid
    cancel(released, reason="", hand=HAND)
    let_go(released)
    reinstate(released, hand=HAND)
    assert {(kind, sequence) for _, kind, sequence in letters(released)} == {(LetterKind.INVITATION, 2)}
    assert entry_of(released).uid == uid


def test_a_cancelled_consultation_changes_no_more(released: int) -> None:
    cancel(released, reason="", hand=HAND)
    with pytest.raises(Stale):
        move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)


def test_only_a_cancelled_consultation_can_be_reinstated(released: int) -> None:
    with pytest.raises(Stale):
        reinstate(released, hand=HAND)


def test_withdrawing_one_person_writes_to_nobody_else(released: int) -> None:
    invitation = db.session.scalars(select(Invitation).order_by(Invitation.id).limit(1)).one()
    generation = invitation.generation
    withdraw(invitation.id, hand=HAND)
    assert letters(released) == [("focal1@agency.example", LetterKind.CANCELLATION, 1)]
    assert not the_draft(released).mails[0].body.whole
    assert invitation.generation == generation + 1
    assert [row.agency.key for row in found(released).agencies] == ["agency-2", "agency-3"]


def test_nobody_is_withdrawn_twice(released: int) -> None:
    invitation = db.session.scalars(select(Invitation).order_by(Invitation.id).limit(1)).one()
    withdraw(invitation.id, hand=HAND)
    with pytest.raises(NotFound):
        withdraw(invitation.id, hand=HAND)


def test_somebody_withdrawn_and_asked_again_is_invited_above_the_cancellation(released: int) -> None:
    invitation = db.session.scalars(select(Invitation).order_by(Invitation.id).limit(1)).one()
    withdraw(invitation.id, hand=HAND)
    let_go(released)
    assert invitation.agency_id is not None
    invite(released, Invited(agency_ids=(invitation.agency_id,)), hand=HAND)
    assert letters(released) == [("focal1@agency.example", LetterKind.INVITATION, 2)]


def test_inviting_somebody_more_writes_to_nobody_else(released: int) -> None:
    db.session.add(make_person("expert"))
    db.session.commit()
    expert = db.session.scalars(select(Person.id).where(Person.email == "expert@agency.example")).one()
    invite(released, Invited(person_ids=(expert,)), hand=HAND)
    assert letters(released) == [("expert@agency.example", LetterKind.INVITATION, 0)]


def test_inviting_somebody_twice_is_one_invitation(released: int, ministry: Ministry) -> None:
    invite(released, ministry.everybody, hand=HAND)
    assert letters(released) == []
    assert db.session.scalar(select(func.count()).select_from(Invitation)) == 3


def test_somebody_without_an_address_is_refused_by_name(ministry: Ministry) -> None:
    person = make_person("silent")
    person.email = None
    db.session.add(person)
    db.session.commit()
    with pytest.raises(Refusal, match="Ms Silent Tuayang has no e-mail address"):
        book(ministry.session_id, make_plan(), invited=Invited(person_ids=(person.id,)), hand=HAND)
    assert db.session.scalar(select(func.count()).select_from(Consultation)) == 0


def test_booking_for_nobody_is_refused(ministry: Ministry) -> None:
    with pytest.raises(Refusal, match="at least one agency"):
        book(ministry.session_id, make_plan(), invited=Invited(), hand=HAND)


def test_booking_for_an_unknown_session_or_agency_is_refused(ministry: Ministry) -> None:
    with pytest.raises(NotFound):
        book(999, make_plan(), invited=ministry.everybody, hand=HAND)
    with pytest.raises(NotFound):
        book(ministry.session_id, make_plan(), invited=Invited(agency_ids=(999,)), hand=HAND)


def test_a_refused_booking_leaves_nothing_behind(ministry: Ministry) -> None:
    past = make_plan(starts=NOW - timedelta(days=1))
    with pytest.raises(Invalid):
        book(ministry.session_id, past, invited=ministry.everybody, hand=HAND)
    assert db.session.scalar(select(func.count()).select_from(AuditRow)) == 0
    assert db.session.scalar(select(func.count()).select_from(CalendarEntry)) == 0


def test_a_change_by_somebody_else_meanwhile_is_not_overwritten(released: int) -> None:
    seen = found(released).version
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    with pytest.raises(Stale):
        change(released, make_plan(place="Room 9"), version=seen, hand=HAND)
    assert found(released).place != "Room 9"


def test_a_consultation_is_recorded_as_held_only_once_it_has_begun(released: int) -> None:
    with pytest.raises(Refusal, match="not begun"):
        mark_held(released, by=OPERATOR, now=NOW)
    mark_held(released, by=OPERATOR, now=NOW + timedelta(days=30))
    assert found(released).status is ConsultationStatus.HELD
    with pytest.raises(Stale):
        cancel(released, reason="", hand=HAND)


def test_a_consultation_whose_hour_is_unknown_cannot_be_moved(booked: int) -> None:
    consultation = found(booked)
    consultation.starts = consultation.ends = None
    db.session.commit()
    with pytest.raises(Refusal, match="hour"):
        move(booked, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)


def queries_of(act: Callable[[], None]) -> int:
    """How many statements an act sends to the database, not counting inserts of rows."""
    statements: list[str] = []

    def note(*arguments: Any) -> None:
        statements.append(arguments[2])

    event.listen(db.engine, "before_cursor_execute", note)
    act()
    event.remove(db.engine, "before_cursor_execute", note)
    return len([statement for statement in statements if statement.startswith("SELECT")])


def test_drafting_takes_the_same_number_of_queries_for_three_people_as_for_thirty(app: Flask) -> None:
    ministry = make_ministry(30)
    assert queries_of_a_move(ministry, people=3) == queries_of_a_move(ministry, people=30)


def queries_of_a_move(ministry: Ministry, *, people: int) -> int:
    """How many questions it takes to move a consultation that so many hold an invitation to."""
    invited = Invited(agency_ids=ministry.agency_ids[:people])
    consultation_id = book(ministry.session_id, make_plan(), invited=invited, hand=HAND)
    let_go(consultation_id)
    return queries_of(lambda: move(consultation_id, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND))
