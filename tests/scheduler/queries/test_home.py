"""The capital, whose days and hours the desk lives by."""

import pytest
from flask import Flask

from scheduler.queries.home import Home, home, home_tzid
from tests.making import make_ministry


def test_without_a_committee_there_is_no_capital_and_the_clock_is_utc(app: Flask) -> None:
    assert home() == Home()
    assert home_tzid() == "UTC"


@pytest.mark.both_databases
def test_the_capital_is_that_of_the_committee_loaded_first(app: Flask) -> None:
    make_ministry(1)
    assert (home().committee_key, home_tzid()) == ("demo", "Asia/Bangkok")
    assert [station.name.en for station in home().stations] == ["Bangkok", "Vienna"]
