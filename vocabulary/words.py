"""The words of dates and hours, read once from the data file beside this module."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("words.toml")


@dataclass(frozen=True, slots=True)
class Words:
    """What words.toml holds: `long_day` is a pattern by language code, `months` are spellings by number."""

    long_day: Mapping[str, str]
    buddhist: tuple[str, ...]
    common: tuple[str, ...]
    beside_day: tuple[str, ...]
    months: Mapping[int, tuple[str, ...]]
    beside_clock: tuple[str, ...]
    morning: tuple[str, ...]
    afternoon: tuple[str, ...]
    beside_minutes: tuple[str, ...]


@cache
def words() -> Words:
    """The words, the same at every call."""
    data = tomllib.loads(FILE.read_text("utf-8"))
    return Words(
        long_day=data["long_day"],
        buddhist=tuple(data["era"]["buddhist"]),
        common=tuple(data["era"]["common"]),
        beside_day=tuple(data["day"]["silent"]),
        months={int(number): tuple(spellings) for number, spellings in data["month"].items()},
        beside_clock=tuple(data["clock"]["silent"]),
        morning=tuple(data["clock"]["morning"]),
        afternoon=tuple(data["clock"]["afternoon"]),
        beside_minutes=tuple(data["minutes"]["silent"]),
    )
