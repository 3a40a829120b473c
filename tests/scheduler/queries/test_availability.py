"""What an officer is told of an hour: the clocks, the office day, who is booked; a clash warns and forbids nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from models.committees import Committee
from models.database import db
from models.delegations import Delegate, Delegation
from models.places import ClosedDay, ClosedYear, ClosureList
from models.sessions import Block, CommitteeSession
from scheduler.consultations import book, cancel, withdraw
from scheduler.entries import new_entry
from scheduler.queries.availability import Hour, Outlook, invited_people, outlook, people_of
from tests.making import HAND, NOW, Ministry, make_plan
from tests.scheduler.giving import invitation_of
from tests.scheduler.queries.asking import questions
from vocabulary.plan import Invited
from vocabulary.states import DelegateRole, Part, SessionStatus

BANGKOK = "Asia/Bangkok"
TWO = datetime(2022, 1, 11, 7, 0, tzinfo=UTC)
"""14:00 in Bangkok on the day of `make_plan`."""


def at(ministry: Ministry, starts: datetime = TWO, *, besides: int | None = None) -> Outlook:
    committee = db.session.get_one(Committee, ministry.committee_id)
    hour = Hour(starts, starts + timedelta(hours=1), BANGKOK)
    return outlook(committee, hour, people=ministry.person_ids, besides=besides)


def closed(day: date) -> None:
    committee = db.session.query(Committee).one()
    days = [ClosedDay(day=day, name_en="Children's Day", name_th="วันเด็ก")]
    years = [ClosedYear(year=day.year)]
    committee.home.closure_list = ClosureList(key="th", name_en="Thai government offices", days=days, years=years)
    db.session.commit()


def goes_to_session(ministry: Ministry, *, opens: date, closes: date) -> CommitteeSession:
    committee_session = db.session.get_one(CommitteeSession, ministry.session_id)
    block = Block(opens=opens, closes=closes, entry=new_entry(domain="mfa.example", now=NOW))
    committee_session.blocks.append(block)
    delegation = Delegation(committee_session=committee_session)
    delegate = Delegate(
        person_id=ministry.person_ids[0], agency_id=ministry.agency_ids[0], role=DelegateRole.REPRESENTATIVE
    )
    delegation.delegates.append(delegate)
    db.session.add(delegation)
    db.session.commit()
    return committee_session


def test_each_city_sees_the_hour_on_its_own_clock(ministry: Ministry) -> None:
    cities = at(ministry).cities
    assert [(city.name.en, city.starts, city.part) for city in cities] == [
        ("Bangkok", "14:00", Part.DAY),
        ("Vienna", "08:00", Part.DUSK),
    ]


def test_without_a_list_on_file_nobody_guesses_whether_offices_are_open(ministry: Ministry) -> None:
    assert at(ministry).office.is_open is None
    assert at(ministry).closures is None


def test_a_listed_day_is_closed_with_its_reason_and_the_days_around_it_are_open(ministry: Ministry) -> None:
    closed(date(2022, 1, 11))
    office = at(ministry).office
    assert (office.is_open, str(office.reason)) == (False, "Children's Day")
    assert at(ministry, TWO + timedelta(days=1)).office.is_open is True


def test_a_weekend_is_known_without_a_list(ministry: Ministry) -> None:
    assert at(ministry, TWO + timedelta(days=4)).office.is_weekend


def test_the_day_is_the_capitals(ministry: Ministry) -> None:
    late = datetime(2022, 1, 11, 18, 0, tzinfo=UTC)
    assert at(ministry, late).office.day == date(2022, 1, 12)


def test_whoever_is_invited_elsewhere_then_is_named_with_the_meeting(ministry: Ministry, booked: int) -> None:
    busy = at(ministry).busy
    assert {one.person_id for one in busy} == set(ministry.person_ids)
    assert {one.title.en for one in busy} == {"Preparatory consultation"}


def test_a_meeting_does_not_clash_with_itself(ministry: Ministry, booked: int) -> None:
    assert at(ministry, besides=invitation_of(ministry.person_ids[0]).entry_id).busy == ()


@pytest.mark.parametrize("minutes", [-60, 90])
def test_meetings_that_only_touch_do_not_clash(ministry: Ministry, booked: int, minutes: int) -> None:
    assert at(ministry, TWO + timedelta(minutes=minutes)).busy == ()


def test_a_cancelled_meeting_or_a_withdrawn_person_is_free_again(ministry: Ministry, booked: int) -> None:
    withdraw(invitation_of(ministry.person_ids[0]).id, hand=HAND)
    assert {one.person_id for one in at(ministry).busy} == set(ministry.person_ids[1:])
    cancel(booked, reason="", hand=HAND)
    assert at(ministry).busy == ()


def test_a_delegate_is_booked_from_the_first_to_the_last_day_by_the_citys_clock(ministry: Ministry) -> None:
    goes_to_session(ministry, opens=date(2022, 1, 11), closes=date(2022, 1, 12))
    vienna_midnight = datetime(2022, 1, 10, 23, 0, tzinfo=UTC)
    assert [one.person_id for one in at(ministry).busy] == [ministry.person_ids[0]]
    assert at(ministry).busy[0].title.en == "Session 2 · Vienna"
    assert at(ministry, vienna_midnight - timedelta(hours=1)).busy == ()
    assert len(at(ministry, vienna_midnight).busy) == 1
    assert at(ministry, vienna_midnight + timedelta(days=2)).busy == ()


def test_a_provisional_session_is_only_tentative_and_a_cancelled_one_none(ministry: Ministry) -> None:
    committee_session = goes_to_session(ministry, opens=date(2022, 1, 11), closes=date(2022, 1, 12))
    assert at(ministry).busy[0].tentative
    committee_session.status = SessionStatus.CONFIRMED
    db.session.commit()
    assert not at(ministry).busy[0].tentative
    committee_session.status = SessionStatus.CANCELLED
    db.session.commit()
    assert at(ministry).busy == ()


def test_agencies_are_their_present_focal_points_and_people_themselves(ministry: Ministry) -> None:
    found = people_of(Invited(ministry.agency_ids[:1], ministry.person_ids[2:]))
    assert found == {ministry.person_ids[0], ministry.person_ids[2]}


def test_the_invited_are_those_not_withdrawn(ministry: Ministry, booked: int) -> None:
    first = invitation_of(ministry.person_ids[0])
    withdraw(first.id, hand=HAND)
    assert invited_people(first.entry_id) == set(ministry.person_ids[1:])


def test_an_hour_is_looked_at_with_the_same_number_of_questions_for_one_clash_and_many(
    ministry: Ministry, booked: int
) -> None:
    once = questions(lambda: at(ministry))
    for _ in range(3):
        book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    assert questions(lambda: at(ministry)) == once
