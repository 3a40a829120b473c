"""A deadline by New York's clock, and the last office hour in Bangkok before it."""

from datetime import UTC, date, datetime, time

import pytest

from scheduler.rules.deadlines import checked_deadline, effective, instant_of
from scheduler.rules.office_days import ClosedDays
from vocabulary.deadlines import DeadlineCard
from vocabulary.refusals import Invalid
from vocabulary.text import Bilingual

BANGKOK, NEW_YORK = "Asia/Bangkok", "America/New_York"
THAI = ClosedDays(
    Bilingual("Thai government offices"),
    {
        date(2022, 12, 31): Bilingual("New Year's Eve"),
        date(2023, 1, 2): Bilingual("New Year"),
        date(2023, 4, 6): Bilingual("Chakri Memorial Day", "วันจักรี"),
    },
    years=frozenset({2023}),
)


def card(day: date, clock: time = time(18), tzid: str = NEW_YORK) -> DeadlineCard:
    return DeadlineCard(Bilingual("Registration"), day, clock, tzid)


def test_the_registration_for_the_fifth_session_closed_at_home_on_the_wednesday_before_chakri_day() -> None:
    found = effective(card(date(2023, 4, 6)), home=BANGKOK, closed=THAI)
    assert found.deadline == datetime(2023, 4, 6, 22, 0, tzinfo=UTC)
    assert found.ends == datetime(2023, 4, 5, 9, 30, tzinfo=UTC)
    assert [(one.day, str(one.reason)) for one in found.skipped] == [(date(2023, 4, 6), "Chakri Memorial Day")]
    assert found.is_earlier


def test_a_deadline_within_office_hours_is_its_own_and_one_after_them_ends_with_them() -> None:
    own = effective(card(date(2023, 4, 5), time(14), BANGKOK), home=BANGKOK, closed=THAI)
    assert (own.ends, own.is_earlier, own.skipped) == (own.deadline, False, ())
    late = effective(card(date(2023, 4, 5), time(23, 59), BANGKOK), home=BANGKOK, closed=THAI)
    assert (late.ends, late.is_earlier) == (datetime(2023, 4, 5, 9, 30, tzinfo=UTC), True)


def test_a_deadline_at_the_minute_of_opening_is_met_the_day_before() -> None:
    found = effective(card(date(2023, 4, 5), time(8, 30), BANGKOK), home=BANGKOK, closed=THAI)
    assert found.ends == datetime(2023, 4, 4, 9, 30, tzinfo=UTC)


def test_a_weekend_is_skipped() -> None:
    found = effective(card(date(2023, 3, 12), time(12), BANGKOK), home=BANGKOK, closed=THAI)
    assert found.ends == datetime(2023, 3, 10, 9, 30, tzinfo=UTC)
    assert [one.is_weekend for one in found.skipped] == [True, True]


def test_a_day_that_is_not_known_is_not_guessed() -> None:
    found = effective(card(date(2023, 1, 2)), home=BANGKOK, closed=THAI)
    assert (found.ends, found.skipped[-1].day, found.skipped[-1].is_open) == (None, date(2022, 12, 30), None)
    assert effective(card(date(2023, 4, 5)), home=BANGKOK, closed=None).ends is None


def test_where_every_day_is_closed_no_hour_is_found() -> None:
    from datetime import timedelta

    shut = {date(2023, 4, 6) - timedelta(days=number): Bilingual("Shut") for number in range(60)}
    assert effective(card(date(2023, 4, 6)), home=BANGKOK, closed=ClosedDays(Bilingual("Shut"), shut)).ends is None


def test_summer_time_is_new_yorks() -> None:
    assert instant_of(card(date(2023, 1, 6))) == datetime(2023, 1, 6, 23, 0, tzinfo=UTC)


def test_a_card_needs_a_name_and_a_clock_that_is_known() -> None:
    kept = checked_deadline(DeadlineCard(Bilingual(" List "), date(2023, 1, 6), time(18), NEW_YORK, " Note "))
    assert (kept.name.en, kept.source) == ("List", "Note")
    with pytest.raises(Invalid) as wrong:
        checked_deadline(DeadlineCard(Bilingual(""), date(2023, 1, 6), time(18), "America/Gotham", "x" * 201))
    assert [problem.field for problem in wrong.value.problems] == ["name_th", "tzid", "origin"]
