"""The world that decisions are held against, as the rows hold it."""

from datetime import date

import pytest
from sqlalchemy import select

from models.database import db
from models.places import DutyStation, Venue
from scheduler.consultations import book
from scheduler.queries.decisions import decision_state
from scheduler.sessions import decide_head, plan_session
from tests.fixtures import Letter, People
from tests.making import HAND, NOW, make_plan
from tests.scheduler.letters import queries_of
from vocabulary.actor import OPERATOR
from vocabulary.plan import Days, HeadDecision, Invited, SessionPlan
from vocabulary.states import SessionStatus


def test_the_whole_letter_is_in_it(letter: Letter, people: People) -> None:
    number = letter.session_ids["1"]
    decide_head(letter.session_ids["3"], HeadDecision(people.desk, "So decided"), by=OPERATOR, now=NOW)
    state = decision_state(NOW)
    session = state.session(number)
    assert session is not None
    assert (session.opens, session.closes) == (date(2022, 1, 17), date(2022, 1, 28))
    assert [one.committee_id for one in state.committees] == [letter.committee_id]
    assert state.committees[0].open_duties == 1
    assert {one.name.en for one in state.cities} == {"Bangkok", "New York", "Vienna"}
    assert state.home_of(session).closed is not None
    assert list(state.overrides) == [letter.session_ids["3"]]
    assert people.head_vienna in {one.person_id for one in state.tenures}
    assert {one.session_id for one in state.attendees} == {letter.session_ids["2"]}
    assert state.today == date(2022, 1, 4)


def test_appointments_are_those_of_people_who_are_still_asked(letter: Letter, people: People) -> None:
    invited = Invited(agency_ids=(letter.agency_ids["oag"],))
    number = book(letter.session_ids["1"], make_plan(), invited=invited, hand=HAND)
    [one] = decision_state(NOW).appointments
    assert (one.consultation_id, one.person_id) == (number, people.focal["oag"])


@pytest.mark.both_databases
def test_an_undated_session_tells_when_it_was_to_open(letter: Letter, people: People) -> None:
    days = Days(date(2022, 2, 28), date(2022, 3, 11), venue_id=building("unhq-new-york"))
    for blocks in ((days,), ()):
        plan = SessionPlan(letter_city("new-york"), blocks, status=SessionStatus.POSTPONED)
        plan_session(letter.session_ids["1"], plan, hand=HAND)
    openings = {one.session_id: one.was_to_open for one in decision_state(NOW).sessions}
    buildings = {one.session_id: one.was_in for one in decision_state(NOW).sessions}
    assert buildings[letter.session_ids["1"]] == building("unhq-new-york")
    elsewhere = SessionPlan(letter_city("vienna"), (), status=SessionStatus.POSTPONED)
    plan_session(letter.session_ids["1"], elsewhere, hand=HAND)
    assert {one.was_in for one in decision_state(NOW).sessions} == {None}, "it is not to meet in that city any more"
    assert openings == {**dict.fromkeys(letter.session_ids.values()), letter.session_ids["1"]: date(2022, 2, 28)}


def building(key: str) -> int:
    return db.session.scalars(select(Venue.id).where(Venue.key == key)).one()


def letter_city(key: str) -> int:
    return db.session.scalars(select(DutyStation.id).where(DutyStation.key == key)).one()


def test_before_any_committee_there_is_nothing(app: object) -> None:
    state = decision_state(NOW)
    assert (state.sessions, state.tenures, state.committees) == ((), (), ())


def test_a_full_calendar_asks_no_more_than_an_empty_one(letter: Letter) -> None:
    before = queries_of(lambda: decision_state(NOW))
    for number in letter.session_ids.values():
        book(number, make_plan(), invited=Invited(agency_ids=tuple(letter.agency_ids.values())[1:4]), hand=HAND)
    assert queries_of(lambda: decision_state(NOW)) == before
