"""The words of dates and hours, read once from the data file beside this module."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True, slots=True)
class Words:
    """What words.toml holds: patterns by language code, other spellings by number (months from 1, Monday 0)."""

    year: Mapping[str, str]
    long_day: Mapping[str, str]
    conjunction: Mapping[str, str]
    buddhist: tuple[str, ...]
    common: tuple[str, ...]
    beside_day: tuple[str, ...]
    months: Mapping[int, tuple[str, ...]]
    weekdays: Mapping[int, tuple[str, ...]]
    before_clock: tuple[str, ...]
    after_clock: tuple[str, ...]
    morning: tuple[str, ...]
    afternoon: tuple[str, ...]
    after_minutes: tuple[str, ...]


@cache
def words() -> Words:
    """The words, the same at every call."""
    data = tomllib.loads(FILE.read_text("utf-8"))
    return Words(
        year=data["year"],
        long_day=data["long_day"],
        conjunction=data["and"],
        buddhist=tuple(data["era"]["buddhist"]),
        common=tuple(data["era"]["common"]),
        beside_day=tuple(data["day"]["silent"]),
        months=by_number(data["month"]),
        weekdays=by_number(data["weekday"]),
        before_clock=tuple(data["clock"]["before"]),
        after_clock=tuple(data["clock"]["after"]),
        morning=tuple(data["clock"]["morning"]),
        afternoon=tuple(data["clock"]["afternoon"]),
        after_minutes=tuple(data["minutes"]["after"]),
    )


def by_number(spellings: Mapping[str, list[str]]) -> Mapping[int, tuple[str, ...]]:
    """The same with its keys as numbers, which TOML cannot have."""
    return {int(number): tuple(several) for number, several in spellings.items()}
