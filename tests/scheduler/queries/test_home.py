"""The capital, whose days and hours the desk lives by."""

from flask import Flask

from scheduler.queries.home import first_committee_key, home_station, home_tzid
from tests.making import make_ministry


def test_without_a_committee_there_is_no_capital_and_the_clock_is_utc(app: Flask) -> None:
    assert home_station() is None
    assert home_tzid() == "UTC"
    assert first_committee_key() is None


def test_the_capital_is_that_of_the_committee_loaded_first(app: Flask) -> None:
    make_ministry(1)
    home = home_station()
    assert home is not None
    assert (home.key, home_tzid(), first_committee_key()) == ("bangkok", "Asia/Bangkok", "demo")
