"""What the forms offer: sessions, agencies in the mandate's order, people, a title."""

from datetime import date, timedelta

import pytest

from models.committees import ApprovedAgency, Committee
from models.database import db
from models.people import Agency, FocalPoint
from models.sessions import Block, CommitteeSession
from scheduler.entries import new_entry
from scheduler.queries.booking import Choices, choices_for, more_choices, outlook_for
from tests.making import NOW, Ministry, make_person, make_plan
from tests.scheduler.queries.asking import questions
from vocabulary.actor import ANONYMOUS, OPERATOR
from vocabulary.plan import Invited
from vocabulary.refusals import NotFound
from vocabulary.states import SessionStatus

TODAY = date(2022, 1, 4)


def offered(session_id: int | None = None) -> Choices:
    return choices_for(session_id, actor=OPERATOR, today=TODAY)


def mandate(ministry: Ministry) -> None:
    """The third and the first agency, in this order, then the coordinator; the second outside."""
    committee = db.session.get_one(Committee, ministry.committee_id)
    order = (ministry.agency_ids[2], ministry.agency_ids[0], committee.coordinator_id)
    committee.approval.composition = [
        ApprovedAgency(agency_id=agency_id, position=number) for number, agency_id in enumerate(order)
    ]
    db.session.add(FocalPoint(agency_id=committee.coordinator_id, person=make_person("desk")))
    db.session.commit()


def dated(committee_id: int, key: str, *, opens: date) -> int:
    block = Block(opens=opens, closes=opens + timedelta(days=4), entry=new_entry(domain="mfa.example", now=NOW))
    row = CommitteeSession(committee_id=committee_id, key=key, ordinal=int(key), blocks=[block])
    db.session.add(row)
    db.session.commit()
    return row.id


def test_agencies_stand_in_the_mandates_order_and_others_after_them(ministry: Ministry) -> None:
    mandate(ministry)
    assert [each.name.en for each in offered().agencies] == [
        "Agency 3",
        "Agency 1",
        "Ministry of Foreign Affairs",
        "Agency 2",
    ]


def test_the_mandates_agencies_are_ticked_beforehand_but_for_the_coordinator(ministry: Ministry) -> None:
    mandate(ministry)
    assert offered().usual == (ministry.agency_ids[2], ministry.agency_ids[0])


def test_an_agency_without_a_focal_point_is_shown_so_and_not_ticked(ministry: Ministry) -> None:
    mandate(ministry)
    db.session.query(FocalPoint).filter_by(agency_id=ministry.agency_ids[2]).one().ended_on = TODAY
    db.session.commit()
    assert offered().agencies[0].focal_points == ()
    assert offered().usual == (ministry.agency_ids[0],)


def test_each_agency_names_who_would_get_the_letter(ministry: Ministry) -> None:
    names = {each.name.en: [name.en for name in each.focal_points] for each in offered().agencies}
    assert names["Agency 1"] == ["Ms Focal1 Tuayang"]


def test_single_people_are_those_with_an_address_who_are_no_focal_points(ministry: Ministry) -> None:
    silent = make_person("silent")
    silent.email = None
    disabled = make_person("disabled")
    disabled.active = False
    db.session.add_all([make_person("expert"), silent, disabled])
    db.session.commit()
    assert [each.name.en for each in offered().people] == ["Ms Expert Tuayang"]


def test_the_next_session_that_opens_is_offered_first(ministry: Ministry) -> None:
    assert offered().session.id == ministry.session_id, "an undated one where there is no other"
    dated(ministry.committee_id, "4", opens=TODAY + timedelta(days=60))
    nearer = dated(ministry.committee_id, "3", opens=TODAY + timedelta(days=30))
    dated(ministry.committee_id, "1", opens=TODAY - timedelta(days=30))
    assert offered().session.id == nearer
    assert offered(ministry.session_id).session.id == ministry.session_id


def test_sessions_that_are_over_are_not_offered(ministry: Ministry) -> None:
    held = db.session.get_one(CommitteeSession, dated(ministry.committee_id, "1", opens=TODAY))
    held.status = SessionStatus.HELD
    db.session.commit()
    assert [each.id for each in offered().sessions] == [ministry.session_id]


def test_a_title_is_suggested_in_both_languages(ministry: Ministry) -> None:
    title = offered().title
    assert title.en == "Preparatory consultation for Session 2"
    assert "สมัยที่ 2" in title.th


def test_only_the_desk_books(ministry: Ministry) -> None:
    with pytest.raises(NotFound):
        choices_for(None, actor=ANONYMOUS, today=TODAY)
    with pytest.raises(NotFound):
        choices_for(999, actor=OPERATOR, today=TODAY)


def test_only_those_not_invited_yet_can_be_invited_later(ministry: Ministry, booked: int) -> None:
    late = FocalPoint(agency_id=ministry.agency_ids[0], person=make_person("second"), is_primary=False)
    other = FocalPoint(agency=Agency(key="late", name_en="Late agency"), person=make_person("late"))
    expert = make_person("expert")
    db.session.add_all([late, other, expert])
    db.session.commit()
    found = more_choices(booked, actor=OPERATOR)
    names = {each.name.en for each in found.agencies}
    assert {"Late agency", "Agency 1"} <= names
    assert not {"Agency 2", "Agency 3"} & names
    assert [each.name.en for each in found.people] == ["Ms Expert Tuayang"]


def test_only_the_desk_invites_more(booked: int) -> None:
    with pytest.raises(NotFound):
        more_choices(booked, actor=ANONYMOUS)
    with pytest.raises(NotFound):
        more_choices(999, actor=OPERATOR)


def test_a_typed_hour_is_looked_at_for_those_who_are_ticked(ministry: Ministry, booked: int) -> None:
    plan = make_plan()
    times = {"starts": plan.starts, "ends": plan.ends}
    found = outlook_for(ministry.session_id, invited=Invited(ministry.agency_ids[:1]), **times)
    assert found is not None
    assert [one.person_id for one in found.busy] == [ministry.person_ids[0]]
    assert outlook_for(999, invited=Invited(), **times) is None


def test_the_form_asks_as_many_questions_for_three_agencies_as_for_four(ministry: Ministry) -> None:
    before = questions(offered)
    db.session.add(FocalPoint(agency=Agency(key="more", name_en="More"), person=make_person("more")))
    db.session.commit()
    assert questions(offered) == before
