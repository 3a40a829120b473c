"""Which runs of days live on when a session is planned anew."""

from datetime import date

import pytest

from scheduler.rules.session_days import elsewhere, keepers
from vocabulary.plan import Days

Run = tuple[int, int]


def kept(before: list[Run], after: list[Run]) -> list[int | None]:
    return list(
        keepers(
            *([Days(date(2026, 2, first), date(2026, 2, last)) for first, last in runs] for runs in (before, after))
        )
    )


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ([], [(2, 3)], [None]),
        ([(2, 3)], [], []),
        ([(2, 3)], [(2, 4)], [0]),
        ([(2, 3)], [(20, 21)], [0]),
        ([(2, 3), (6, 13)], [(6, 13)], [1]),
        ([(2, 3), (6, 13)], [(6, 13), (20, 21)], [1, 0]),
        ([(6, 13)], [(2, 3), (6, 13)], [None, 0]),
        ([(6, 13)], [(2, 3), (7, 14)], [None, 0]),
        ([(2, 3), (6, 13)], [(9, 10), (20, 21)], [1, 0]),
        ([(2, 13)], [(2, 3), (6, 13)], [None, 0]),
        ([(2, 3), (6, 13)], [(2, 13)], [1]),
        ([(2, 3), (6, 13)], [(16, 17), (20, 27)], [0, 1]),
    ],
)
def test_days_that_stay_or_overlap_are_the_same_and_others_are_pushed_along(
    before: list[Run], after: list[Run], found: list[int | None]
) -> None:
    assert kept(before, after) == found


@pytest.mark.parametrize(
    ("place", "days"),
    [
        ((1, 10), set()),
        ((1, None), set()),
        ((1, 11), {3, 4}),
        ((2, None), {3, 4}),
    ],
)
def test_the_days_that_stay_and_are_in_another_place_are_named(place: tuple[int, int | None], days: set[int]) -> None:
    before = [Days(date(2026, 2, 2), date(2026, 2, 4), 1, 10)]
    after = [Days(date(2026, 2, 3), date(2026, 2, 6), *place)]
    assert {day.day for day in elsewhere(before, after)} == days
    assert (
        elsewhere([Days(date(2026, 2, 2), date(2026, 2, 4), 1)], [Days(date(2026, 2, 2), date(2026, 2, 4), 1, 9)])
        == set()
    )
