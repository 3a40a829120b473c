"""VTIMEZONEs: the instant that every wall clock means, read back by a reader of RFC 5545 and compared with zoneinfo."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from io import StringIO
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.tz import tzical  # type: ignore[import-untyped]
from hypothesis import assume, given
from hypothesis import strategies as st

from ics.lines import serialised
from ics.zones import InexpressibleZone, changes_of, vtimezone
from tests.ics.samples import instants_around_changes

YEARS = range(2022, 2024)
ALWAYS = ("Asia/Bangkok", "Africa/Nairobi", "Europe/Zurich", "Europe/Vienna", "Europe/Dublin", "America/New_York")
CHANGING = (
    "America/New_York",
    "Europe/Vienna",
    "Europe/Dublin",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "Antarctica/Troll",
)
ZONES = sorted(available_timezones())
SUPPORTED = (datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2037-12-30"))


def written(tzid: str, *years: int) -> str:
    """The VTIMEZONE of these years as text."""
    zone = vtimezone(tzid, first=date(min(years), 1, 1), last=date(max(years), 12, 31))
    return serialised(zone).decode()


@cache
def reader(tzid: str, *years: int) -> Callable[[datetime], timedelta]:
    """The offset that dateutil, which knows no zone of its own here, finds in the VTIMEZONE for a wall clock."""
    zone = tzical(StringIO(written(tzid, *years))).get(tzid)
    return lambda wall_clock: zone.utcoffset(wall_clock.replace(tzinfo=zone))


def wall_clock(instant: datetime, tzid: str) -> datetime:
    """What clocks show there at an instant; the second time round has `fold`."""
    return instant.astimezone(ZoneInfo(tzid)).replace(tzinfo=None)


def test_bangkok_has_one_offset_and_no_rule() -> None:
    assert written("Asia/Bangkok", 2022).splitlines() == [
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Bangkok",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0700",
        "TZOFFSETTO:+0700",
        "TZNAME:+07",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def test_new_york_changes_at_two_by_the_clock_that_it_leaves() -> None:
    assert written("America/New_York", 2022).splitlines() == [
        "BEGIN:VTIMEZONE",
        "TZID:America/New_York",
        "BEGIN:STANDARD",
        "DTSTART:19701101T020000",
        "TZOFFSETFROM:-0400",
        "TZOFFSETTO:-0500",
        "TZNAME:EST",
        "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
        "END:STANDARD",
        "BEGIN:DAYLIGHT",
        "DTSTART:19700308T020000",
        "TZOFFSETFROM:-0500",
        "TZOFFSETTO:-0400",
        "TZNAME:EDT",
        "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
        "END:DAYLIGHT",
        "END:VTIMEZONE",
    ]


def test_vienna_changes_at_one_in_utc_on_last_sundays() -> None:
    zone = written("Europe/Vienna", 2022)
    assert "DTSTART:19700329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200" in zone
    assert "DTSTART:19701025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100" in zone
    assert zone.count("BYDAY=-1SU") == 2


def test_dublin_has_its_summer_as_daylight_although_the_law_calls_winter_the_exception() -> None:
    daylight = written("Europe/Dublin", 2022).partition("BEGIN:DAYLIGHT")[2]
    assert "TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0100\r\nTZNAME:IST" in daylight


def test_a_summer_around_new_year_is_daylight_too() -> None:
    daylight = written("Australia/Sydney", 2022).partition("BEGIN:DAYLIGHT")[2]
    assert "TZOFFSETTO:+1100" in daylight
    assert "BYDAY=1SU;BYMONTH=10" in daylight


@pytest.mark.parametrize("tzid", ALWAYS)
def test_a_zone_has_one_standard_block_and_at_most_one_other(tzid: str) -> None:
    for year in range(2008, 2038):
        zone = written(tzid, year)
        assert zone.count("BEGIN:STANDARD") == 1
        assert zone.count("BEGIN:DAYLIGHT") == zone.count("RRULE") - zone.count("BEGIN:DAYLIGHT") <= 1


@pytest.mark.parametrize("tzid", CHANGING)
def test_every_half_hour_around_the_changes_of_2022_and_2023_reads_right(tzid: str) -> None:
    offset_of = reader(tzid, *YEARS)
    instants = instants_around_changes(tzid, years=YEARS)
    assert len(instants) == 4 * 17
    for instant in instants:
        local = wall_clock(instant, tzid)
        if local.fold == 0:  # a wall clock shows the second time round to nobody: such hours are written in UTC
            assert local - offset_of(local) == instant.replace(tzinfo=None), instant


@given(st.sampled_from(ZONES), st.datetimes(*SUPPORTED, timezones=st.just(UTC)))
def test_any_instant_in_any_zone_reads_right_or_is_refused(tzid: str, instant: datetime) -> None:
    instant = instant.replace(microsecond=0)
    local = wall_clock(instant, tzid)
    assume(local.fold == 0)
    try:
        offset_of = reader(tzid, local.year)
    except InexpressibleZone:
        assume(False)
    assert local - offset_of(local) == instant.replace(tzinfo=None)


@pytest.mark.parametrize("tzid", ["America/Santiago", "Africa/Casablanca", "Asia/Gaza"])
def test_a_rule_that_differs_from_year_to_year_holds_for_each_year_alone(tzid: str) -> None:
    assert written(tzid, 2022)
    assert written(tzid, 2023)
    with pytest.raises(InexpressibleZone, match="another rule"):
        written(tzid, 2022, 2023)


@pytest.mark.parametrize(
    ("tzid", "year", "why"),
    [
        ("Asia/Amman", 2022, "summer time came and stayed"),
        ("America/Nuuk", 2023, "the offset itself moved"),
        ("Africa/Cairo", 2010, "summer time paused for Ramadan"),
    ],
)
def test_a_year_without_one_change_each_way_is_refused(tzid: str, year: int, why: str) -> None:
    with pytest.raises(InexpressibleZone, match="twice"):
        written(tzid, year)


def test_a_zone_that_does_not_return_to_its_offset_is_refused() -> None:
    with pytest.raises(InexpressibleZone, match="return"):
        written("Europe/Simferopol", 2014)


def is_refused(tzid: str, year: int) -> bool:
    try:
        return not written(tzid, year)
    except InexpressibleZone:
        return True


def test_nearly_every_zone_can_be_written_for_any_one_year() -> None:
    for year in range(2022, 2028):
        assert sum(is_refused(tzid, year) for tzid in ZONES) <= 0.02 * len(ZONES)


def test_a_change_is_found_to_the_second() -> None:
    (spring, autumn) = changes_of("America/New_York", range(2022, 2023))
    assert [change.onset.isoformat() for change in (spring, autumn)] == ["2022-03-13T02:00:00", "2022-11-06T02:00:00"]


def test_a_change_on_the_eve_of_a_year_belongs_to_the_year_before() -> None:
    skipped_day = datetime.fromisoformat("2011-12-30")
    found = [{change.onset for change in changes_of("Pacific/Apia", range(year, year + 1))} for year in (2011, 2012)]
    assert [skipped_day in onsets for onsets in found] == [True, False]


def test_what_was_written_for_one_event_may_be_changed_without_harm_to_the_next() -> None:
    first = vtimezone("Asia/Bangkok", first=date(2022, 1, 1), last=date(2022, 1, 1))
    first.subcomponents.clear()
    assert "BEGIN:STANDARD" in written("Asia/Bangkok", 2022)
