"""A session set on several runs of days by one change."""

from dataclasses import replace
from datetime import date

import pytest

from tests.scheduler.rules.test_decision_plans import problems
from tests.scheduler.rules.test_decision_ways import after
from tests.scheduler.rules.worlds import (
    CANCELLED,
    CLOSES,
    HALL,
    LATER,
    LATER_CLOSES,
    NEW_DAYS,
    OPENS,
    SUSPENDED,
    TOWER,
    VIENNA,
    change,
    session,
)
from vocabulary.decisions import Verb
from vocabulary.plan import Days

SECOND = Days(date(2022, 3, 21), date(2022, 3, 25))


def test_a_session_is_set_on_several_runs_of_days_at_once() -> None:
    there = Days(SECOND.opens, SECOND.closes, VIENNA, TOWER)
    result = after(session(1), change(Verb.POSTPONE, further=(SECOND, there_later()), **NEW_DAYS))
    assert result.blocks == (
        Days(LATER, LATER_CLOSES, venue_id=HALL),
        Days(SECOND.opens, SECOND.closes, venue_id=HALL),
        Days(date(2022, 4, 4), date(2022, 4, 8), VIENNA, TOWER),
    )
    again = after(SUSPENDED, change(Verb.RECONVENE, city_id=VIENNA, further=(there,), **NEW_DAYS))
    assert [run.duty_station_id for run in again.blocks] == [None, VIENNA, VIENNA]
    assert after(CANCELLED, change(Verb.RESTORE, further=(SECOND,), **NEW_DAYS)).closes == SECOND.closes


def there_later() -> Days:
    return Days(date(2022, 4, 4), date(2022, 4, 8), VIENNA, TOWER)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"further": (SECOND,)}, "opens-1"),
        ({**NEW_DAYS, "further": (Days(SECOND.closes, SECOND.opens),)}, "closes_2-1"),
        ({**NEW_DAYS, "further": (Days(LATER_CLOSES, SECOND.closes),)}, "opens_2-1"),
        ({**NEW_DAYS, "further": (SECOND, SECOND)}, "opens_3-1"),
        ({**NEW_DAYS, "further": (Days(date(2023, 3, 1), date(2023, 3, 2)),)}, "opens_2-1"),
        ({**NEW_DAYS, "further": (Days(SECOND.opens, date(2022, 12, 31)),)}, "closes_2-1"),
        ({**NEW_DAYS, "further": (replace(SECOND, duty_station_id=99),)}, "city_2-1"),
        ({**NEW_DAYS, "further": (replace(SECOND, venue_id=TOWER),)}, "venue_2-1"),
        ({**NEW_DAYS, "further": (SECOND,) * 12}, "opens_12-1"),
    ],
)
def test_further_runs_are_refused_on_their_own_field(values: dict[str, object], field: str) -> None:
    assert [name for name, _ in problems(session(1), change(Verb.POSTPONE, **values))] == [field]


def test_only_what_gives_days_takes_further_runs() -> None:
    [(field, words)] = problems(session(1), change(Verb.EXTEND, closes=date(2022, 2, 1), further=(SECOND,)))
    assert (field, "Reschedule Session 1 instead" in words) == ("opens_2-1", True)


def test_the_same_runs_are_no_change() -> None:
    both = (Days(OPENS, CLOSES), SECOND)
    before = session(1, blocks=both)
    assert problems(before, change(Verb.RESCHEDULE, opens=OPENS, closes=CLOSES, further=(SECOND,)))[0][0] == "opens-1"
    assert after(before, change(Verb.RESCHEDULE, opens=OPENS, closes=CLOSES)).blocks == both[:1]
