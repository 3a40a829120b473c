"""Days as people type them, in either language and either era.

The text becomes tokens, the tokens a row of letters, one for each, and the row must have one of four shapes.
"""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from scheduler.rules.typed.text import any_of, bare, plain
from scheduler.rules.typed.years import Era, Year, common_year
from vocabulary.days import WIDTHS, bilingual_day, bilingual_month, bilingual_weekday, long_day, names
from vocabulary.refusals import Refusal
from vocabulary.states import Language
from vocabulary.text import N_
from vocabulary.words import words

NOT_A_DAY = N_("Write day, month and year, such as 28 Jan 2022 or 28/1/2022.")
NO_MONTH = N_("There is no month %(month)s. Write the day first, then the month, such as 28/1/2022.")
NO_SUCH_DAY = N_("There is no %(day)s %(month)s. That month has %(last)s days.")
WRONG_WEEKDAY = N_("%(day)s is a %(actual)s, not a %(typed)s. Did you mean %(actual)s %(day)s or %(typed)s %(other)s?")

# One letter a token: Y a number of four digits, N of one or two, M month, W weekday, E era, else the mark itself.
YEARS = r"(?P<year>E?[YN]E?)(?:\((?P<again>E?YE?)\))?"
SHAPES = tuple(
    re.compile("W?,?" + shape)
    for shape in (
        rf"(?P<day>N)[-/.,]?(?P<month>M)[-/.,]?{YEARS}",
        rf"(?P<month>M)(?P<day>N),?{YEARS}",
        rf"(?P<day>N)(?P<mark>[-/.])(?P<month>N)(?P=mark){YEARS}",
        r"(?P<year>Y)(?P<mark>[-/.])(?P<month>N)(?P=mark)(?P<day>N)",
    )
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark: its letter in the row, and what it stands for."""

    letter: str
    value: int = 0


MARKS = "-/.,()"
SILENT = Token("")
UNKNOWN = Token("?")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words that may stand in a day, by their bare spelling, and a pattern that finds a token."""

    tokens: Mapping[str, Token]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was typed, before anybody asked whether there is such a day."""

    day: int
    month: int
    years: tuple[Year, ...]
    weekday: int | None


def echo(day: date, language: Language) -> str:
    """What a date field answers while it is typed in: weekday and both eras."""
    return long_day(day, language)


def typed_day(text: str, *, field: str, today: date | None = None) -> date:
    """The day that was meant, in the common era; with `today`, a year far from it is asked about."""
    reading = read(text, field=field)
    year = common_year(reading.years, field=field, today=today)
    day = existing_day(reading, year, field=field)
    if reading.weekday is not None and reading.weekday != day.weekday():
        raise wrong_weekday(day, reading.weekday, field=field)
    return day


def read(text: str, *, field: str) -> Reading:
    """Day, month, year and weekday by the first shape that fits; refused with an example where none does."""
    tokens = tokenised(plain(text))
    row = "".join(token.letter for token in tokens)
    found = next((match for shape in SHAPES if (match := shape.fullmatch(row))), None)
    if found is None:
        raise Refusal(NOT_A_DAY, field=field)
    years = [tokens[slice(*found.span(name))] for name in ("year", "again") if found.groupdict().get(name)]
    return Reading(
        day=tokens[found.start("day")].value,
        month=tokens[found.start("month")].value,
        years=tuple(read_year(few) for few in years),
        weekday=tokens[0].value if row.startswith("W") else None,
    )


def read_year(tokens: list[Token]) -> Year:
    """A year with the era mark that stands before or after it, if any; of two marks the first counts."""
    number = next(token.value for token in tokens if token.letter in "YN")
    era = next((Era(token.value) for token in tokens if token.letter == "E"), None)
    return Year(number, era)


def tokenised(text: str) -> list[Token]:
    """The text as tokens; what is no number, word or mark is one token that fits no shape."""
    known = lexicon()
    tokens = []
    for found in known.pattern.finditer(text):
        if found["number"]:
            tokens.append(number_token(found["number"]))
        elif found["word"]:
            tokens.append(known.tokens[bare(found["word"])])
        else:
            tokens.append(Token(found[0]) if found[0] in MARKS else UNKNOWN)
    return [token for token in tokens if token.letter]


def number_token(digits: str) -> Token:
    """A number by its length: only one, two or four digits can be part of a day."""
    if len(digits) <= 2:
        return Token("N", int(digits))
    return Token("Y", int(digits)) if len(digits) == 4 and digits[0] != "0" else UNKNOWN


@cache
def lexicon() -> Lexicon:
    """Every word a day may hold, in both languages; built once."""
    spelt = {**said_words(), **calendar_words()}
    pattern = re.compile(rf"(?P<number>[0-9]+)|(?P<word>(?:{any_of(spelt)})(?![a-z]))|\S")
    return Lexicon({bare(word): token for word, token in spelt.items()}, pattern)


def calendar_words() -> Mapping[str, Token]:
    """The names of months and weekdays, full and short, that the calendar data has."""
    spelt: dict[str, Token] = {}
    for full_or_short in (names(language, width) for language in Language for width in WIDTHS):
        spelt |= {word: Token("M", month) for month, word in enumerate(full_or_short.months, start=1)}
        spelt |= {word: Token("W", weekday) for weekday, word in enumerate(full_or_short.weekdays)}
    return spelt


def said_words() -> Mapping[str, Token]:
    """The era marks, the other spellings, and the words that say nothing."""
    said = words()
    spelt = dict.fromkeys(said.beside_day, SILENT)
    spelt |= {word: Token("E", Era.BUDDHIST.value) for word in said.buddhist}
    spelt |= {word: Token("E", Era.COMMON.value) for word in said.common}
    spelt |= {word: Token("M", month) for month, several in said.months.items() for word in several}
    spelt |= {word: Token("W", weekday) for weekday, several in said.weekdays.items() for word in several}
    return spelt


def existing_day(reading: Reading, year: int, *, field: str) -> date:
    """The day, where the calendar has it; refused by name where it has not."""
    if not 1 <= reading.month <= 12:
        raise Refusal(NO_MONTH, field=field, month=reading.month)
    last = monthrange(year, reading.month)[1]
    if not 1 <= reading.day <= last:
        month = bilingual_month(date(year, reading.month, 1))
        raise Refusal(NO_SUCH_DAY, field=field, day=reading.day, month=month, last=last)
    return date(year, reading.month, reading.day)


def wrong_weekday(day: date, weekday: int, *, field: str) -> Refusal:
    """Both readings: this day under its own weekday, or the nearest day that has the one typed.

    Official pages do print a weekday that is not the day's: neither of the two is then to be trusted.
    """
    other = day + timedelta((weekday - day.weekday() + 3) % 7 - 3)
    said = {"day": bilingual_day(day), "other": bilingual_day(other)}
    weekdays = {"actual": bilingual_weekday(day.weekday()), "typed": bilingual_weekday(weekday)}
    return Refusal(WRONG_WEEKDAY, field=field, **said, **weekdays)
