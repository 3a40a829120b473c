"""One meeting on the wall clocks of several cities."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules.zones import city_hours, part_of_day, worst_part
from vocabulary.invite import City
from vocabulary.states import Part
from vocabulary.text import Bilingual

BANGKOK = City(Bilingual("Bangkok", "กรุงเทพฯ"), "Asia/Bangkok")
VIENNA = City(Bilingual("Vienna", "กรุงเวียนนา"), "Europe/Vienna")
NEW_YORK = City(Bilingual("New York", "นครนิวยอร์ก"), "America/New_York")
CITIES = (BANGKOK, VIENNA, NEW_YORK)
HOUR = timedelta(hours=1)


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2022, month, day, hour, minute, tzinfo=UTC)


def test_a_consultation_in_bangkok_is_seen_in_every_city() -> None:
    hours = city_hours(utc(1, 11, 7), utc(1, 11, 8, 30), cities=CITIES)
    assert [(one.starts, one.ends, one.part) for one in hours] == [
        ("14:00", "15:30", Part.DAY),
        ("08:00", "09:30", Part.DUSK),
        ("02:00", "03:30", Part.NIGHT),
    ]
    assert [one.name for one in hours] == [city.name for city in CITIES]
    assert [one.colour for one in hours] == [0, 1, 2]


def test_a_morning_in_bangkok_is_the_evening_before_in_new_york() -> None:
    hours = city_hours(utc(1, 11, 2), utc(1, 11, 3), cities=CITIES)
    assert [(one.day, one.day_offset) for one in hours] == [
        (date(2022, 1, 11), 0),
        (date(2022, 1, 11), 0),
        (date(2022, 1, 10), -1),
    ]


def test_summer_time_begins_in_new_york_two_weeks_before_vienna() -> None:
    at = {day: city_hours(utc(3, day, 14), utc(3, day, 15), cities=CITIES) for day in (11, 14, 28)}
    assert [[one.starts for one in at[day]] for day in (11, 14, 28)] == [
        ["21:00", "15:00", "09:00"],
        ["21:00", "15:00", "10:00"],
        ["21:00", "16:00", "10:00"],
    ]


def test_the_worst_hour_of_a_meeting_counts() -> None:
    assert worst_part(utc(1, 11, 9), utc(1, 11, 9, 30), tzid="Asia/Bangkok", at_home=True) is Part.DAY
    assert worst_part(utc(1, 11, 9, 10), utc(1, 11, 9, 35), tzid="Asia/Bangkok", at_home=True) is Part.DUSK
    assert worst_part(utc(1, 11, 9), utc(1, 11, 16), tzid="Asia/Bangkok", at_home=True) is Part.NIGHT


def test_a_meeting_may_end_as_the_office_closes() -> None:
    assert worst_part(utc(1, 11, 8), utc(1, 11, 9, 30), tzid="Asia/Bangkok", at_home=True) is Part.DAY


@pytest.mark.parametrize(
    ("hour", "minute", "at_home", "part"),
    [
        (8, 29, True, Part.DUSK),
        (8, 30, True, Part.DAY),
        (16, 29, True, Part.DAY),
        (16, 30, True, Part.DUSK),
        (8, 59, False, Part.DUSK),
        (9, 0, False, Part.DAY),
        (17, 0, False, Part.DUSK),
        (6, 59, False, Part.NIGHT),
        (7, 0, False, Part.DUSK),
        (21, 59, False, Part.DUSK),
        (22, 0, False, Part.NIGHT),
    ],
)
def test_office_waking_and_night_hours_begin_on_the_minute(hour: int, minute: int, at_home: bool, part: Part) -> None:
    assert part_of_day(utc(1, 11, hour, minute), "UTC", at_home=at_home) is part


@given(st.datetimes(datetime(2022, 1, 1), datetime(2023, 1, 1)))  # noqa: DTZ001 - made aware below
def test_no_hour_is_office_time_in_bangkok_vienna_and_new_york_at_once(moment: datetime) -> None:
    instant = moment.replace(tzinfo=UTC)
    parts = {part_of_day(instant, city.tzid, at_home=city is BANGKOK) for city in CITIES}
    assert parts != {Part.DAY}


@given(st.datetimes(datetime(2022, 1, 1), datetime(2023, 1, 1)), st.integers(1, 600))  # noqa: DTZ001 - made aware below
def test_a_meeting_is_as_bad_as_its_worst_minute(moment: datetime, minutes: int) -> None:
    starts = moment.replace(second=0, microsecond=0, tzinfo=UTC)
    order = [Part.DAY, Part.DUSK, Part.NIGHT]
    each = [part_of_day(starts + timedelta(minutes=n), VIENNA.tzid, at_home=False) for n in range(minutes)]
    found = worst_part(starts, starts + timedelta(minutes=minutes), tzid=VIENNA.tzid, at_home=False)
    assert found is max(each, key=order.index)
