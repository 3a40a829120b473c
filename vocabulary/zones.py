"""The clocks of the world as people choose them: by country and city, each under its IANA zone."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

from vocabulary.days import zone_city
from vocabulary.states import Language
from vocabulary.text import Bilingual


@dataclass(frozen=True, slots=True)
class Clock:
    """One zone: the country where it holds, and the city it is named after."""

    tzid: str
    country: Bilingual
    city: Bilingual


@cache
def clocks() -> tuple[Clock, ...]:
    """Every zone that belongs to a country, as Unicode's CLDR names both; by country and city in English."""
    known = available_timezones()
    english, thai = (Locale(language.value).territories for language in (Language.ENGLISH, Language.THAI))
    found = [
        Clock(tzid, Bilingual(english[code], thai.get(code, "")), zone_city(tzid))
        for tzid, code in get_global("zone_territories").items()
        if tzid in known and code.isalpha() and code in english
    ]
    return tuple(sorted(found, key=lambda clock: (clock.country.en, clock.city.en)))


@cache
def usual_clocks() -> tuple[Clock, ...]:
    """Those to choose from: a country's small places whose clocks go as those of a larger one there are left out."""
    alike: dict[tuple[object, ...], list[Clock]] = {}
    for clock in clocks():
        hours = (datetime(2026, month, 1, tzinfo=ZoneInfo(clock.tzid)).utcoffset() for month in (1, 7))
        alike.setdefault((clock.country, *hours), []).append(clock)
    usual = {clock for group in alike.values() for clock in [each for each in group if is_large(each)] or group[:1]}
    return tuple(clock for clock in clocks() if clock in usual)


def is_large(clock: Clock) -> bool:
    """Whether a zone is named after a place of its own, and not after one within a province."""
    return clock.tzid.count("/") == 1


def country_of(tzid: str) -> Bilingual | None:
    """The country where a zone holds, where one does."""
    return next((clock.country for clock in clocks() if clock.tzid == tzid), None)
