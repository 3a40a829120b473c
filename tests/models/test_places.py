"""A city has a clock, and a closed day stands on its list once."""

from datetime import date

import pytest
from flask import Flask

from models.places import ClosedDay, ClosureList, DutyStation
from tests.models.refusing import refused, write
from vocabulary.invite import City
from vocabulary.text import Bilingual

pytestmark = pytest.mark.both_databases


def test_a_city_without_a_clock_is_refused(app: Flask) -> None:
    with refused("has_a_clock"):
        write(DutyStation(key="nowhere", city_en="Nowhere", tzid="", position=1))


def test_a_day_is_closed_once(app: Flask) -> None:
    closures = ClosureList(key="thai-government", days=[ClosedDay(day=date(2022, 1, 3))])
    write(closures)
    with refused("closed_day"):
        write(ClosedDay(closure_list=closures, day=date(2022, 1, 3)))


def test_a_city_is_a_clock_to_show_without_break_marks() -> None:
    station = DutyStation(city_en="Vienna", city_th="กรุง|เวียนนา", tzid="Europe/Vienna")
    assert station.city == City(Bilingual("Vienna", "กรุงเวียนนา"), "Europe/Vienna")
