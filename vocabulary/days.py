"""Days and hours as people write them: the Buddhist era in Thai, the common era in English.

Python keeps the common era everywhere; only text carries the other one, because 29 February of a Buddhist year is
no day of the proleptic calendar that `datetime` knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel.dates import get_day_names, get_month_names, get_timezone_location

from vocabulary.states import Language
from vocabulary.text import Bilingual
from vocabulary.words import words

Width = Literal["wide", "abbreviated"]

WIDTHS: tuple[Width, ...] = ("wide", "abbreviated")
ERA = 543
DASH = "–"
TO_THAI_DIGITS = str.maketrans("0123456789", "".join(map(chr, range(0x0E50, 0x0E5A))))


@dataclass(frozen=True, slots=True)
class Names:
    """Month names from January and weekday names from Monday, as Unicode's CLDR has them."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]


@cache
def names(language: Language, width: Width) -> Names:
    """The names in one language; the short Thai ones are the official ones, with their full stops."""
    months = get_month_names(width, locale=language.value)
    weekdays = get_day_names(width, locale=language.value)
    return Names(tuple(months[n] for n in range(1, 13)), tuple(weekdays[n] for n in range(7)))


def buddhist_year(day: date) -> int:
    """The year of the Buddhist era, as Thailand has counted it since 1941."""
    return day.year + ERA


def year_text(day: date, language: Language) -> str:
    """The year in the era that this language's readers count in."""
    return str(buddhist_year(day) if language is Language.THAI else day.year)


def both_eras(year: int) -> Bilingual:
    """A year of the common era said in both: "2022 (B.E. 2565)"."""
    patterns = (words().year[language.value] for language in (Language.ENGLISH, Language.THAI))
    return Bilingual(*(pattern.format(buddhist=year + ERA, common=year) for pattern in patterns))


def short_day(day: date, language: Language, *, year: bool = True) -> str:
    """Day, short month and, unless told otherwise, year: "30 May 2022"."""
    text = f"{day.day} {names(language, 'abbreviated').months[day.month - 1]}"
    return f"{text} {year_text(day, language)}" if year else text


def weekday_day(day: date, language: Language) -> str:
    """The same after a short weekday: "Tue 11 Jan 2022"."""
    return f"{names(language, 'abbreviated').weekdays[day.weekday()]} {short_day(day, language)}"


def month_day(day: date, language: Language) -> str:
    """Day and full month without a year: "11 January"."""
    return f"{day.day} {names(language, 'wide').months[day.month - 1]}"


def long_day(day: date, language: Language) -> str:
    """Weekday, full month and both eras: "Tuesday 11 January 2022 (B.E. 2565)"."""
    full = names(language, "wide")
    pattern = words().long_day[language.value]
    return pattern.format(
        weekday=full.weekdays[day.weekday()],
        day=day.day,
        month=full.months[day.month - 1],
        year=both_eras(day.year).text(language),
    )


def day_range(first: date, last: date, *, language: Language) -> str:
    """A run of days, both inclusive, that says month and year only as often as needed: "17–28 Jan 2022"."""
    if first == last:
        return short_day(first, language)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{DASH}{short_day(last, language)}"
    return f"{short_day(first, language, year=first.year != last.year)} {DASH} {short_day(last, language)}"


Run = tuple[date, date]


def day_runs(runs: Sequence[Run], *, language: Language) -> str:
    """Several runs of days, both days of each inclusive, in their order: "2–3 and 6–13 Feb 2026"."""
    said = [
        days_alone(run, DASH) if is_of_month(run, after) else day_range(*run, language=language)
        for run, after in zip(runs, [*runs[1:], None], strict=False)
    ]
    return enumerated(said, language)


def is_of_month(run: Run, after: Run | None) -> bool:
    """Whether a run lies in the month in which the next one closes, which then says it for both."""
    return after is not None and len({(day.year, day.month) for day in (*run, *after)}) == 1


def days_alone(run: Run, dash: str) -> str:
    """The days of a run without their month."""
    return dash.join(str(day.day) for day in dict.fromkeys(run))


def enumerated(said: Sequence[str], language: Language) -> str:
    """Several things in a row, the last one after "and"."""
    return f" {words().conjunction[language.value]} ".join(filter(None, [", ".join(said[:-1]), *said[-1:]]))


def thai_digits(text: str) -> str:
    """The same text with its digits written as Thai numerals."""
    return text.translate(TO_THAI_DIGITS)


def official_day(day: date) -> str:
    """A day as a printed Thai document has it: full month, Buddhist era, Thai numerals."""
    return thai_digits(f"{month_day(day, Language.THAI)} {buddhist_year(day)}")


def official_range(first: date, last: date) -> str:
    """A run of days, both inclusive, as a printed Thai document has it: with a hyphen, spaced between months."""
    if first == last:
        return official_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{thai_digits(str(first.day))}-{official_day(last)}"
    opening = month_day(first, Language.THAI) if first.year == last.year else official_day(first)
    return f"{thai_digits(opening)} - {official_day(last)}"


def official_runs(runs: Sequence[Run]) -> str:
    """Several runs of days, both days of each inclusive, as a printed Thai document has them."""
    said = [
        thai_digits(days_alone(run, "-")) if is_of_month(run, after) else official_range(*run)
        for run, after in zip(runs, [*runs[1:], None], strict=False)
    ]
    return enumerated(said, Language.THAI)


def in_zone(instant: datetime, tzid: str) -> datetime:
    """The instant on the wall clock of an IANA zone; a naive value is nobody's instant: ValueError."""
    if instant.tzinfo is None:
        raise ValueError(f"an instant without a zone: {instant}")
    return instant.astimezone(ZoneInfo(tzid))


def local_day(instant: datetime, tzid: str) -> date:
    """The day it is there at this instant."""
    return in_zone(instant, tzid).date()


def start_of_day(day: date, tzid: str) -> datetime:
    """The first instant of a day there."""
    return datetime.combine(day, time(), ZoneInfo(tzid)).astimezone(UTC)


def end_of_day(day: date, tzid: str) -> datetime:
    """The last minute of a day there, by which something is asked for."""
    return datetime.combine(day, time(23, 59), ZoneInfo(tzid)).astimezone(UTC)


def clock(instant: datetime, tzid: str) -> str:
    """The hour there on a 24-hour clock: "14:00"."""
    return in_zone(instant, tzid).strftime("%H:%M")


def end_clock(starts: datetime, ends: datetime, *, tzid: str) -> str:
    """The hour of an end: midnight closes the day as "24:00", and a later day is said: "01:00 (+1)"."""
    last = (in_zone(ends, tzid) - timedelta(microseconds=1)).date()
    later = (max(last, local_day(starts, tzid)) - local_day(starts, tzid)).days
    text = "24:00" if ends > starts and local_day(ends, tzid) > last else clock(ends, tzid)
    return f"{text} (+{later})" if later else text


def span(starts: datetime, ends: datetime, *, tzid: str) -> str:
    """From when to when there: "14:00–15:30", "22:00–01:00 (+1)"."""
    return f"{clock(starts, tzid)}{DASH}{end_clock(starts, ends, tzid=tzid)}"


@cache
def zone_city(tzid: str) -> Bilingual:
    """The city that an IANA zone is named after, as CLDR spells it."""
    english, thai = (
        get_timezone_location(tzid, locale=language.value, return_city=True)
        for language in (Language.ENGLISH, Language.THAI)
    )
    return Bilingual(english, thai)


def bilingual_day(day: date) -> Bilingual:
    """The day with full month and year, for a sentence whose reader is not known yet."""
    english, thai = (f"{month_day(day, each)} {year_text(day, each)}" for each in (Language.ENGLISH, Language.THAI))
    return Bilingual(english, thai)


def bilingual_month(day: date) -> Bilingual:
    """The full month and the year that this day is in."""
    english, thai = (
        f"{names(each, 'wide').months[day.month - 1]} {year_text(day, each)}"
        for each in (Language.ENGLISH, Language.THAI)
    )
    return Bilingual(english, thai)


def bilingual_weekday(weekday: int) -> Bilingual:
    """The full name of a weekday, Monday being 0."""
    return Bilingual(names(Language.ENGLISH, "wide").weekdays[weekday], names(Language.THAI, "wide").weekdays[weekday])
