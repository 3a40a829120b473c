"""One session's page, and what can be chosen on its forms."""

import pytest

from models.database import db
from models.people import Person
from scheduler.consultations import book
from scheduler.queries.actors import actor_of
from scheduler.queries.sessions import candidates, places_to_choose, session_page_for
from tests.fixtures import NOW, Letter, People
from tests.making import HAND, make_plan
from vocabulary.actor import ANONYMOUS, OPERATOR
from vocabulary.plan import Invited
from vocabulary.refusals import NotFound
from vocabulary.states import ConsultationStatus


def test_a_page_holds_the_consultations_of_its_session_alone(letter: Letter) -> None:
    invited = Invited(agency_ids=(letter.agency_ids["oag"],))
    number = book(letter.session_ids["2"], make_plan(), invited=invited, hand=HAND)
    second = session_page_for(letter.session_ids["2"], actor=OPERATOR)
    assert [one.consultation_id for one in second.consultations] == [number]
    first = session_page_for(letter.session_ids["1"], actor=OPERATOR)
    assert [one.status for one in first.consultations] == [ConsultationStatus.HELD]


def test_a_page_says_what_a_change_must_name(letter: Letter) -> None:
    page = session_page_for(letter.session_ids["1"], actor=OPERATOR)
    assert (page.committee_key, page.tzid, page.led[0].decision) == ("ahc", "Asia/Bangkok", None)
    assert (page.sight["opens"], page.sight["status"]) == ("2022-01-17", page.plan.status.value)
    assert page.led[0].sight == {"person": "", "reason": "", "document": ""}
    assert (page.plan.opens, page.plan.status) == (page.line.opens, page.line.status)


def test_sessions_are_the_desks_to_see_whole(letter: Letter, people: People) -> None:
    head = actor_of(db.session.get_one(Person, people.head_vienna), today=NOW.date())
    for actor in (ANONYMOUS, head):
        with pytest.raises(NotFound):
            session_page_for(letter.session_ids["2"], actor=actor)
    with pytest.raises(NotFound):
        session_page_for(999, actor=OPERATOR)


def test_cities_are_offered_with_their_buildings(letter: Letter) -> None:
    offered = [(place.city.name.en, [name.plain.en for _, name in place.venues]) for place in places_to_choose()]
    assert offered == [
        ("Bangkok", []),
        ("New York", ["United Nations Headquarters"]),
        ("Vienna", ["Vienna International Centre"]),
    ]


def test_everybody_on_file_can_be_decided_to_lead(letter: Letter) -> None:
    by_name = {one.name.en: one.agency.en for one in candidates()}
    assert by_name["Mr Potchara Tuayang"] == "MDES"
    assert by_name["Mr Pracha Tuayang"] == ""
