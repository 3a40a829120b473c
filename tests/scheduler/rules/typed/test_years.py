"""Years as people type them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules.typed.years import Era, Year, common_year
from vocabulary.refusals import Refusal


@given(st.integers(2400, 9999))
def test_a_year_from_2400_on_is_of_the_buddhist_era(number: int) -> None:
    assert common_year((Year(number),), field="day") == number - 543


@given(st.integers(1000, 2399))
def test_an_earlier_year_is_of_the_common_era(number: int) -> None:
    assert common_year((Year(number),), field="day") == number


@given(st.integers(1000, 9999), st.sampled_from(Era))
def test_a_mark_is_either_right_or_refused_and_never_changes_the_year(number: int, mark: Era) -> None:
    if mark is Year(number).era:
        assert common_year((Year(number, mark),), field="day") == Year(number).common
    else:
        with pytest.raises(Refusal):
            common_year((Year(number, mark),), field="day")


@given(st.integers(1950, 2100))
def test_with_a_day_to_compare_only_a_near_year_passes(number: int) -> None:
    today = date(2022, 1, 4)
    if abs(number - 2022) <= 30:
        assert common_year((Year(number),), field="day", today=today) == number
    else:
        with pytest.raises(Refusal):
            common_year((Year(number),), field="day", today=today)
