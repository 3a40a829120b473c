"""Words that mark a paper as secret, read once from the data file beside this module."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("marks.toml")


@dataclass(frozen=True, slots=True)
class Marks:
    """What marks.toml holds: the marks, the longest first; longer words that only hold one; where it is one anyway."""

    marks: tuple[str, ...]
    inside: tuple[str, ...]
    anyway: tuple[str, ...]


@cache
def marks() -> Marks:
    """The words, the same at every call."""
    data = tomllib.loads(FILE.read_text("utf-8"))
    return Marks(*(tuple(data[name]) for name in ("marks", "inside", "anyway")))
