"""The wall clock of a place, made an instant."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules.typed import ComesTwice, WallTime, instant
from vocabulary.refusals import Refusal
from vocabulary.states import Language

NEW_YORK = "America/New_York"
SPRING = date(2022, 3, 13)
AUTUMN = date(2022, 11, 6)


def on(day: date, hour: int, minute: int = 0, tzid: str = NEW_YORK) -> WallTime:
    return WallTime(day, time(hour, minute), tzid)


def test_two_in_the_afternoon_in_bangkok_is_seven_in_the_morning_utc() -> None:
    wall = on(date(2022, 1, 11), 14, tzid="Asia/Bangkok")
    assert instant(wall, field="clock") == datetime(2022, 1, 11, 7, tzinfo=UTC)
    assert instant(wall, field="clock").tzinfo is UTC


def test_an_hour_that_the_clocks_leave_out_is_refused_with_the_nearest_two() -> None:
    with pytest.raises(Refusal) as caught:
        instant(on(SPRING, 2, 30), field="clock")
    assert str(caught.value) == (
        "There is no 02:30 on 13 March 2022 in New York, where clocks go forward then. "
        "The nearest times are 01:59 and 03:00."
    )
    assert caught.value.values_in(Language.THAI)["city"] == "นิวยอร์ก"


@pytest.mark.parametrize("second", [False, True])
def test_no_choice_makes_up_an_hour_that_the_clocks_leave_out(second: bool) -> None:
    with pytest.raises(Refusal):
        instant(on(SPRING, 2, 0), field="clock", second=second)


def test_the_minutes_around_the_gap_exist() -> None:
    before, after = instant(on(SPRING, 1, 59), field="clock"), instant(on(SPRING, 3), field="clock")
    assert after - before == timedelta(minutes=1)


def test_a_whole_day_left_out_is_refused_with_the_days_around_it() -> None:
    with pytest.raises(Refusal) as caught:
        instant(on(date(2011, 12, 30), 2, 30, tzid="Pacific/Apia"), field="clock")
    assert caught.value.values_in(Language.ENGLISH)["before"] == "23:59, 29 Dec 2011"
    assert caught.value.values_in(Language.THAI)["after"] == "00:00 31 ธ.ค. 2554"


def test_an_hour_that_comes_twice_is_asked_about_with_both_instants() -> None:
    with pytest.raises(ComesTwice) as caught:
        instant(on(AUTUMN, 1, 30), field="clock")
    assert str(caught.value) == (
        "01:30 comes twice on 6 November 2022 in New York, where clocks go back then. "
        "Choose the first (UTC-04:00) or the second (UTC-05:00)."
    )
    assert caught.value.choices == (datetime(2022, 11, 6, 5, 30, tzinfo=UTC), datetime(2022, 11, 6, 6, 30, tzinfo=UTC))
    assert caught.value.field == "clock"


def test_the_choice_between_the_two_is_kept() -> None:
    first, second = (instant(on(AUTUMN, 1, 30), field="clock", second=choice) for choice in (False, True))
    assert (first.hour, second.hour) == (5, 6)


def test_a_choice_means_nothing_where_an_hour_comes_once() -> None:
    wall = on(AUTUMN, 14)
    assert instant(wall, field="clock", second=True) == instant(wall, field="clock")


@given(
    st.datetimes(datetime(2022, 1, 1), datetime(2024, 1, 1)),  # noqa: DTZ001 - a wall clock, not an instant
    st.sampled_from(["Asia/Bangkok", "Europe/Vienna", NEW_YORK, "Africa/Nairobi", "Australia/Lord_Howe"]),
)
def test_an_instant_shows_on_the_wall_what_was_typed(moment: datetime, tzid: str) -> None:
    whole = moment.replace(second=0, microsecond=0)
    try:
        found = instant(WallTime(whole.date(), whole.time(), tzid), field="clock")
    except Refusal:
        return
    assert found.astimezone(ZoneInfo(tzid)).replace(tzinfo=None) == whole
