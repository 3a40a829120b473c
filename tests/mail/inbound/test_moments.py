"""Times and zones as calendars write them."""

import pytest

from mail.inbound.moments import ending, spelled


@pytest.mark.parametrize(
    ("value", "tzid", "said"),
    [
        ("20220111T070000Z", "", "2022-01-11T07:00:00+00:00"),
        ("20220111T140000", "Asia/Bangkok", "2022-01-11T07:00:00+00:00"),
        ("20220111T140000", "SE Asia Standard Time", "2022-01-11T07:00:00+00:00"),
        ("20220111T080000", "W. Europe Standard Time", "2022-01-11T07:00:00+00:00"),
        ("20220111T080000", "/freeassociation.sourceforge.net/Europe/Vienna", "2022-01-11T07:00:00+00:00"),
        ("20220111T070000", "tzone://Microsoft/Utc", "2022-01-11T07:00:00+00:00"),
        ("20220111T140000", "tzone://Microsoft/Custom", ""),
        ("20220111T123000", "GMT+05:30", "2022-01-11T07:00:00+00:00"),
        ("20220111T040000", "UTC-3", "2022-01-11T07:00:00+00:00"),
        ("20220111T140000", "UTC+99", ""),
        ("20220111T140000", "", ""),
        ("20220111T140000", "Nowhere/At-All", ""),
        ("20220111T140000", "../../../etc/passwd", ""),
        ("20220111T140000", "a,b:40440234", ""),
        ("20220228", "", "2022-02-28"),
        ("20220231", "", ""),
        ("20220231T010000Z", "", ""),
        ("00010101T000000", "Asia/Bangkok", ""),
        ("tomorrow", "", ""),
    ],
)
def test_a_time_is_an_instant_or_a_day_or_nothing(value: str, tzid: str, said: str) -> None:
    assert spelled(value, tzid=tzid) == said


@pytest.mark.parametrize(
    ("starts", "duration", "ends"),
    [
        ("2022-01-11T07:00:00+00:00", "PT1H30M", "2022-01-11T08:30:00+00:00"),
        ("2022-02-28", "P2W", "2022-03-14"),
        ("2022-01-11T07:00:00+00:00", "P", ""),
        ("2022-01-11T07:00:00+00:00", "-PT1H", ""),
        ("", "PT1H", ""),
        ("9999-12-31T07:00:00+00:00", "P1D", ""),
    ],
)
def test_an_end_follows_from_a_length(starts: str, duration: str, ends: str) -> None:
    assert ending(starts, duration) == ends
