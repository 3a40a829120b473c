"""Hours and lengths of time as people type them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules.typed import typed_clock, typed_minutes
from vocabulary.refusals import Refusal


@pytest.mark.parametrize(
    "text",
    [
        "9:30",
        "09.30",
        "09:30 น.",
        "๐๙.๓๐ น.",
        "0930",
        "9.30 am",
        "9:30AM",
        "9:30 a.m.",
        "เวลา 09.30 นาฬิกา",
        "０９：３０",
    ],
)
def test_half_past_nine_is_read_however_it_is_written(text: str) -> None:
    assert typed_clock(text, field="clock") == time(9, 30)


@pytest.mark.parametrize(
    ("text", "hour"),
    [("2 pm", 14), ("12 am", 0), ("12 p.m.", 12), ("14", 14), ("0", 0), ("9 น.", 9), ("14:00", 14), ("00:00", 0)],
)
def test_whole_hours_are_counted_to_24_unless_noon_is_named(text: str, hour: int) -> None:
    assert typed_clock(text, field="clock") == time(hour)


@pytest.mark.parametrize(
    ("text", "halves"), [("9", "09:00 or 21:00"), ("12", "00:00 or 12:00"), ("เวลา 1", "01:00 or 13:00")]
)
def test_a_bare_hour_is_asked_about(text: str, halves: str) -> None:
    with pytest.raises(Refusal, match=halves):
        typed_clock(text, field="clock")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("24:00", "24:00 is 00:00 of the next day. Write 00:00 and choose the next day."),
        ("2400", "24:00 is 00:00 of the next day. Write 00:00 and choose the next day."),
        ("25:00", "There is no hour 25. Write an hour from 00:00 to 23:59."),
        ("24:01", "There is no hour 24. Write an hour from 00:00 to 23:59."),
        ("9:75", "There is no minute 75. Write minutes from 00 to 59."),
        ("14 pm", "Write the hour as on a 24-hour clock, such as 09:30 or 14:00."),
        ("0 am", "Write the hour as on a 24-hour clock, such as 09:30 or 14:00."),
        ("9:5", "Write the hour as on a 24-hour clock, such as 09:30 or 14:00."),
        ("", "Write the hour as on a 24-hour clock, such as 09:30 or 14:00."),
        ("noon", "Write the hour as on a 24-hour clock, such as 09:30 or 14:00."),
    ],
)
def test_an_hour_that_no_clock_shows_is_refused_with_the_way_out(text: str, sentence: str) -> None:
    with pytest.raises(Refusal) as caught:
        typed_clock(text, field="clock")
    assert str(caught.value) == sentence
    assert caught.value.field == "clock"


@given(st.times())
def test_every_minute_of_the_day_comes_back_the_same(moment: time) -> None:
    whole = moment.replace(second=0, microsecond=0)
    for text in (
        f"{whole:%H:%M}",
        f"{whole:%H.%M} น.",
        f"{whole:%H%M}",
        f"{whole:%I:%M} {'pm' if whole.hour > 11 else 'am'}",
    ):
        assert typed_clock(text, field="clock") == whole


@given(st.text() | st.from_regex("[0-9]{0,3}[:.]?[0-9]{0,3} ?(am|pm|น.)?", fullmatch=True))
def test_whatever_is_typed_becomes_an_hour_and_a_length_or_a_refusal(text: str) -> None:
    for read in (typed_clock, typed_minutes):
        try:
            read(text, field="clock")
        except Refusal as refusal:
            assert refusal.field == "clock"  # noqa: PT017 - both outcomes are right, nothing else is


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("90", 90), ("1:30", 90), ("๙๐", 90), ("90 นาที", 90), ("90 min", 90), ("5", 5), ("24:00", 1440), ("1440", 1440)],
)
def test_a_length_is_minutes_or_hours_and_minutes(text: str, minutes: int) -> None:
    assert typed_minutes(text, field="minutes") == minutes


@pytest.mark.parametrize("text", ["", "4", "0:04", "1441", "24:01", "1.5", "1:75", "-90", "long", "9" * 5000])
def test_a_length_under_five_minutes_or_over_a_day_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match="from 5 minutes to 24 hours"):
        typed_minutes(text, field="minutes")
