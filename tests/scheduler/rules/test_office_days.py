"""Whether offices are open on a day: no list is ever guessed."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules.office_days import ClosedDays, next_office_day, office_day, office_days_before
from vocabulary.text import Bilingual

CHAKRI = Bilingual("Chakri Memorial Day", "วันจักรี")
THAI = ClosedDays(
    Bilingual("Thai government offices"),
    {
        date(2023, 1, 2): Bilingual("New Year's Day (in lieu)"),
        date(2023, 4, 6): CHAKRI,
        date(2023, 4, 13): Bilingual("Songkran Festival"),
        date(2023, 4, 14): Bilingual("Songkran Festival"),
        date(2023, 4, 15): Bilingual("Songkran Festival"),
        date(2023, 4, 17): Bilingual("Songkran Festival (in lieu)"),
    },
    source="holidays, TH",
)


def test_a_holiday_closes_the_office_and_says_its_name() -> None:
    day = office_day(date(2023, 4, 6), THAI)
    assert (day.is_open, day.reason) == (False, CHAKRI)


def test_an_ordinary_weekday_is_an_office_day() -> None:
    assert office_day(date(2023, 4, 5), THAI).is_open is True


def test_a_weekend_is_closed_wherever_a_list_is_on_file_or_not() -> None:
    assert office_day(date(2023, 4, 8), THAI).is_weekend
    assert office_day(date(2023, 4, 8), None).is_open is False


def test_a_weekday_of_a_year_without_a_list_is_not_known() -> None:
    assert office_day(date(2024, 4, 5), THAI).is_open is None
    assert office_day(date(2023, 4, 5), None).is_open is None
    assert not ClosedDays(Bilingual("UNOV"), {}).covers(2023)


def test_after_songkran_comes_a_tuesday() -> None:
    assert next_office_day(date(2023, 4, 12), THAI) == date(2023, 4, 18)


def test_what_is_not_known_to_be_closed_is_offered() -> None:
    assert next_office_day(date(2024, 4, 5), THAI) == date(2024, 4, 8)


def test_the_last_office_day_before_a_deadline_on_chakri_day_is_the_wednesday() -> None:
    assert office_days_before(date(2023, 4, 7), THAI, count=1) == date(2023, 4, 5)


def test_three_office_days_before_the_end_of_songkran() -> None:
    assert office_days_before(date(2023, 4, 18), THAI, count=3) == date(2023, 4, 10)


def test_no_days_before_is_the_day_itself() -> None:
    assert office_days_before(date(2023, 4, 18), THAI, count=0) == date(2023, 4, 18)


def test_counting_back_into_a_year_not_on_file_is_not_guessed() -> None:
    assert office_days_before(date(2023, 1, 4), THAI, count=2) is None


@given(st.dates(date(2023, 2, 1), date(2023, 12, 20)), st.integers(1, 15))
def test_counting_back_leaves_exactly_so_many_office_days(day: date, count: int) -> None:
    first = office_days_before(day, THAI, count=count)
    assert first is not None
    between = [first + timedelta(n) for n in range((day - first).days)]
    assert sum(office_day(one, THAI).is_open is True for one in between) == count
    assert office_day(first, THAI).is_open
