"""When who is reminded, by the capital's office days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from scheduler.rules.office_days import ClosedDays
from scheduler.rules.reminder_plan import Addressee, Seat, Timing, asked_for, hour_of, reminders_due, unknown_year
from vocabulary.reminders import USUAL, Ladder, LadderStep, Reach
from vocabulary.text import Bilingual

HOLIDAY = date(2022, 2, 16)  # Makha Bucha
THAI = ClosedDays(Bilingual("Thai"), {HOLIDAY: Bilingual("Makha Bucha")}, years=frozenset({2021, 2022}))
AMERICAN = ClosedDays(Bilingual("US"), {date(2022, 2, 21): Bilingual("Presidents’ Day")}, years=frozenset({2022}))
HOME = Seat("Asia/Bangkok", THAI)
NEW_YORK = Seat("America/New_York", AMERICAN, is_home=False)
STARTS = datetime(2022, 2, 22, 7, tzinfo=UTC)
"""Tuesday 22 February 2022, 14:00 in Bangkok."""

TIMING = Timing(STARTS, date(2022, 2, 22), HOME)


def addressee(part: Reach = Reach.PRIMARY, *, seat: Seat = HOME, ladder: Ladder = USUAL, **says: bool) -> Addressee:
    return Addressee(7, part, seat, ladder, **{"is_silent": True, **says})


def days(one: Addressee, timing: Timing = TIMING) -> list[tuple[int, str]]:
    """The steps that reach somebody, with their hour in the capital."""
    return [(due.step, f"{due.at + timedelta(hours=7):%m-%d %H:%M}") for due in reminders_due(timing, [one])]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (addressee(), [(20, "01-24 09:00"), (10, "02-07 09:00"), (5, "02-14 09:00")]),
        (addressee(Reach.BACKUP), [(10, "02-07 09:00"), (5, "02-14 09:00")]),
        (addressee(Reach.MAILBOX), [(5, "02-14 09:00")]),
        (addressee(is_silent=False), []),
        (addressee(is_silent=False, comes=True), [(1, "02-21 09:00")]),
        (addressee(is_silent=False, comes=True, ladder=Ladder((), 0)), []),
        (addressee(ladder=Ladder((LadderStep(0, Reach.PRIMARY),), 0)), [(0, "02-22 09:00")]),
        (addressee(seat=NEW_YORK), [(20, "01-24 21:00"), (10, "02-07 21:00"), (5, "02-14 21:00")]),
        (addressee(seat=NEW_YORK, is_silent=False, comes=True), [(1, "02-18 21:00")]),
    ],
    ids=["primary", "backup", "mailbox", "answered", "comes", "never before", "the same day", "abroad", "closed there"],
)
def test_a_ladder_counts_the_capitals_office_days(one: Addressee, expected: list[tuple[int, str]]) -> None:
    assert days(one) == expected


def test_where_a_letter_names_a_day_for_answers_the_ladder_counts_back_from_it() -> None:
    by_then = Timing(STARTS, date(2022, 2, 15), HOME)
    assert days(addressee(), by_then)[-1] == (5, "02-08 09:00")
    assert days(addressee(is_silent=False, comes=True), by_then) == [(1, "02-21 09:00")]


def test_nobody_is_reminded_after_the_meeting_has_begun() -> None:
    early = Timing(datetime(2022, 2, 22, 1, tzinfo=UTC), date(2022, 2, 22), HOME)
    assert days(addressee(ladder=Ladder((LadderStep(0, Reach.PRIMARY),), 0)), early) == []


def test_a_year_that_is_not_on_file_is_said_and_not_guessed() -> None:
    starts = datetime(2023, 1, 12, 7, tzinfo=UTC)
    timing = Timing(starts, date(2023, 1, 12), HOME)
    assert days(addressee(), timing) == []
    assert unknown_year(timing, USUAL) == 2023
    assert unknown_year(timing, Ladder((), 1)) == 2023
    assert unknown_year(timing, Ladder((), 0)) is None
    assert unknown_year(TIMING, USUAL) is None
    january = Timing(datetime(2021, 1, 8, 7, tzinfo=UTC), date(2021, 1, 8), HOME)
    assert unknown_year(january, USUAL) == 2020


@pytest.mark.parametrize(
    ("seat", "now", "opens"),
    [
        (HOME, datetime(2022, 2, 14, 2, tzinfo=UTC), datetime(2022, 2, 14, 2, tzinfo=UTC)),
        (HOME, datetime(2022, 2, 14, 0, 30, tzinfo=UTC), datetime(2022, 2, 14, 1, 30, tzinfo=UTC)),
        (HOME, datetime(2022, 2, 15, 12, tzinfo=UTC), datetime(2022, 2, 17, 1, 30, tzinfo=UTC)),
        (HOME, datetime(2022, 2, 19, 2, tzinfo=UTC), datetime(2022, 2, 21, 1, 30, tzinfo=UTC)),
        (NEW_YORK, datetime(2022, 2, 18, 23, tzinfo=UTC), datetime(2022, 2, 22, 14, tzinfo=UTC)),
    ],
    ids=["in the morning", "too early", "evening before a holiday", "Saturday", "a long weekend abroad"],
)
def test_what_is_late_waits_for_its_readers_next_office_hour(seat: Seat, now: datetime, opens: datetime) -> None:
    assert seat.office_hour(now) == opens


@pytest.mark.parametrize(
    ("tzid", "day", "expected"),
    [
        ("Europe/Vienna", date(2022, 3, 25), "2022-03-25 08:00"),
        ("Europe/Vienna", date(2022, 3, 28), "2022-03-28 07:00"),
        ("America/New_York", date(2022, 3, 11), "2022-03-11 14:00"),
        ("America/New_York", date(2022, 3, 14), "2022-03-14 13:00"),
        ("America/New_York", date(2022, 11, 7), "2022-11-07 14:00"),
        ("Asia/Bangkok", date(2024, 2, 29), "2024-02-29 02:00"),
        ("Asia/Bangkok", date(2038, 1, 19), "2038-01-19 02:00"),
    ],
)
def test_nine_in_the_morning_is_nine_on_either_side_of_a_change_of_clocks(tzid: str, day: date, expected: str) -> None:
    assert f"{hour_of(day, Seat(tzid, None)):%Y-%m-%d %H:%M}" == expected


MONDAY, LAST = date(2022, 1, 17), date(2022, 1, 14)


@pytest.mark.parametrize(
    ("chosen", "last", "asked"),
    [
        (None, LAST, LAST),
        (date(2022, 1, 10), LAST, date(2022, 1, 10)),
        (date(2022, 1, 3), LAST, LAST),
        (date(2022, 1, 16), LAST, LAST),
        (date(2022, 1, 16), None, date(2022, 1, 16)),
        (MONDAY, None, None),
        (None, None, None),
    ],
    ids=["none", "earlier", "gone by", "later than is of use", "where nobody knows", "too late", "nothing at all"],
)
def test_an_officers_day_counts_while_it_is_of_use(chosen: date | None, last: date | None, asked: date | None) -> None:
    assert asked_for(chosen, last, opens=MONDAY, today=date(2022, 1, 4)) == asked
