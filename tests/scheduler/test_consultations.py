"""Booking, moving and cancelling: who is owed what, and under which numbers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from models.audit import AuditRow
from models.calendar_entries import CalendarEntry
from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.people import Person
from scheduler.consultations import book, cancel, change, found, invite, mark_held, move, reinstate, withdraw
from scheduler.plans import plan_of
from scheduler.queries.sights import consultation_sight
from tests.making import HAND, NOW, Ministry, make_person, make_plan
from tests.scheduler.letters import MOVED, entry_of, let_go, letters, the_draft
from vocabulary.actor import OPERATOR
from vocabulary.plan import Invited
from vocabulary.refusals import Invalid, NotFound, Overtaken, Refusal, Stale
from vocabulary.states import ConsultationStatus, LetterKind


def test_booking_drafts_one_invitation_for_each_focal_point(booked: int) -> None:
    assert letters(booked) == [
        ("focal1@agency.example", LetterKind.INVITATION, 0),
        ("focal2@agency.example", LetterKind.INVITATION, 0),
        ("focal3@agency.example", LetterKind.INVITATION, 0),
    ]


def test_a_deed_writes_one_audit_row(booked: int) -> None:
    assert list(db.session.scalars(select(AuditRow.deed))) == ["book consultation"]


def test_moving_drafts_an_update_with_a_higher_sequence(released: int) -> None:
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    assert {(kind, sequence) for _, kind, sequence in letters(released)} == {(LetterKind.UPDATE, 1)}
    assert len(letters(released)) == 3


def test_saving_without_a_change_sends_nothing(released: int) -> None:
    consultation = found(released)
    change(released, plan_of(consultation), hand=HAND)
    assert letters(released) == []


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
    seen = consultation_sight(found(released))
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    with pytest.raises(Overtaken):
        change(released, make_plan(place="Room 9"), hand=HAND, seen=seen)
    with pytest.raises(Overtaken):
        cancel(released, reason="No hall", hand=HAND, seen=seen)
    with pytest.raises(Overtaken):
        invite(released, Invited(person_ids=(1,)), hand=HAND, seen=seen)
    assert (found(released).place, found(released).status) == ("Vithes Samosorn Hall", ConsultationStatus.PLANNED)


def test_a_change_to_what_somebody_else_has_made_of_it_is_no_conflict(released: int) -> None:
    seen = consultation_sight(found(released))
    move(released, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    change(released, plan_of(found(released)), hand=HAND, seen=seen)


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


def test_a_meeting_moved_to_another_day_stands_on_that_day_of_the_capital(booked: int) -> None:
    late = datetime(2022, 1, 12, 18, 0, tzinfo=UTC)
    move(booked, starts=late, ends=late + timedelta(hours=1), hand=HAND)
    assert found(booked).day == date(2022, 1, 13), "01:00 in Bangkok"
