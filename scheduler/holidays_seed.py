"""Seeding a list of closed days from a country's calendar; from then on the list is the desk's to correct."""

from collections.abc import Iterable
from datetime import date

from vocabulary.text import Bilingual

SUBSTITUTE = " (in lieu)"


def seeded_days(
    country: str,
    *,
    years: Iterable[int],
    without: frozenset[str] = frozenset(),
    categories: Iterable[str] = ("public",),
) -> dict[date, Bilingual]:
    """The days on which a country's offices close, with their names.

    `country` is an ISO 3166 code. `without` holds English names of holidays on which offices stay open, whose
    substitute days are left out too, and single days (`2023-01-03`) that the calendar has by mistake. A day with
    another holiday on it stays. Names in Thai are given where the calendar has them.
    """
    import holidays

    def calendar(language: str) -> dict[date, str]:
        found = holidays.country_holidays(country, years=list(years), categories=tuple(categories), language=language)
        return dict(found.items())

    english = calendar("en_US")
    thai = calendar("th") if country == "TH" else {}
    return {
        day: Bilingual(name, thai.get(day, ""))
        for day, name in english.items()
        if day.isoformat() not in without and not is_left_out(name, without)
    }


def is_left_out(name: str, without: frozenset[str]) -> bool:
    """Whether nothing but holidays to leave out falls on a day of this name."""
    return all(part.removesuffix(SUBSTITUTE) in without for part in name.split("; "))


def has_calendar(country: str, *, categories: Iterable[str]) -> bool:
    """Whether closed days of these kinds can be seeded for a country."""
    import holidays

    if country not in holidays.list_supported_countries():
        return False
    return set(categories) <= set(holidays.country_holidays(country).supported_categories)
