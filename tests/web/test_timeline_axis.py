"""The axis."""

from datetime import date
from itertools import pairwise

import pytest

from vocabulary.states import Language
from web.timeline_axis import MONTH_ROOM, Axis, later, whole_months


def axis(first: date, last: date) -> Axis:
    return Axis(first, last, left=100, right=1100)


def test_an_axis_runs_over_whole_months() -> None:
    assert whole_months([date(2022, 6, 10), date(2021, 12, 28)]) == (date(2021, 12, 1), date(2022, 7, 1))


def test_a_single_day_still_gets_three_months() -> None:
    assert whole_months([date(2022, 11, 15)]) == (date(2022, 11, 1), date(2023, 2, 1))


@pytest.mark.parametrize(
    ("day", "months", "reached"),
    [
        (date(2022, 1, 31), 1, date(2022, 2, 1)),
        (date(2022, 12, 1), 1, date(2023, 1, 1)),
        (date(2022, 11, 9), 14, date(2024, 1, 1)),
    ],
)
def test_months_are_counted_across_years(day: date, months: int, reached: date) -> None:
    assert later(day, months) == reached


def test_days_stand_in_proportion() -> None:
    year = axis(date(2022, 1, 1), date(2023, 1, 1))
    assert year.x(date(2022, 1, 1)) == 100
    assert year.x(date(2023, 1, 1)) == 1100
    assert year.x(date(2022, 7, 2)) == pytest.approx(598.6)


def test_months_are_named_in_the_readers_language() -> None:
    quarter = axis(date(2022, 1, 1), date(2022, 4, 1))
    assert [month.name for month in quarter.months(Language.ENGLISH)] == ["Jan", "Feb", "Mar"]
    assert [month.name for month in quarter.months(Language.THAI)] == ["ม.ค.", "ก.พ.", "มี.ค."]


def test_over_six_years_only_the_quarters_are_named() -> None:
    named = axis(date(2021, 1, 1), date(2027, 1, 1)).months(Language.ENGLISH)
    assert [month.name for month in named[:5]] == ["Jan", "Apr", "Jul", "Oct", "Jan"]


@pytest.mark.parametrize("years", [1, 2, 4, 6, 20])
def test_month_names_never_run_into_each_other(years: int) -> None:
    at = [month.x for month in axis(date(2021, 1, 1), date(2021 + years, 1, 1)).months(Language.THAI)]
    assert min(after - before for before, after in pairwise(at)) >= MONTH_ROOM - 2


def test_a_span_of_centuries_names_its_januaries() -> None:
    assert {month.name for month in axis(date(1921, 1, 1), date(2021, 1, 1)).months(Language.ENGLISH)} == {"Jan"}


def test_each_calendar_year_has_its_band() -> None:
    bands = axis(date(2021, 12, 1), date(2023, 1, 1)).years()
    assert [band.year for band in bands] == [2021, 2022]
    assert sum(band.width for band in bands) == pytest.approx(1000)


def test_a_band_says_as_much_of_its_year_as_fits() -> None:
    assert [band.room for band in axis(date(2021, 12, 1), date(2023, 1, 1)).years()] == ["own", "both"]
    assert [band.room for band in axis(date(2021, 12, 1), date(2025, 1, 1)).years()] == ["none", "both", "both", "both"]
