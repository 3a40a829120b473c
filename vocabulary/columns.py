"""The columns of spreadsheets of focal points and of closed days, and their words, read once from the data file."""

import re
import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import TypeVar

from vocabulary.text import Bilingual

FILE = Path(__file__).with_name("columns.toml")
IGNORED = re.compile(r"[\s.\-_*/()\u2010-\u2015:]+")


class Heading(Enum):
    """What a spreadsheet may have for a heading; the order is that of the template."""

    @property
    def label(self) -> Bilingual:
        """What the template calls it."""
        return spellings()[self.value].label


class Column(Heading):
    """A column of a spreadsheet of focal points."""

    AGENCY = "agency"
    NAME_TH = "name_th"
    NAME_EN = "name_en"
    POSITION_TH = "position_th"
    POSITION_EN = "position_en"
    EMAIL = "email"
    PHONE = "phone"
    LANGUAGE = "language"
    PART = "part"
    MAILBOX = "mailbox"


class DayColumn(Heading):
    """A column of a spreadsheet of closed days."""

    DAY = "days.day"
    WEEKDAY = "days.weekday"
    NAME_TH = "days.name_th"
    NAME_EN = "days.name_en"
    STATE = "days.state"
    SOURCE = "days.source"


H = TypeVar("H", bound=Heading)


@dataclass(frozen=True, slots=True)
class Spelling:
    """What something is called, and everything that it may be called, folded."""

    label: Bilingual
    folded: frozenset[str]


@cache
def spellings() -> dict[str, Spelling]:
    """By column, by word under `words.`, by column of closed days under `days.`: how it may be written."""
    data = tomllib.loads(FILE.read_text("utf-8"))
    parts = {f"{part}.{key}": entry for part in ("words", "days") for key, entry in data.pop(part).items()}
    return {
        key: Spelling(
            Bilingual(entry["en"], entry["th"]),
            frozenset(map(fold, (entry["en"], entry["th"], key.removeprefix("days."), *entry["also"]))),
        )
        for key, entry in {**data, **parts}.items()
    }


def fold(text: str) -> str:
    """A heading without what people write differently."""
    return IGNORED.sub("", text.casefold())


def column_of(heading: str, columns: type[H]) -> H | None:
    """The column of a heading in either language, among those of one kind of spreadsheet."""
    folded = fold(heading)
    return next((column for column in columns if folded in spellings()[column.value].folded), None)


def word_of(text: str, *words: str) -> str | None:
    """Which of these words a cell says, in either language."""
    folded = fold(text)
    return next((word for word in words if folded in spellings()[f"words.{word}"].folded), None)


def label_of(word: str) -> Bilingual:
    """What the template writes for a word."""
    return spellings()[f"words.{word}"].label
