"""What a deed changes is noted by itself."""

import pytest
from flask import Flask
from sqlalchemy import delete, insert, select, update

from models.committees import CabinetApproval
from models.consultations import Consultation
from models.database import Base, db
from models.invitations import Answer
from models.outbox import OutgoingMail
from models.people import Person
from scheduler.agencies import end_focal_point
from scheduler.answers import record_answer
from scheduler.changes import COUNTED, LONGEST, NOT_KEPT, kept_columns
from scheduler.consultations import book, cancel, withdraw
from scheduler.deed import deed, rehearsing, writing
from scheduler.delegations import name_delegate, withdraw_delegate
from scheduler.rules.changes import LISTED
from tests.auditing import row, rows, told
from tests.making import HAND, NOW, Ministry, make_ministry, make_person, make_plan
from tests.scheduler.giving import given, invitation_of
from vocabulary.actor import OPERATOR
from vocabulary.plan import Nomination
from vocabulary.refusals import Refusal
from vocabulary.states import DelegateRole, Trace


def add(handle: str = "anan") -> Person:
    """Somebody on file, written before any deed looks."""
    person = make_person(handle)
    db.session.add(person)
    db.session.commit()
    return person


def test_a_new_row_is_told_with_what_it_says_and_without_its_secrets(app: Flask) -> None:
    with deed("add person", by=OPERATOR, now=NOW):
        person = make_person("anan")
        person.password = "a hash"
        db.session.add(person)
    ((what, said),) = told(row(), "person")
    assert (what, said["email"], said["active"]) == (Trace.ADDED, [None, "anan@agency.example"], [None, True])
    assert "a hash" not in str(said)
    assert not {"id", "password", "fs_uniquifier", "generation", "phone"} & said.keys()


def test_a_change_is_told_from_before_to_after_also_where_nothing_was_read_first(app: Flask) -> None:
    person = add()
    with deed("edit person", by=OPERATOR, now=NOW):
        person.phone = "02 000 0000"
        person.position_en = person.position_en
    assert told(row(), "person") == [(Trace.CHANGED, {"phone": ["", "02 000 0000"]})]


def test_a_row_that_goes_is_told_with_what_it_said_and_whom_it_told_of(ministry: Ministry) -> None:
    agency_id, person_id = ministry.agency_ids[0], ministry.person_ids[0]
    nomination = Nomination(
        agency_id, person_id=person_id, role=DelegateRole.ADVISER, reason="It asks to come.", approver="The Minister"
    )
    db.session.scalars(select(CabinetApproval)).one().open_category_en = "Others"
    db.session.commit()
    number = name_delegate(ministry.session_id, nomination, by=OPERATOR, now=NOW)
    withdraw_delegate(number, by=OPERATOR, now=NOW)
    ((what, said),) = told(row(), "delegate")
    assert (what, said["role"], said["person_id"]) == (Trace.REMOVED, ["adviser", None], [ministry.person_ids[0], None])
    assert [value.person_id for value in row().values if value.kind == "delegate"] == [ministry.person_ids[0]]


def test_an_answer_tells_about_the_person_who_was_asked(ministry: Ministry, released: int) -> None:
    invitation = invitation_of(ministry.person_ids[1])
    record_answer(invitation.id, given(comment="Two of us"), by=OPERATOR, now=NOW)
    ((what, said),) = told(row(), "answer")
    assert (what, said["comment"]) == (Trace.ADDED, [None, "Two of us"])
    assert [value.person_id for value in row().values if value.kind == "answer"] == [ministry.person_ids[1]]
    assert "recorded_by" not in said


def test_a_cancelled_consultation_says_from_what_to_what_and_why(released: int) -> None:
    cancel(released, reason="The hall is taken.", hand=HAND)
    assert told(row(), "consultation") == [
        (Trace.CHANGED, {"cancel_reason": ["", "The hall is taken."], "status": ["planned", "cancelled"]})
    ]
    assert told(row(), "outgoing_mail") == [(Trace.COUNTED, {"added": [None, 3]})]


def test_withdrawing_an_invitation_says_whose(ministry: Ministry, released: int) -> None:
    withdraw(invitation_of(ministry.person_ids[0]).id, hand=HAND)
    assert [what for what, _ in told(row(), "invitation")] == [Trace.CHANGED]
    assert [what for what, _ in told(row(), "invited_agency")] == [Trace.REMOVED]


def test_a_booking_for_many_is_counted_and_not_listed(app: Flask) -> None:
    big = make_ministry(LISTED + 1)
    book(big.session_id, make_plan(), invited=big.everybody, hand=HAND)
    assert told(row(), "invitation") == [(Trace.COUNTED, {"added": [None, LISTED + 1]})]
    assert told(row(), "outgoing_mail") == [(Trace.COUNTED, {"added": [None, LISTED + 1]})]
    assert len(row().values) < 8


def test_two_focal_points_that_change_are_told_each(ministry: Ministry) -> None:
    end_focal_point(ministry.agency_ids[0], ministry.person_ids[0], by=OPERATOR, now=NOW)
    assert told(row(), "focal_point") == [
        (Trace.CHANGED, {"ended_on": [None, "2022-01-04"], "is_primary": [True, False]})
    ]


def test_a_long_text_is_cut_and_says_so(app: Flask) -> None:
    with deed("edit person", by=OPERATOR, now=NOW):
        db.session.add(Person(name_en="A", position_en="x" * (LONGEST + 1)))
    ((_, said),) = told(row(), "person")
    assert said["position_en"][1] == "x" * LONGEST + "…"


def test_what_a_savepoint_undid_is_not_told(app: Flask) -> None:
    with deed("add person", by=OPERATOR, now=NOW):
        db.session.add(make_person("first"))
        inside = db.session.begin_nested()
        db.session.add(make_person("second"))
        db.session.flush()
        inside.rollback()
    assert [said["email"][1] for _, said in told(row(), "person")] == ["first@agency.example"]


def refused() -> None:
    with deed("add person", by=OPERATOR, now=NOW):
        db.session.add(make_person("anan"))
        db.session.flush()
        raise Refusal("No.")


def test_what_a_refusal_undid_is_not_told_by_the_next_deed(app: Flask) -> None:
    with pytest.raises(Refusal):
        refused()
    with deed("next", by=OPERATOR, now=NOW):
        pass
    assert told(row(), "person") == []


def test_each_deed_of_a_rehearsal_tells_its_own(app: Flask) -> None:
    with rehearsing():
        for handle in ("first", "second"):
            with deed(handle, by=OPERATOR, now=NOW):
                db.session.add(make_person(handle))
        assert [len(told(one, "person")) for one in rows()] == [1, 1]
    assert rows() == []


def test_what_is_written_outside_a_deed_is_noted_nowhere(app: Flask) -> None:
    add()
    with deed("next", by=OPERATOR, now=NOW):
        pass
    assert told(row(), "person") == []


def test_what_a_job_wrote_by_itself_is_not_told_of_the_next_deed(app: Flask) -> None:
    with writing():
        db.session.add(make_person("anan"))
    with deed("next", by=OPERATOR, now=NOW):
        pass
    assert told(row(), "person") == []


def test_many_letters_changed_by_one_statement_are_counted(ministry: Ministry, booked: int) -> None:
    with deed("test", by=OPERATOR, now=NOW):
        db.session.execute(update(OutgoingMail).values(reply_text="x"))
    assert told(row(), "outgoing_mail") == [(Trace.COUNTED, {"changed": [None, 3]})]
    with deed("test", by=OPERATOR, now=NOW):
        db.session.execute(delete(OutgoingMail))
    assert told(row(), "outgoing_mail") == [(Trace.COUNTED, {"removed": [None, 3]})]


@pytest.mark.parametrize("statement", [update(Consultation).values(place="x"), delete(Answer), insert(Answer)])
def test_a_statement_that_no_flush_sees_may_not_touch_what_is_kept(app: Flask, statement: object) -> None:
    with pytest.raises(ValueError, match="one by one"), deed("test", by=OPERATOR, now=NOW):
        db.session.execute(statement)  # type: ignore[call-overload]


def test_every_table_is_kept_counted_or_left_out_for_a_reason() -> None:
    assert db.metadata.tables.keys() >= NOT_KEPT | COUNTED


def test_no_secret_is_kept() -> None:
    kept = {
        f"{mapper.local_table.description}.{key}"
        for mapper in Base.registry.mappers
        if mapper.local_table.description not in NOT_KEPT | COUNTED
        for key in kept_columns(mapper)
    }
    assert [name for name in kept if any(word in name for word in ("pass", "token", "hash", "uniq"))] == []
