"""Who did what to what: the entries that are asked for."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from models.database import db
from models.people import Person
from scheduler.agencies import set_mailbox
from scheduler.answers import record_answer
from scheduler.consultations import book, cancel, withdraw
from scheduler.deed import deed
from scheduler.erasure import erase_from_audit
from scheduler.people import edit_person
from scheduler.queries.audit_matters import About
from scheduler.queries.audit_trail import PAGE, Asked, Entry, audit_entry, audit_trail
from scheduler.queries.audit_values import Field, Ref
from scheduler.queries.people import card_of
from tests.auditing import rows
from tests.making import HAND, NOW, Ministry, make_plan
from tests.scheduler.giving import given, invitation_of
from tests.scheduler.queries.asking import questions
from vocabulary.actor import ANONYMOUS, OPERATOR, Actor
from vocabulary.refusals import NotFound
from vocabulary.states import ActorKind, ConsultationStatus, Matter, Trace

LATER = NOW + timedelta(days=1)


def trail(**asked: object) -> tuple[Entry, ...]:
    return audit_trail(Asked(**asked), actor=OPERATOR).entries  # type: ignore[arg-type]


def deeds(**asked: object) -> list[str]:
    return [entry.deed for entry in trail(**asked)]


def about(matter: Matter, *numbers: int | None) -> tuple[About, ...]:
    return tuple(About(matter, number) for number in numbers)


def rename(person_id: int, *, by: Actor = OPERATOR, now: datetime = NOW) -> None:
    person = db.session.get_one(Person, person_id)
    edit_person(person_id, replace(card_of(person), phone=f"{person.phone}1"), by=by, now=now)


def something(name: str = "test", *, now: datetime = NOW, by: Actor = OPERATOR) -> None:
    with deed(name, by=by, now=now):
        pass


@pytest.mark.both_databases
def test_the_latest_stands_first_with_who_did_what_from_what_to_what(released: int) -> None:
    cancel(released, reason="The hall is taken.", hand=HAND)
    entry = trail()[0]
    assert (entry.deed, entry.at, entry.actor_kind, entry.actor) == (
        "cancel consultation",
        NOW,
        ActorKind.OPERATOR,
        "operator at the terminal",
    )
    assert (entry.subject, entry.details) == (Ref("consultation", released), {})
    change = next(one for one in entry.changes if one.kind == "consultation")
    assert (change.what, change.ref) == (Trace.CHANGED, Ref("consultation", released))
    assert change.fields == (
        Field("status", ConsultationStatus.PLANNED, ConsultationStatus.CANCELLED),
        Field("cancel_reason", "", "The hall is taken."),
    )
    assert next(one for one in entry.changes if one.kind == "outgoing_mail").ref is None


def test_whoever_is_not_of_the_desk_sees_nothing(ministry: Ministry, released: int) -> None:
    for actor in (ANONYMOUS, Actor(ActorKind.PERSON, "Focal", person_id=1, agency_ids=frozenset({1}))):
        assert audit_trail(Asked(), actor=actor).entries == ()
        with pytest.raises(NotFound):
            audit_entry(1, actor=actor)


def test_one_entry_is_read_by_its_number(released: int) -> None:
    assert audit_entry(1, actor=OPERATOR).entries[0].deed == "book consultation"
    with pytest.raises(NotFound):
        audit_entry(99, actor=OPERATOR)


@pytest.mark.both_databases
def test_a_consultation_has_its_invitations_answers_and_letters(ministry: Ministry, released: int) -> None:
    record_answer(invitation_of(ministry.person_ids[1]).id, given(), by=OPERATOR, now=NOW)
    withdraw(invitation_of(ministry.person_ids[0]).id, hand=HAND)
    other = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    assert deeds(about=about(Matter.CONSULTATION, released)) == [
        "withdraw invitation",
        "record answer",
        "release letters",
        "book consultation",
    ]
    assert deeds(about=about(Matter.CONSULTATION, other)) == ["book consultation"]
    assert len(deeds(about=about(Matter.CONSULTATION, released, other))) == 5
    assert len(deeds(about=about(Matter.CONSULTATION, None))) == 5


def test_a_part_that_was_taken_out_does_not_pass_its_past_on_with_its_number(ministry: Ministry, booked: int) -> None:
    withdraw(invitation_of(ministry.person_ids[2]).id, hand=HAND)
    db.session.rollback()
    other = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    assert deeds(about=about(Matter.CONSULTATION, other)) == ["book consultation"]


def test_an_agency_has_its_mailbox_and_a_person_what_was_done_to_him_and_not_by_him(ministry: Ministry) -> None:
    agency_id, person_id = ministry.agency_ids[0], ministry.person_ids[0]
    set_mailbox(agency_id, "saraban@agency.example", by=OPERATOR, now=NOW)
    assert deeds(about=about(Matter.AGENCY, agency_id)) == ["set mailbox"]
    rename(person_id)
    something(by=Actor(ActorKind.PERSON, "Ms Focal1", person_id=person_id))
    assert deeds(about=about(Matter.PERSON, person_id)) == ["edit person"]
    assert deeds(people=(person_id,)) == deeds(people=(person_id, 999)) == ["test", "edit person"]
    things = about(Matter.PERSON, person_id) + about(Matter.AGENCY, None)
    assert deeds(about=things) == ["edit person", "set mailbox"]


@pytest.mark.parametrize("matter", [matter for matter in Matter if matter is not Matter.PERSON])
def test_what_is_about_one_thing_is_about_its_matter(released: int, matter: Matter) -> None:
    assert set(deeds(about=about(matter, 1))) <= set(deeds(about=about(matter, None)))


def test_a_letter_has_the_release_that_it_went_out_by(released: int) -> None:
    assert deeds(about=about(Matter.LETTER, 1)) == ["release letters"]


def test_whom_the_audit_forgot_is_still_found_by_number(ministry: Ministry) -> None:
    person_id = ministry.person_ids[0]
    rename(person_id)
    something(by=Actor(ActorKind.PERSON, "Ms Focal1", person_id=person_id))
    with deed("test", by=OPERATOR, now=NOW) as record:
        record.about("person", person_id, word="x")
    erase_from_audit(person_id, by=OPERATOR, now=NOW)
    assert trail(people=(person_id,)) == trail(people=(person_id, 999))
    erasing, told, acted, renamed = trail(people=(person_id,))
    assert (erasing.deed, erasing.details) == ("erase from audit", {})
    assert told.details is None
    assert acted.actor is None
    assert [change.fields for change in renamed.changes] == [None]


def test_days_are_the_capitals_and_both_count(ministry: Ministry) -> None:
    for hour, name in ((16, "last minute"), (17, "first minute")):  # midnight in Bangkok is 17:00 in UTC
        something(name, now=NOW.replace(hour=hour, minute=59 if hour == 16 else 0))
    assert deeds(until=date(2022, 1, 4)) == ["last minute"]
    assert deeds(since=date(2022, 1, 5)) == ["first minute"]
    assert deeds(since=date(2022, 1, 4), until=date(2022, 1, 5)) == ["first minute", "last minute"]
    assert len(deeds(since=date.min, until=date.max)) == 2


def test_one_deed_can_be_asked_for_and_signing_in_left_out(app: Flask) -> None:
    for name in ("sign in", "edit person", "sign out"):
        something(name)
    assert deeds(deed="sign in") == ["sign in"]
    assert deeds(without_sign_ins=True) == ["edit person"]


def test_pages_follow_one_another_without_a_gap(app: Flask) -> None:
    for number in range(PAGE + 3):
        something(str(number))
    first = audit_trail(Asked(), actor=OPERATOR)
    second = audit_trail(Asked(before=first.older), actor=OPERATOR)
    assert (len(first.entries), len(second.entries), second.older) == (PAGE, 3, None)
    assert [entry.number for entry in (*first.entries, *second.entries)] == [one.number for one in reversed(rows())]


@pytest.mark.both_databases
def test_a_hundred_entries_take_as_many_questions_as_one(ministry: Ministry) -> None:
    def ask() -> None:
        audit_trail(Asked(most=100, about=about(Matter.PERSON, ministry.person_ids[0])), actor=OPERATOR)

    counts = []
    for wanted in (1, 3, 100):
        while len(rows()) < wanted:
            rename(ministry.person_ids[0], by=replace(OPERATOR, person_id=ministry.person_ids[1]))
        counts.append(questions(ask))
    assert counts[0] == counts[1] == counts[2] <= 4
