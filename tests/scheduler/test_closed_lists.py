"""A list of closed days is renamed, given to another city and removed, but not from under what rests on it."""

import pytest
from sqlalchemy import select

from models.database import db
from models.places import ClosureList, DutyStation
from scheduler.closed_days import start_calendar
from scheduler.closed_lists import move_calendar, remove_calendar, rename_calendar
from scheduler.places import add_city
from scheduler.queries.calendars import calendar_named
from tests.fixtures import NOW, Letter
from vocabulary.actor import OPERATOR
from vocabulary.plan import StationCard
from vocabulary.refusals import Invalid, NotFound, Refusal, Stale
from vocabulary.text import Bilingual


def city(name: str) -> int:
    return add_city(StationCard(Bilingual(name, name), "Africa/Nairobi"), by=OPERATOR, now=NOW)


def goes_by(station_id: int) -> str | None:
    station = db.session.get_one(DutyStation, station_id)
    return None if station.closure_list is None else station.closure_list.name_en


def test_a_list_is_renamed_given_and_removed(letter: Letter) -> None:
    nairobi, geneva = city("Nairobi"), city("Geneva")
    number = start_calendar(nairobi, Bilingual("UN", "UN"), by=OPERATOR, now=NOW)
    rename_calendar(number, Bilingual("United Nations", "UN"), by=OPERATOR, now=NOW)
    move_calendar(number, geneva, by=OPERATOR, now=NOW)
    assert (goes_by(nairobi), goes_by(geneva)) == (None, "United Nations")
    with pytest.raises(Refusal, match="Geneva goes by this list already"):
        move_calendar(number, geneva, by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        move_calendar(number, 999, by=OPERATOR, now=NOW)
    remove_calendar(number, by=OPERATOR, now=NOW)
    assert goes_by(geneva) is None
    assert db.session.scalars(select(ClosureList).where(ClosureList.id == number)).all() == []
    with pytest.raises(NotFound):
        remove_calendar(number, by=OPERATOR, now=NOW)


def test_what_rests_on_a_list_keeps_it(letter: Letter) -> None:
    nairobi = city("Nairobi")
    own = calendar_named("thai-government", actor=OPERATOR)
    with pytest.raises(Refusal, match="This rests on the list: Ad Hoc Committee"):
        remove_calendar(own, by=OPERATOR, now=NOW)
    vienna = db.session.scalars(select(DutyStation).where(DutyStation.key == "vienna")).one()
    assert vienna.closure_list is not None
    with pytest.raises(Refusal, match="Session 2"):
        move_calendar(vienna.closure_list.id, nairobi, by=OPERATOR, now=NOW)
    with pytest.raises(Stale, match="Vienna goes by a list already"):
        move_calendar(own, vienna.id, by=OPERATOR, now=NOW)
    with pytest.raises(Invalid):
        rename_calendar(own, Bilingual("", ""), by=OPERATOR, now=NOW)
