"""What programs write in mails that no header calls theirs, read once from the data file beside this module."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("program_words.toml")


@dataclass(frozen=True, slots=True)
class ProgramWords:
    """What program_words.toml holds, in lower case."""

    away: tuple[str, ...]
    away_of: tuple[str, ...]
    came_back: tuple[str, ...]

    def is_away(self, subject: str) -> bool:
        """Whether a subject is that of an answering machine."""
        said = subject.strip().casefold()
        return said.startswith(self.away) or (not said.startswith("re:") and any(one in said for one in self.away_of))

    def is_returned(self, subject: str) -> bool:
        """Whether a subject says, in a language other than English, that a letter came back."""
        said = subject.casefold()
        return any(one in said for one in self.came_back)


@cache
def program_words() -> ProgramWords:
    """The words, the same at every call."""
    data = tomllib.loads(FILE.read_text("utf-8"))
    return ProgramWords(*(tuple(map(str.casefold, data[name])) for name in ("away", "away_of", "came_back")))
