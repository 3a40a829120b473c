"""The meetings that a decision concerns, and everybody whom their letters reach."""

from datetime import timedelta

import pytest

from models.database import db
from models.people import Agency
from scheduler.agencies import set_mailbox
from scheduler.consultations import book, found, mark_held, move, withdraw
from scheduler.decision_state import meeting_state, state_for
from scheduler.facts import facts_of
from scheduler.inviting import invitations_by_person
from scheduler.rules.decision_state import MeetingState
from tests.making import DESK, HAND, NOW, Ministry, make_plan
from tests.scheduler.letters import MOVED, let_go, queries_of
from vocabulary.actor import OPERATOR
from vocabulary.plan import Invited
from vocabulary.states import Method

SARABAN = "saraban@agency.example"


def meetings(ministry: Ministry) -> tuple[MeetingState, ...]:
    return state_for([ministry.session_id], desk=DESK, now=NOW).meetings


def booked_for(ministry: Ministry, agencies: int = 2) -> int:
    invited = Invited(agency_ids=ministry.agency_ids[:agencies])
    return book(ministry.session_id, make_plan(), invited=invited, hand=HAND)


def test_a_meeting_is_as_its_letters_would_say_it(ministry: Ministry) -> None:
    number = booked_for(ministry)
    [meeting] = meetings(ministry)
    assert meeting.facts == facts_of(found(number), DESK)
    assert (meeting.issued, meeting.begins, meeting.is_classified) == (None, 0, False)
    assert [one.holder.told for one in meeting.reached] == [None, None]
    assert [one.address for one in meeting.reached] == ["focal1@agency.example", "focal2@agency.example"]


def test_what_everybody_was_told_is_known(ministry: Ministry) -> None:
    number = booked_for(ministry)
    let_go(number)
    withdraw(invitations_by_person(found(number))[ministry.person_ids[1]].id, hand=HAND)
    [meeting] = meetings(ministry)
    assert meeting.issued is not None
    told = [(one.holder.wanted, one.holder.told and one.holder.told.method) for one in meeting.reached]
    assert told == [(True, Method.REQUEST), (False, Method.REQUEST)]


def test_letters_that_wait_unsent_have_told_nobody_anything(ministry: Ministry) -> None:
    number = booked_for(ministry)
    let_go(number)
    move(number, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    [meeting] = meetings(ministry)
    assert {one.holder.told.facts.starts for one in meeting.reached if one.holder.told} == {make_plan().starts}


def test_a_mailbox_begins_with_the_next_letters_and_ends_with_its_agency(ministry: Ministry) -> None:
    agency_id = ministry.agency_ids[0]
    number = booked_for(ministry)
    set_mailbox(agency_id, SARABAN, by=OPERATOR, now=NOW)
    [meeting] = meetings(ministry)
    [new] = [one for one in meeting.reached if one.person_id is None]
    assert (new.address, new.holder.invitation_id) == (SARABAN, -agency_id)
    move(number, starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    [meeting] = meetings(ministry)
    [kept] = [one for one in meeting.reached if one.person_id is None]
    assert kept.holder.invitation_id > 0
    assert kept.holder.wanted
    set_mailbox(agency_id, "", by=OPERATOR, now=NOW)
    db.session.expire_all()
    assert [one for one in meetings(ministry)[0].reached if one.person_id is None] == []


def test_what_is_over_or_for_another_session_is_not_in_it(ministry: Ministry) -> None:
    number = booked_for(ministry)
    assert state_for([ministry.session_id + 1], desk=DESK, now=NOW).meetings == ()
    late = NOW + timedelta(days=30)
    assert state_for([ministry.session_id], desk=DESK, now=late).meetings == ()
    mark_held(number, by=OPERATOR, now=late)
    assert meetings(ministry) == ()


def test_many_meetings_ask_no_more_than_one(ministry: Ministry) -> None:
    let_go(booked_for(ministry, agencies=1))
    db.session.expire_all()
    before = queries_of(lambda: meetings(ministry))
    for _ in range(3):
        let_go(booked_for(ministry, agencies=3))
    db.session.expire_all()
    assert queries_of(lambda: meetings(ministry)) == before
    assert db.session.get(Agency, ministry.agency_ids[0]) is not None


def test_a_meeting_to_come_has_an_hour(ministry: Ministry) -> None:
    row = found(booked_for(ministry))
    row.starts = row.ends = None
    with pytest.raises(ValueError, match="hour"):
        meeting_state(row, None, state=None, desk=DESK)  # type: ignore[arg-type] # it is refused before either is asked
