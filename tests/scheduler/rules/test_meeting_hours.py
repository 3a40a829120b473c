"""The hours of meetings: typed in many ways, kept in one, and said there and in the capital."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.rules.meeting_hours import (
    USUAL,
    MeetingDay,
    checked_days,
    days_meant,
    meetings,
    runs_of,
    sight_of_days,
    sittings,
    typed_hours,
    usual_hours,
)
from scheduler.rules.office_days import OfficeDay
from vocabulary.plan import DayPlan
from vocabulary.refusals import Invalid, Refusal
from vocabulary.text import Bilingual

MONDAY = date(2022, 1, 17)
OPEN = OfficeDay(MONDAY, is_open=None)


def day(number: int, hours: str | None = USUAL, room: str = "") -> MeetingDay:
    """A day of January 2022 in New York."""
    that = date(2022, 1, number)
    office = OfficeDay(that, is_open=False, is_weekend=True) if that.weekday() > 4 else replace(OPEN, day=that)
    found = sittings(that, hours, tzid="America/New_York", home="Asia/Bangkok")
    return MeetingDay(that, hours, USUAL, room, office, Bilingual("New York"), found)


@pytest.mark.parametrize(
    "typed", [USUAL, "10.00–13.00; 15.00 to 18.00", " 10:00 - 13:00 ,15:00-18:00 ", "๑๐:๐๐-๑๓:๐๐, 15:00-18:00"]
)
def test_hours_are_kept_in_one_spelling(typed: str) -> None:
    assert typed_hours(typed, field="hours") == USUAL
    assert typed_hours(" ", field="hours") == ""


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("10:00", "Write from when to when"),
        ("10:00-11:00-12:00", "Write from when to when"),
        ("13:00-10:00", "does not run forwards"),
        ("10:00-13:00, 12:00-14:00", "before the meeting before it ends"),
        ("10:00-25:00", "no hour 25"),
        ("10-13:00", "10:00 or 22:00"),
    ],
)
def test_what_is_no_hours_is_refused(typed: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        typed_hours(typed, field="hours")


def test_an_afternoon_in_new_york_is_the_next_day_in_bangkok() -> None:
    morning, afternoon = sittings(MONDAY, USUAL, tzid="America/New_York", home="Asia/Bangkok")
    assert (morning.there, morning.at_home, morning.day_at_home) == ("10:00–13:00", "22:00–01:00 (+1)", MONDAY)
    assert (afternoon.at_home, afternoon.day_at_home) == ("03:00–06:00", date(2022, 1, 18))
    assert sittings(MONDAY, None, tzid="UTC", home="UTC") == ()
    assert len(meetings(USUAL)) == 2


def test_a_usual_day_follows_its_building_and_a_closed_one_has_no_meeting() -> None:
    assert usual_hours(USUAL, OPEN) == USUAL
    assert usual_hours(None, OPEN) is None
    assert usual_hours(USUAL, OfficeDay(MONDAY, is_open=False)) == ""


def test_days_alike_stand_on_one_line_over_a_weekend() -> None:
    days = [day(number, "" if number in (22, 23) else USUAL) for number in range(17, 26)]
    assert [(run.opens.day, run.closes.day) for run in runs_of(days)] == [(17, 25)]
    days[1] = day(18, "15:00-18:00", room="CR 4")
    assert [(run.opens.day, run.closes.day) for run in runs_of(days)] == [(17, 17), (18, 18), (19, 25)]
    days[5] = day(22, "10:00-13:00")
    assert [(run.opens.day, run.closes.day) for run in runs_of(days)] == [
        (17, 17),
        (18, 18),
        (19, 21),
        (22, 22),
        (24, 25),
    ]


def test_days_are_meant_from_one_to_another_but_weekends_unless_chosen_alone() -> None:
    days = [day(number) for number in range(17, 29)]
    days[5], days[6] = (replace(each, usual="", hours="") for each in days[5:7])
    meant = days_meant(days, date(2022, 1, 21), last=date(2022, 1, 24))
    assert [one.day.day for one in meant] == [21, 24]
    assert [one.day.day for one in days_meant(days, date(2022, 1, 22), last=date(2022, 1, 22))] == [22]
    with pytest.raises(Refusal, match="before the first"):
        days_meant(days, date(2022, 1, 21), last=date(2022, 1, 20))
    for first, last in ((22, 23), (29, 30)):
        with pytest.raises(Refusal, match="does not meet then"):
            days_meant(days, date(2022, 1, first), last=date(2022, 1, last))


def test_days_are_checked_together_and_each_problem_is_told_once() -> None:
    assert checked_days([DayPlan(MONDAY, "10.00-13.00", " CR  4 ")]) == (DayPlan(MONDAY, "10:00-13:00", "CR 4"),)
    with pytest.raises(Invalid) as refused:
        checked_days([DayPlan(MONDAY, "x"), DayPlan(date(2022, 1, 18), "", "x" * 501)])
    assert [problem.field for problem in refused.value.problems] == ["hours", "room"]


def test_a_form_shows_hours_and_room_of_each_day() -> None:
    assert sight_of_days([day(17, None), day(18, room="CR 4")]) == {
        "hours_20220117": "",
        "room_20220117": "",
        "hours_20220118": USUAL,
        "room_20220118": "CR 4",
    }
