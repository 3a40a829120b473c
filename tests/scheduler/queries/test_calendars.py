"""Lists of closed days as the desk sees them."""

from datetime import date, timedelta

import pytest

from models.database import db
from models.places import ClosedDay, ClosureList
from scheduler.consultations import book
from scheduler.places import add_city
from scheduler.queries.calendars import (
    all_calendars,
    bare_city,
    calendar_named,
    calendar_page,
    closed_day_for,
)
from tests.fixtures import NOW, Letter
from tests.making import HAND, make_plan
from tests.scheduler.queries.asking import questions
from vocabulary.actor import OPERATOR, Actor
from vocabulary.plan import Invited, StationCard
from vocabulary.refusals import NotFound
from vocabulary.states import ActorKind
from vocabulary.text import Bilingual


def test_every_list_says_whose_it_is_and_which_years_it_has(letter: Letter) -> None:
    thai, unhq, unov = all_calendars(actor=OPERATOR, now=NOW).lists
    assert (thai.key, thai.is_office, thai.years) == ("thai-government", True, tuple(range(2021, 2027)))
    assert thai.next_day is not None
    assert thai.next_day.day == date(2022, 2, 16)
    assert (unhq.years, unhq.next_day, unhq.is_office, [city.en for city in unov.cities]) == (
        (),
        None,
        False,
        ["Vienna"],
    )


def test_a_city_without_a_list_stands_apart_and_a_list_without_a_city_comes_last(letter: Letter) -> None:
    station = add_city(StationCard(Bilingual("Ha Noi"), "Asia/Ho_Chi_Minh"), by=OPERATOR, now=NOW)
    db.session.add(ClosureList(key="orphan", name_en="Nobody’s"))
    db.session.commit()
    found = all_calendars(actor=OPERATOR, now=NOW)
    assert [city.station_id for city in found.bare] == [station]
    assert found.lists[-1].key == "orphan"
    assert bare_city(station, actor=OPERATOR).name.en == "Ha Noi"
    with pytest.raises(NotFound):
        bare_city(1, actor=OPERATOR)


def test_a_year_without_a_list_says_so_and_borrows_none(letter: Letter) -> None:
    page = calendar_page(calendar_named("unhq", actor=OPERATOR), None, actor=OPERATOR, now=NOW)
    assert (page.year, page.days, page.whole, page.years) == (2022, (), None, (2022, 2023))


def test_what_is_planned_on_closed_days_stands_with_its_day(letter: Letter) -> None:
    number = book_on_makha_bucha(letter)
    page = calendar_page(calendar_named("thai-government", actor=OPERATOR), 2022, actor=OPERATOR, now=NOW)
    (day,) = page.hit
    assert [hit.booked.consultation_id for hit in day.effect.hits] == [number]
    later = NOW + timedelta(days=60)
    assert calendar_page(page.line.list_id, 2022, actor=OPERATOR, now=later).hit == ()


def test_a_year_takes_as_many_queries_for_one_hit_as_for_three(letter: Letter) -> None:
    number = calendar_named("thai-government", actor=OPERATOR)
    book_on_makha_bucha(letter)
    one = questions(lambda: calendar_page(number, 2022, actor=OPERATOR, now=NOW))
    book_on_makha_bucha(letter, hours=2)
    book_on_makha_bucha(letter, hours=4)
    assert questions(lambda: calendar_page(number, 2022, actor=OPERATOR, now=NOW)) == one


def test_all_lists_take_as_many_queries_as_one(letter: Letter) -> None:
    few = questions(lambda: all_calendars(actor=OPERATOR, now=NOW))
    days = [ClosedDay(day=date(2022, 7, 4), name_en="Independence Day")]
    db.session.add_all([ClosureList(key=f"more-{n}", name_en="More", days=days[n:]) for n in range(2)])
    db.session.commit()
    assert questions(lambda: all_calendars(actor=OPERATOR, now=NOW)) == few


def test_lists_are_the_desks_alone(letter: Letter) -> None:
    outsider = Actor(ActorKind.PERSON, "somebody", person_id=1)
    number = calendar_named("unhq", actor=OPERATOR)
    day = db.session.query(ClosedDay.id).first()
    assert day is not None
    for ask in (
        lambda: all_calendars(actor=outsider, now=NOW),
        lambda: calendar_page(number, None, actor=outsider, now=NOW),
        lambda: closed_day_for(day[0], actor=outsider),
        lambda: calendar_named("unhq", actor=outsider),
        lambda: bare_city(1, actor=outsider),
    ):
        with pytest.raises(NotFound):
            ask()
    with pytest.raises(NotFound, match="There are: thai-government, unhq, unov"):
        calendar_named("nowhere", actor=OPERATOR)


def book_on_makha_bucha(letter: Letter, hours: int = 0) -> int:
    """A consultation on 16 February 2022, or so many hours later."""
    starts = make_plan().starts + timedelta(days=36, hours=hours)
    invited = Invited(agency_ids=(letter.agency_ids["oag"],))
    return book(letter.session_ids["2"], make_plan(starts), invited=invited, hand=HAND)
