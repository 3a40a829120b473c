"""Cities, closed days, agencies, missions and posts as rows."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from models.database import db
from models.people import Agency, Post
from models.places import ClosedDay, ClosureList, DutyStation, Venue
from scheduler.loading.deeds import checked_file
from scheduler.loading.differences import Ledger
from scheduler.loading.places import put_places
from tests.scheduler.loading.small import changed, source


@pytest.fixture
def loaded(app: Flask) -> Ledger:
    ledger = Ledger()
    put_places(checked_file(source()), ledger)
    return ledger


def test_cities_stand_in_the_order_of_the_file(loaded: Ledger) -> None:
    stations = db.session.scalars(select(DutyStation).order_by(DutyStation.position)).all()
    assert [(station.key, station.tzid) for station in stations] == [
        ("poseidonia", "Atlantic/Azores"),
        ("nairobi", "Africa/Nairobi"),
    ]


def test_a_building_stands_in_its_city(loaded: Ledger) -> None:
    venue = db.session.scalars(select(Venue)).one()
    assert (venue.key, venue.duty_station.key) == ("unon", "nairobi")


def test_a_post_belongs_to_a_mission_and_a_city(loaded: Ledger) -> None:
    post = db.session.scalars(select(Post)).one()
    assert post.mission is not None
    assert post.duty_station is not None
    assert (post.mission.key, post.duty_station.key) == ("pm-nairobi", "nairobi")


def test_agencies_without_an_abbreviation_go_by_their_name(loaded: Ledger) -> None:
    agencies = db.session.scalars(select(Agency).order_by(Agency.id)).all()
    assert [agency.abbreviation.en for agency in agencies] == ["Ministry of External Affairs", "Royal Botanic Garden"]


def test_closed_days_come_from_the_countrys_calendar(loaded: Ledger) -> None:
    days = {row.day: row.name_en for row in db.session.scalars(select(ClosedDay))}
    assert days[date(2023, 12, 12)] == "Jamhuri Day"
    assert date(2023, 4, 10) not in days, "Easter Monday was left out"
    assert {day.year for day in days} == {2023}


def test_a_city_whose_list_is_not_on_file_has_none(loaded: Ledger) -> None:
    nairobi = db.session.scalars(select(DutyStation).where(DutyStation.key == "nairobi")).one()
    assert nairobi.closure_list is None


def test_a_list_without_a_calendar_has_no_days(app: Flask) -> None:
    file = checked_file(changed('country = "KE"\nyears = [2023, 2023]\nwithout = ["Easter Monday"]\n', ""))
    put_places(file, Ledger())
    row = db.session.scalars(select(ClosureList)).one()
    assert (row.days, row.source) == ([], "")


def test_a_closed_day_that_the_desk_corrected_stays_corrected(loaded: Ledger) -> None:
    closed = db.session.scalars(select(ClosureList)).one()
    closed.days = [day for day in closed.days if day.day != date(2023, 12, 12)]
    db.session.flush()
    ledger = Ledger()
    put_places(checked_file(source()), ledger)
    assert ledger.differences == []
    assert date(2023, 12, 12) not in {day.day for day in closed.days}
