"""Days and hours in both languages and both eras."""

from datetime import UTC, date, datetime

import pytest

from vocabulary import days
from vocabulary.states import Language
from vocabulary.text import Bilingual

TH, EN = Language.THAI, Language.ENGLISH
TUESDAY = date(2022, 1, 11)
CITIES = ("Asia/Bangkok", "Europe/Vienna", "America/New_York")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2022, 1, day, hour, minute, tzinfo=UTC)


def test_thai_counts_in_the_buddhist_era_and_english_in_the_common_one() -> None:
    assert days.short_day(TUESDAY, TH) == "11 ม.ค. 2565"
    assert days.short_day(TUESDAY, EN) == "11 Jan 2022"


def test_a_day_can_do_without_its_year() -> None:
    assert days.short_day(TUESDAY, TH, year=False) == "11 ม.ค."
    assert days.month_day(TUESDAY, TH) == "11 มกราคม"
    assert days.month_day(TUESDAY, EN) == "11 January"


def test_the_twelve_short_months_are_the_official_ones() -> None:
    expected = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
    assert list(days.names(TH, "abbreviated").months) == expected


def test_a_weekday_goes_before_its_day() -> None:
    assert days.weekday_day(TUESDAY, TH) == "อ. 11 ม.ค. 2565"
    assert days.weekday_day(TUESDAY, EN) == "Tue 11 Jan 2022"


def test_the_long_form_says_weekday_and_both_eras() -> None:
    assert days.long_day(TUESDAY, TH) == "วันอังคารที่ 11 มกราคม พ.ศ. 2565 (ค.ศ. 2022)"
    assert days.long_day(TUESDAY, EN) == "Tuesday 11 January 2022 (B.E. 2565)"


def test_the_29th_of_february_exists_in_the_buddhist_era_too() -> None:
    assert days.short_day(date(2024, 2, 29), TH) == "29 ก.พ. 2567"
    assert days.official_day(date(2024, 2, 29)) == "๒๙ กุมภาพันธ์ ๒๕๖๗"


@pytest.mark.parametrize(
    ("first", "last", "thai", "english"),
    [
        (date(2022, 1, 17), date(2022, 1, 28), "17–28 ม.ค. 2565", "17–28 Jan 2022"),
        (date(2022, 5, 30), date(2022, 6, 10), "30 พ.ค. – 10 มิ.ย. 2565", "30 May – 10 Jun 2022"),
        (date(2022, 12, 28), date(2023, 1, 3), "28 ธ.ค. 2565 – 3 ม.ค. 2566", "28 Dec 2022 – 3 Jan 2023"),
        (date(2022, 1, 17), date(2023, 1, 28), "17 ม.ค. 2565 – 28 ม.ค. 2566", "17 Jan 2022 – 28 Jan 2023"),
        (date(2022, 2, 24), date(2022, 2, 24), "24 ก.พ. 2565", "24 Feb 2022"),
    ],
)
def test_a_range_says_month_and_year_only_as_often_as_needed(first: date, last: date, thai: str, english: str) -> None:
    assert days.day_range(first, last, language=TH) == thai
    assert days.day_range(first, last, language=EN) == english


@pytest.mark.parametrize(
    ("first", "last", "printed"),
    [
        (date(2022, 1, 17), date(2022, 1, 28), "๑๗-๒๘ มกราคม ๒๕๖๕"),
        (date(2022, 5, 30), date(2022, 6, 10), "๓๐ พฤษภาคม - ๑๐ มิถุนายน ๒๕๖๕"),
        (date(2022, 12, 28), date(2023, 1, 3), "๒๘ ธันวาคม ๒๕๖๕ - ๓ มกราคม ๒๕๖๖"),
        (date(2021, 12, 28), date(2021, 12, 28), "๒๘ ธันวาคม ๒๕๖๔"),
    ],
)
def test_printed_thai_documents_have_thai_numerals_and_hyphens(first: date, last: date, printed: str) -> None:
    assert days.official_range(first, last) == printed


GAPS = [
    (date(2026, 2, 2), date(2026, 2, 3)),
    (date(2026, 2, 6), date(2026, 2, 6)),
    (date(2026, 2, 9), date(2026, 2, 13)),
]
MONTHS = [(date(2026, 1, 29), date(2026, 2, 3)), (date(2026, 2, 9), date(2026, 2, 13))]


def test_several_runs_say_their_month_once_where_it_is_one() -> None:
    assert days.day_runs(GAPS, language=EN) == "2–3, 6 and 9–13 Feb 2026"
    assert days.day_runs(GAPS[:1], language=EN) == "2–3 Feb 2026"
    assert days.day_runs(MONTHS, language=EN) == "29 Jan – 3 Feb 2026 and 9–13 Feb 2026"
    assert days.day_runs(GAPS, language=TH) == "2–3, 6 และ 9–13 ก.พ. 2569"
    assert days.day_runs([], language=EN) == ""
    assert days.official_runs(GAPS) == "๒-๓, ๖ และ ๙-๑๓ กุมภาพันธ์ ๒๕๖๙"
    assert days.official_runs(MONTHS) == "๒๙ มกราคม - ๓ กุมภาพันธ์ ๒๕๖๙ และ ๙-๑๓ กุมภาพันธ์ ๒๕๖๙"


def test_an_afternoon_in_bangkok_is_a_morning_in_vienna() -> None:
    assert [days.clock(at(11, 7), city) for city in CITIES] == ["14:00", "08:00", "02:00"]
    assert [days.local_day(at(11, 3), city).day for city in CITIES] == [11, 11, 10]


def test_a_span_says_when_it_ends_on_a_later_day_and_calls_midnight_24() -> None:
    assert [days.span(at(11, 7), at(11, 8, 30), tzid=city) for city in CITIES] == [
        "14:00–15:30",
        "08:00–09:30",
        "02:00–03:30",
    ]
    assert days.span(at(11, 15), at(11, 18), tzid="Asia/Bangkok") == "22:00–01:00 (+1)"
    assert days.span(at(11, 14), at(11, 17), tzid="Asia/Bangkok") == "21:00–24:00"
    assert days.span(at(11, 14), at(12, 17), tzid="Asia/Bangkok") == "21:00–24:00 (+1)"
    assert days.span(at(11, 17), at(11, 17), tzid="Asia/Bangkok") == "00:00–00:00"


def test_a_naive_time_is_nobodys_instant() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        days.clock(datetime(2022, 1, 11, 7), "Asia/Bangkok")  # noqa: DTZ001 - the mistake under test


def test_a_zone_is_named_after_its_city() -> None:
    assert days.zone_city("Europe/Vienna") == Bilingual("Vienna", "เวียนนา")


def test_a_sentence_without_a_reader_yet_has_its_days_in_both_languages() -> None:
    assert days.bilingual_day(TUESDAY) == Bilingual("11 January 2022", "11 มกราคม 2565")
    assert days.bilingual_month(TUESDAY) == Bilingual("January 2022", "มกราคม 2565")
    assert days.bilingual_weekday(1) == Bilingual("Tuesday", "วันอังคาร")
    assert days.both_eras(2022) == Bilingual("2022 (B.E. 2565)", "พ.ศ. 2565 (ค.ศ. 2022)")
