"""The columns of a spreadsheet of focal points, and the words that stand in them, read once from the data file."""

import re
import tomllib
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from vocabulary.text import Bilingual

FILE = Path(__file__).with_name("columns.toml")
IGNORED = re.compile(r"[\s.\-_*/()\u2010-\u2015:]+")


class Column(Enum):
    """A column; the order is that of the template."""

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

    @property
    def label(self) -> Bilingual:
        """What the template calls it."""
        return spellings()[self.value].label


@dataclass(frozen=True, slots=True)
class Spelling:
    """What something is called, and everything that it may be called, folded."""

    label: Bilingual
    folded: frozenset[str]


@cache
def spellings() -> dict[str, Spelling]:
    """By column, and by word under `words.`: how it may be written."""
    data = tomllib.loads(FILE.read_text("utf-8"))
    words = {f"words.{key}": entry for key, entry in data.pop("words").items()}
    return {
        key: Spelling(
            Bilingual(entry["en"], entry["th"]),
            frozenset(map(fold, (entry["en"], entry["th"], key, *entry["also"]))),
        )
        for key, entry in {**data, **words}.items()
    }


def fold(text: str) -> str:
    """A heading without what people write differently."""
    return IGNORED.sub("", text.casefold())


def column_of(heading: str) -> Column | None:
    """The column of a heading in either language."""
    folded = fold(heading)
    return next((column for column in Column if folded in spellings()[column.value].folded), None)


def word_of(text: str, *words: str) -> str | None:
    """Which of these words a cell says, in either language."""
    folded = fold(text)
    return next((word for word in words if folded in spellings()[f"words.{word}"].folded), None)


def label_of(word: str) -> Bilingual:
    """What the template writes for a word."""
    return spellings()[f"words.{word}"].label
