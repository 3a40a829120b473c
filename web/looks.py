"""What every page template may use: drawings, names that break well, days and hours in the reader's language."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from enum import Enum
from functools import cache, lru_cache
from typing import Protocol

from flask import Flask
from flask_babel import gettext
from markupsafe import Markup, escape

from scheduler.rules.who_knows import dialled
from vocabulary import days
from vocabulary.actor import JOBS, OPERATOR
from vocabulary.command import SAMAI
from vocabulary.delegation_parts import DelegationPart
from vocabulary.own_words import parted
from vocabulary.states import Language
from vocabulary.text import BREAK, Bilingual, file_size
from web.context import language

ICONS = {
    "agency": "M4 20.5V8l8-4.5L20 8v12.5M2.5 20.5h19M8 11.5v5.5M12 11.5v5.5M16 11.5v5.5",
    "alert": "M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.1",
    "back": "M9.5 5 4 10.5 9.5 16M4.5 10.5H14a5.5 5.5 0 0 1 0 11h-2",
    "bell": "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15zM10 21h4",
    "calendar": "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5",
    "check": "M4.5 12.5l5 5 10-11",
    "clock": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2",
    "dash": "M5 12h14",
    "document": "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M9 12.5h6.5M9 16h6.5",
    "down": "M12 4v12M6.5 11 12 16.5 17.5 11M5 20.5h14",
    "dusk": "M3 18h18M6.5 14.5a5.5 5.5 0 0 1 11 0M12 3.5v3M4 8.5l1.8 1.3M20 8.5l-1.8 1.3M7 21.5h10",
    "home": "M3 11.5 12 4l9 7.5M5.5 9.5V20h13V9.5",
    "info": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.5M12 7.6v.1",
    "key": "M8 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM12.5 12H21v3.5M17 12v2.5",
    "leave": "M14 4.5H5v15h9M10 12h11M17 8l4 4-4 4",
    "link": "M10 14a4 4 0 0 0 5.7 0l3.6-3.6a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.6 3.6a4 4 0 0 0 5.7 5.7"
    "l1.6-1.6",
    "mail": "M3.5 5.5h17v13h-17zM4 6.5l8 6.5 8-6.5",
    "moon": "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5Z",
    "pencil": "M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5",
    "phone": "M6 3.5h4l1.5 5-2.3 1.5a11 11 0 0 0 4.8 4.8l1.5-2.3 5 1.5v4c0 1-.8 1.8-1.8 1.7C11 19.2 4.8 13 4.3 5.3"
    " 4.2 4.3 5 3.5 6 3.5Z",
    "pin": "M12 21.5c4.5-4.6 6.8-8.2 6.8-11A6.8 6.8 0 0 0 5.2 10.5c0 2.8 2.3 6.4 6.8 11ZM12 13a2.5 2.5 0 1 0 0-5 2.5"
    " 2.5 0 0 0 0 5Z",
    "plus": "M12 5v14M5 12h14",
    "print": "M7 9V3.5h10V9M7 17.5H4V9h16v8.5h-3M7 14.5h10v6H7z",
    "question": "M9 9.2a3 3 0 1 1 4.3 2.7c-.9.5-1.3 1.1-1.3 2.1M12 17.8v.1",
    "right": "M9 5l7 7-7 7",
    "search": "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM16 16l4.5 4.5",
    "send": "M21 3 10 14M21 3l-6.5 18L10 14 3 9.5z",
    "shield": "M12 3l7.5 3v5.5c0 4.5-3 8-7.5 9.5-4.5-1.5-7.5-5-7.5-9.5V6z",
    "sun": "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4"
    "M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
    "user": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c.6-4 3.4-6 7.5-6s6.9 2 7.5 6",
    "users": "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.4-3.8 2.8-6 6.5-6s6.1 2.2 6.5 6M16 4.5a3.3 3.3 0 0 1 0"
    " 6.2M18 14.3c2 .8 3.2 2.7 3.5 5.7",
    "x": "M6 6l12 12M18 6 6 18",
}
"""Our own line drawings on a 24 x 24 field, drawn with one stroke."""


class RunOfDays(Protocol):
    """Anything with a first and a last day, both inclusive."""

    @property
    def opens(self) -> date: ...

    @property
    def closes(self) -> date: ...


@cache
def icon(name: str, kind: str = "") -> Markup:
    """One drawing, hidden from screen readers: words beside it carry the meaning. `kind` is ok, warn, bad or none."""
    drawing = Markup('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>')
    return drawing.format(f"i {kind}".strip(), ICONS[name])


def part(value: DelegationPart) -> str:
    """As what somebody goes to a session, in the reader's language."""
    return value.said(language())


def text(value: Bilingual | str | None) -> str:
    """A bilingual value in the page's language, without its break marks."""
    if value is None:
        return ""
    return _plain_of(value, language()) if isinstance(value, Bilingual) else value.replace(BREAK, "")


@lru_cache(maxsize=4096)
def _plain_of(value: Bilingual, own: Language) -> str:
    return value.plain.text(own)


def words(value: Bilingual | str | None) -> Markup:
    """The same, its lines breaking only at the stored marks; a text standing in from the other language says so."""
    if isinstance(value, Bilingual):
        return _words_of(value, language())
    return _unbroken(value or "")


@lru_cache(maxsize=4096)
def _words_of(value: Bilingual, own: Language) -> Markup:
    if value.th if own is Language.THAI else value.en:
        return _unbroken(value.text(own))
    return Markup('<span lang="{}">{}</span>').format(own.other.value, _unbroken(value.text(own)))


def words_in(value: Bilingual, own: Language) -> Markup:
    """The same in another language than the page's: for a document that keeps its own."""
    return _words_of(value, own)


def _unbroken(stored: str) -> Markup:
    if BREAK not in stored:
        return escape(stored)
    return Markup("<wbr>").join(
        Markup('<span class="w">{}</span>').format(word) for word in stored.split(BREAK) if word
    )


def our_words(said: str) -> str:
    """What stands on a letter that did not arrive: our own sentence in the page's language, a server's as it is."""
    ours, theirs = parted(said)
    return f"{gettext(ours)} {theirs}".strip() if ours else said


def code(value: Enum | str) -> str:
    """An enum's stored word, for a template that chooses by it."""
    return str(value.value) if isinstance(value, Enum) else value


def anchor(title: str) -> str:
    """An id for a plain heading: its words, hyphened (Thai letters are valid in an id)."""
    return "-".join(title.split())


def day(value: date | str) -> str:
    """A day, short: for tables and strips."""
    return value if isinstance(value, str) else days.short_day(value, language())


def long_day(value: date) -> str:
    """A day with its weekday and both eras: wherever somebody decides by it."""
    return days.long_day(value, language())


def weekday_day(value: date) -> str:
    """A day after its short weekday: "Tue 11 Jan 2022"."""
    return days.weekday_day(value, language())


def zone(tzid: str) -> str:
    """The city by whose clock an IANA zone goes."""
    return days.zone_city(tzid).text(language())


def era_years(several: Iterable[int]) -> str:
    """Years in their order, in the era that this page's readers count in: "2021–2024, 2026"."""
    runs: list[list[int]] = []
    for year in several:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    ends = [dict.fromkeys((run[0], run[-1])) for run in runs]
    return ", ".join(days.DASH.join(days.year_text(date(year, 1, 1), language()) for year in both) for both in ends)


def day_range(opens: date, closes: date) -> str:
    """A run of days, both inclusive: "17–28 Jan 2022"."""
    return days.day_range(opens, closes, language=language())


def runs(several: Iterable[tuple[date, date] | RunOfDays]) -> str:
    """Several runs of days, both days of each inclusive: "2–3 and 6–13 Feb 2026"."""
    return days.day_runs([pair(one) for one in several], language=language())


def pair(run: tuple[date, date] | RunOfDays) -> tuple[date, date]:
    """First and last day of a run."""
    return run if isinstance(run, tuple) else (run.opens, run.closes)


def clock(value: datetime | time | str) -> str:
    """Hours and minutes; an instant must already stand in the city it is shown for."""
    return value if isinstance(value, str) else value.strftime("%H:%M")


def at(value: datetime, tzid: str) -> datetime:
    """An instant on the wall clock of a zone, for `day` and `clock` to write."""
    return days.in_zone(value, tzid)


def official_runs(several: Iterable[tuple[date, date] | RunOfDays]) -> str:
    """Several runs of days as an official document of this language prints them: in Thai with Thai numerals."""
    if language() is Language.THAI:
        return days.official_runs([pair(one) for one in several])
    return runs(several)


def official_day(value: date) -> str:
    """A day likewise."""
    return days.official_day(value) if language() is Language.THAI else days.bilingual_day(value).en


def picked(pieces: Sequence[Markup], numbers: Iterable[int], *, between: Markup) -> Markup:
    """The pieces of these numbers in a row: what a page shows thousands of times is drawn once."""
    return Markup(str(between).join(map(pieces.__getitem__, numbers)))  # noqa: S704 - of drawn pieces


def digits(value: int | str) -> str:
    """A number or a text likewise."""
    return days.thai_digits(str(value)) if language() is Language.THAI else str(value)


BY_ITSELF = frozenset(one.label for one in JOBS)
"""As what the jobs that nobody waits for are on record."""


def doer(name: str) -> str:
    """Who did something, under the name of that day; operator and jobs, who have none, in the reader's language."""
    if name in BY_ITSELF:
        return gettext("The service by itself")
    return gettext(OPERATOR.label) if name == OPERATOR.label else name


def register_looks(app: Flask) -> None:
    """Give every template of the application these filters, and `icon`."""
    app.jinja_env.globals["icon"] = icon
    app.jinja_env.globals["samai"] = SAMAI
    days_of_looks = (
        day,
        weekday_day,
        zone,
        long_day,
        era_years,
        day_range,
        runs,
        clock,
        at,
        official_runs,
        official_day,
    )
    for look in (text, part, words, our_words, code, anchor, dialled, digits, doer, picked, file_size, *days_of_looks):
        app.jinja_env.filters[look.__name__] = look
