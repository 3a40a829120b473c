"""When a meeting is: local where a wall clock says it clearly, UTC where not, whole days with their end excluded."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event

from ics.lines import serialised
from ics.times import Days, Hours, add_time, may_be_local, time_of, zones_for
from tests.ics.samples import CONSULTATION, MOVED, SESSION, at
from vocabulary.invite import MeetingFacts

NOON = datetime(2022, 5, 12, 12, 0, tzinfo=UTC)


def wire(facts: MeetingFacts, *, local: bool = True) -> list[str]:
    """DTSTART and DTEND as they are written."""
    event = Event()
    add_time(event, facts, local=local)
    return serialised(event).decode().splitlines()[1:-1]


def test_a_timed_meeting_stands_on_the_wall_clock_of_its_zone() -> None:
    assert wire(CONSULTATION) == [
        "DTSTART;TZID=Asia/Bangkok:20220512T093000",
        "DTEND;TZID=Asia/Bangkok:20220512T120000",
    ]


def test_the_same_meeting_can_be_said_in_utc() -> None:
    assert wire(CONSULTATION, local=False) == ["DTSTART:20220512T023000Z", "DTEND:20220512T050000Z"]


def test_a_zone_keeps_the_name_it_was_given() -> None:
    assert wire(at(NOON, "Europe/Zurich"))[0] == "DTSTART;TZID=Europe/Zurich:20220512T140000"


def test_a_session_is_days_whose_end_is_the_day_after_the_last() -> None:
    assert wire(SESSION) == ["DTSTART;VALUE=DATE:20220228", "DTEND;VALUE=DATE:20220312"]


@pytest.mark.parametrize(
    ("first", "last", "ends"),
    [
        (date(2022, 2, 24), date(2022, 2, 24), "20220225"),
        (date(2024, 2, 29), date(2024, 2, 29), "20240301"),
        (date(2022, 12, 30), date(2022, 12, 31), "20230101"),
    ],
)
def test_an_all_day_meeting_never_ends_on_its_first_day(first: date, last: date, ends: str) -> None:
    assert wire(replace(SESSION, first_day=first, last_day=last))[1] == f"DTEND;VALUE=DATE:{ends}"


def test_the_year_is_the_common_era_whatever_the_reader_counts_in() -> None:
    assert wire(at(datetime(2024, 2, 29, 5, 0, tzinfo=UTC), "Asia/Bangkok"))[0].endswith("20240229T120000")


def test_a_morning_in_vienna_on_the_day_clocks_go_forward() -> None:
    assert wire(at(datetime(2022, 3, 27, 8, 0, tzinfo=UTC), "Europe/Vienna"))[0].endswith("Vienna:20220327T100000")


def test_a_morning_in_new_york_on_the_day_clocks_go_forward() -> None:
    assert wire(at(datetime(2022, 3, 13, 14, 0, tzinfo=UTC), "America/New_York"))[0].endswith(
        "New_York:20220313T100000"
    )


@pytest.mark.parametrize("hour", [5, 6])
def test_an_hour_that_is_there_twice_is_said_in_utc(hour: int) -> None:
    facts = at(datetime(2022, 11, 6, hour, 30, tzinfo=UTC), "America/New_York")
    assert not may_be_local(facts)
    assert wire(facts) == [f"DTSTART:20221106T0{hour}3000Z", f"DTEND:20221106T0{hour + 1}0000Z"]


def test_an_end_in_an_hour_that_is_there_twice_takes_the_start_to_utc_with_it() -> None:
    facts = at(datetime(2022, 11, 6, 4, 30, tzinfo=UTC), "America/New_York", lasts=timedelta(hours=1))
    assert wire(facts) == ["DTSTART:20221106T043000Z", "DTEND:20221106T053000Z"]


def test_a_meeting_across_the_end_of_summer_time_keeps_its_length() -> None:
    facts = at(datetime(2022, 11, 6, 4, 0, tzinfo=UTC), "America/New_York", lasts=timedelta(hours=4))
    assert wire(facts) == [
        "DTSTART;TZID=America/New_York:20221106T000000",
        "DTEND;TZID=America/New_York:20221106T030000",
    ]


def test_a_meeting_across_midnight_ends_on_the_next_day() -> None:
    facts = at(datetime(2022, 12, 31, 16, 0, tzinfo=UTC), "Asia/Bangkok", lasts=timedelta(hours=2))
    assert wire(facts)[1] == "DTEND;TZID=Asia/Bangkok:20230101T010000"


@pytest.mark.parametrize("tzid", ["UTC", "Etc/UTC", "Zulu"])
def test_utc_is_written_as_z_and_needs_no_zone(tzid: str) -> None:
    facts = at(NOON, tzid)
    assert wire(facts)[0] == "DTSTART:20220512T120000Z"
    assert zones_for([facts]) == {}


def test_zones_are_given_once_each_by_name_and_only_for_hours() -> None:
    meetings = [at(NOON, "Europe/Vienna"), SESSION, CONSULTATION, at(NOON, "Europe/Vienna"), MOVED]
    assert list(zones_for(meetings)) == ["Asia/Bangkok", "Europe/Vienna"]


def test_a_zone_without_one_rule_for_all_its_meetings_is_left_out() -> None:
    both = [at(NOON, "America/Santiago"), at(NOON.replace(year=2023), "America/Santiago")]
    assert [list(zones_for(meetings)) for meetings in (both, both[:1])] == [[], ["America/Santiago"]]


@pytest.mark.parametrize(
    "facts",
    [
        replace(CONSULTATION, ends=None),
        replace(CONSULTATION, starts=None),
        replace(CONSULTATION, starts=None, ends=None),
        replace(CONSULTATION, first_day=date(2022, 5, 12)),
        replace(CONSULTATION, ends=CONSULTATION.starts),
        replace(SESSION, last_day=None),
        replace(SESSION, last_day=date(2022, 2, 27)),
        replace(SESSION, starts=NOON),
    ],
)
def test_facts_without_one_clear_time_are_a_mistake_of_ours(facts: MeetingFacts) -> None:
    with pytest.raises(ValueError, match="without one clear time"):
        time_of(facts)


def test_an_instant_without_a_zone_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        wire(at(NOON.replace(tzinfo=None), "Asia/Bangkok"))


@given(st.datetimes(*(datetime.fromisoformat(year) for year in ("2000-01-01", "2037-01-01")), timezones=st.just(UTC)))
def test_time_is_hours_or_days(starts: datetime) -> None:
    assert time_of(at(starts, "Europe/Vienna")) == Hours(starts, starts + timedelta(minutes=30))
    days = replace(SESSION, first_day=starts.date(), last_day=starts.date())
    assert time_of(days) == Days(starts.date(), starts.date())
