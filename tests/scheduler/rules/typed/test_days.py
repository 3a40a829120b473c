"""Days as people type them: 28 January 2022 in every way, and every way to be in doubt."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules.typed import echo, typed_day
from vocabulary import days
from vocabulary.refusals import Refusal
from vocabulary.states import Language

TH, EN = Language.THAI, Language.ENGLISH
TODAY = date(2022, 1, 4)
FRIDAY = date(2022, 1, 28)


def refused(text: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        typed_day(text, field="opens", today=TODAY)
    assert caught.value.field == "opens"
    return caught.value


@pytest.mark.parametrize(
    "text",
    [
        "28 ม.ค. 2565",
        "๒๘ มกราคม ๒๕๖๕",
        "28/1/2565",
        "28-1-2565",
        "28.1.2565",
        "28/01/2022",
        "28 Jan 2022",
        "28 January 2022",
        "Jan 28, 2022",
        "January 28 2022",
        "2022-01-28",
        "2022/1/28",
        "2565-01-28",
        "28-Jan-2022",
        "28/ม.ค./2565",
        "28th of January 2022",
    ],
)
def test_the_28th_of_january_is_read_however_it_is_written(text: str) -> None:
    assert typed_day(text, field="opens", today=TODAY) == FRIDAY


@pytest.mark.parametrize(
    "text",
    [
        "  28   ม.ค.  2565 ",
        "28\u00a0ม.ค.\u00a02565",
        "28ม.ค.2565",
        "28 ม. ค. 2565",
        "28 มค 2565",
        "２８／１／２５６５",
        "28–1–2565",
        "28\u200b มกราคม 2565",
        "28 มกรา 2565",
        "28 JANUARY 2022",
        "28 / 1 / 2565",
    ],
)
def test_spaces_digits_dashes_and_full_stops_are_no_obstacle(text: str) -> None:
    assert typed_day(text, field="opens") == FRIDAY


@pytest.mark.parametrize(
    "text",
    [
        "28 มกราคม พ.ศ. 2565",
        "28 มกราคม พ.ศ.2565",
        "28 ม.ค. ค.ศ. 2022",
        "28 Jan 2565 B.E.",
        "28 Jan 2565 BE",
        "28 January A.D. 2022",
        "28/1/2022 CE",
        "28 มกราคม พ.ศ. 2565 (ค.ศ. 2022)",
    ],
)
def test_an_era_may_be_named(text: str) -> None:
    assert typed_day(text, field="opens") == FRIDAY


@pytest.mark.parametrize(
    "text",
    [
        "ศ. 28 ม.ค. 2565",
        "วันศุกร์ที่ 28 มกราคม 2565",
        "ศุกร์ที่ 28 ม.ค. 2565",
        "ศุกร์ 28/1/2565",
        "Fri 28 Jan 2022",
        "Friday, January 28, 2022",
        "Fri. 2022-01-28",
    ],
)
def test_a_weekday_in_front_that_is_the_days_own_does_no_harm(text: str) -> None:
    assert typed_day(text, field="opens") == FRIDAY


def test_each_thai_weekday_is_told_from_the_months_that_begin_like_it() -> None:
    assert typed_day("พ. 4 พ.ค. 2565", field="opens") == date(2022, 5, 4)
    assert typed_day("พฤ. 5 พ.ค. 2565", field="opens") == date(2022, 5, 5)
    assert typed_day("ส. 6 ส.ค. 2565", field="opens") == date(2022, 8, 6)


def test_a_wrong_weekday_is_refused_with_both_readings() -> None:
    refusal = refused("Friday, 23 February 2022")
    assert str(refusal) == (
        "23 February 2022 is a Wednesday, not a Friday. "
        "Did you mean Wednesday 23 February 2022 or Friday 25 February 2022?"
    )
    assert refusal.values_in(TH) == {
        "day": "23 กุมภาพันธ์ 2565",
        "other": "25 กุมภาพันธ์ 2565",
        "actual": "วันพุธ",
        "typed": "วันศุกร์",
    }


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(0, 6))
def test_the_other_reading_is_the_nearest_day_with_that_weekday(day: date, weekday: int) -> None:
    text = f"{days.names(EN, 'wide').weekdays[weekday]} {day.isoformat()}"
    if day.weekday() == weekday:
        assert typed_day(text, field="opens") == day
    else:
        with pytest.raises(Refusal) as caught:
            typed_day(text, field="opens")
        nearby = [day + timedelta(n) for n in range(-3, 4)]
        other = next(near for near in nearby if near.weekday() == weekday)
        assert str(caught.value.values["other"]) == days.bilingual_day(other).en


def test_a_year_of_two_digits_is_asked_about() -> None:
    expected = "Which year is 65: 2565 (B.E.) or 2065 (C.E.)? Write all four digits."
    assert str(refused("28 ม.ค. 65")) == expected
    assert str(refused("28/1/65")) == expected


def test_a_year_that_contradicts_its_era_is_asked_about() -> None:
    expected = "The year 2022 does not fit the era beside it. If 2022 (B.E. 2565) is meant, write it so."
    assert str(refused("28 ม.ค. พ.ศ. 2022")) == expected
    assert "The year 2565 does not fit" in str(refused("28 January 2565 CE"))


def test_a_year_turned_into_the_other_era_twice_is_noticed() -> None:
    assert (
        str(refused("28/1/3108")) == "The year 2565 (B.E. 3108) is far away. If 2022 (B.E. 2565) is meant, write it so."
    )
    assert (
        str(refused("28/1/1479")) == "The year 1479 (B.E. 2022) is far away. If 2022 (B.E. 2565) is meant, write it so."
    )


def test_a_year_of_another_generation_is_asked_about_only_where_today_is_known() -> None:
    assert str(refused("28/1/2065")) == "The year 2065 (B.E. 2608) is more than 30 years away. Check the year."
    assert typed_day("28/1/2065", field="opens") == date(2065, 1, 28)
    assert typed_day("28/1/2052", field="opens", today=TODAY) == date(2052, 1, 28)


def test_the_same_day_in_two_different_years_is_refused() -> None:
    assert str(refused("28 January 2022 (B.E. 2566)")) == (
        "2022 (B.E. 2565) and 2023 (B.E. 2566) are not the same year. Write the one that is meant."
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31 June 2022", "There is no 31 June 2022. That month has 30 days."),
        ("29 ก.พ. 2565", "There is no 29 February 2022. That month has 28 days."),
        ("30/2/2567", "There is no 30 February 2024. That month has 29 days."),
        ("0 Jan 2022", "There is no 0 January 2022. That month has 31 days."),
        ("1/28/2022", "There is no month 28. Write the day first, then the month, such as 28/1/2022."),
        ("2022-00-10", "There is no month 0. Write the day first, then the month, such as 28/1/2022."),
    ],
)
def test_a_day_that_no_calendar_has_is_refused_by_its_name(text: str, sentence: str) -> None:
    assert str(refused(text)) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "28 Jan",
        "28",
        "2565",
        "January 2022",
        "28 1 2565",
        "28/1-2565",
        "28/1/265",
        "28/1/02022",
        "28/1/0999",
        "1/2/3/2565",
        "28 Janet 2022",
        "Fri Sat 28 Jan 2022",
        "9" * 5000,
        "28 Jan 2022 x",
        "٢٨/١/٢٥٦٥",
    ],
)
def test_what_is_no_day_is_answered_with_an_example(text: str) -> None:
    assert str(refused(text)) == "Write day, month and year, such as 28 Jan 2022 or 28/1/2022."


WAYS: tuple[Callable[[date], str], ...] = (
    lambda day: days.short_day(day, TH),
    lambda day: days.short_day(day, EN),
    lambda day: days.weekday_day(day, TH),
    lambda day: days.weekday_day(day, EN),
    lambda day: echo(day, TH),
    lambda day: echo(day, EN),
    days.official_day,
    lambda day: days.bilingual_day(day).th,
    lambda day: days.bilingual_day(day).en,
    lambda day: day.isoformat(),
    lambda day: f"{day.day}/{day.month}/{day.year}",
    lambda day: f"{day.day}/{day.month}/{day.year + 543}",
    lambda day: f"{day.day:02}.{day.month:02}.{day.year + 543}",
    lambda day: f"{day.year + 543}-{day.month:02}-{day.day:02}",
    lambda day: days.thai_digits(f"{day.day}-{day.month}-{day.year + 543}"),
    lambda day: f"{days.names(EN, 'abbreviated').months[day.month - 1]} {day.day}, {day.year}",
)


def test_ten_thousand_days_come_back_the_same_in_every_form_and_era() -> None:
    random = Random(2565)
    sample = [date(1992, 1, 1) + timedelta(random.randrange(60 * 365)) for _ in range(10_000)]
    mixed_up = [
        (day, text)
        for number, day in enumerate(sample)
        for text in (WAYS[number % len(WAYS)](day), WAYS[(number * 7 + 3) % len(WAYS)](day))
        if typed_day(text, field="opens", today=TODAY) != day
    ]
    assert mixed_up == []


@given(st.text() | st.from_regex(r"[0-9๐-๙]{1,5}[-/. ][0-9a-zก-๙.]{1,8}[-/. ][0-9๐-๙]{1,6}", fullmatch=True))
def test_whatever_is_typed_becomes_a_day_or_a_refusal(text: str) -> None:
    try:
        assert isinstance(typed_day(text, field="opens"), date)
    except Refusal as refusal:
        assert refusal.message  # noqa: PT017 - both outcomes are right, nothing else is


def test_the_echo_names_weekday_and_both_eras() -> None:
    assert echo(FRIDAY, TH) == "วันศุกร์ที่ 28 มกราคม พ.ศ. 2565 (ค.ศ. 2022)"
    assert echo(FRIDAY, EN) == "Friday 28 January 2022 (B.E. 2565)"
