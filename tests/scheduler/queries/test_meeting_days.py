"""On which days a session meets, at which hours there and at home, for whom to see."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.database import db
from models.people import Person
from models.places import Venue
from models.sessions import CommitteeSession
from scheduler.queries.actors import actor_of
from scheduler.queries.meeting_days import days_page_for, meeting_days
from scheduler.queries.places import building_for
from scheduler.rules.meeting_hours import USUAL, MeetingDay
from tests.fixtures import NOW, Letter, People
from tests.scheduler.queries.asking import questions
from vocabulary.actor import OPERATOR
from vocabulary.refusals import NotFound

MONDAY, SATURDAY = date(2022, 5, 30), date(2022, 6, 4)


def days(letter: Letter, key: str = "2") -> dict[date, MeetingDay]:
    return {one.day: one for one in meeting_days(letter.session_ids[key])}


def vienna() -> int:
    return db.session.scalars(select(Venue.id).where(Venue.key == "vic-vienna")).one()


def test_a_session_meets_at_its_buildings_hours_and_not_on_weekends(letter: Letter) -> None:
    found = days(letter)
    assert len(found) == 12
    assert (found[MONDAY].hours, found[SATURDAY].hours) == (USUAL, "")
    assert [one.at_home for one in found[MONDAY].sittings] == ["15:00–18:00", "20:00–23:00"]
    assert days(letter, "3") == {}


def test_without_a_building_or_a_city_hours_are_not_known(letter: Letter) -> None:
    session = db.session.get_one(CommitteeSession, letter.session_ids["2"])
    session.blocks[0].venue = None
    db.session.commit()
    assert (days(letter)[MONDAY].hours, days(letter)[SATURDAY].hours) == (None, "")
    session.blocks[0].duty_station, session.duty_station = None, None
    db.session.commit()
    assert (days(letter)[MONDAY].city, days(letter)[MONDAY].sittings) == (None, ())


def test_days_and_hours_are_the_desks_to_change(letter: Letter, people: People) -> None:
    page = days_page_for(letter.session_ids["2"], actor=OPERATOR)
    assert (page.name.en, page.days[0].day) == ("Session 2", MONDAY)
    assert building_for(vienna(), actor=OPERATOR).hours == USUAL
    head = actor_of(db.session.get_one(Person, people.head_vienna), today=NOW.date())
    for number, actor in ((letter.session_ids["2"], head), (999, OPERATOR)):
        with pytest.raises(NotFound):
            days_page_for(number, actor=actor)
    for number, actor in ((vienna(), head), (999, OPERATOR)):
        with pytest.raises(NotFound):
            building_for(number, actor=actor)


def test_ten_days_take_as_many_questions_as_one(letter: Letter) -> None:
    def ask() -> object:
        return meeting_days(letter.session_ids["2"])

    ten = questions(ask)
    block = db.session.get_one(CommitteeSession, letter.session_ids["2"]).blocks[0]
    block.closes = block.opens + timedelta(days=0)
    db.session.commit()
    assert questions(ask) == ten
