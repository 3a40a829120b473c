"""Who is already busy when a meeting is to be held."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules.clashes import Busy, at_one_time, clashes
from vocabulary.text import Bilingual

NINE = datetime(2022, 1, 11, 9, tzinfo=UTC)
MALEE = Bilingual("Ms. Malee Srisuk")


def busy(start: float, end: float) -> Busy:
    return Busy(1, MALEE, NINE + timedelta(hours=start), NINE + timedelta(hours=end), Bilingual("Consultation"))


@pytest.mark.parametrize("taken", [(-1, 0.5), (0.5, 2), (-1, 2), (0.25, 0.75), (0, 1)])
def test_two_meetings_that_share_an_instant_clash(taken: tuple[float, float]) -> None:
    one = busy(*taken)
    assert clashes(NINE, NINE + timedelta(hours=1), busy=[one]) == [one]


@pytest.mark.parametrize("taken", [(-1, 0), (1, 2), (-2, -1), (3, 4)])
def test_two_meetings_that_only_touch_do_not_clash(taken: tuple[float, float]) -> None:
    assert clashes(NINE, NINE + timedelta(hours=1), busy=[busy(*taken)]) == []


def test_a_tentative_meeting_clashes_too_and_says_so() -> None:
    one = Busy(1, MALEE, NINE, NINE + timedelta(hours=1), Bilingual("Consultation"), tentative=True)
    assert [found.tentative for found in clashes(NINE, NINE + timedelta(hours=1), busy=[one])] == [True]


spans = st.tuples(st.integers(0, 100), st.integers(1, 50)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(spans, spans)
def test_meetings_clash_exactly_where_they_share_a_minute(one: tuple[int, int], other: tuple[int, int]) -> None:
    taken = Busy(1, MALEE, NINE + timedelta(minutes=other[0]), NINE + timedelta(minutes=other[1]), Bilingual(""))
    found = clashes(NINE + timedelta(minutes=one[0]), NINE + timedelta(minutes=one[1]), busy=[taken])
    assert bool(found) == bool(set(range(*one)) & set(range(*other)))


@given(st.lists(spans, max_size=12))
def test_those_that_overlap_any_others_are_found_by_their_numbers(several: list[tuple[int, int]]) -> None:
    hours = [
        (NINE + timedelta(minutes=one[0]), NINE + timedelta(minutes=one[1]), number)
        for number, one in enumerate(several)
    ]
    minutes = [set(range(*one)) for one in several]
    assert at_one_time(hours) == {
        number
        for number, own in enumerate(minutes)
        if any(own & other for place, other in enumerate(minutes) if place != number)
    }
