"""Where a text bears a mark of secrecy as a word of its own: what somebody may have forgotten to say in the field.

The rule on official secrets 2544 (clause 12) has three marks. Thai writes no spaces: a syllable inside a longer word is
no mark, and vocabulary/marks.toml holds the longer words.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scheduler.rules.search_terms import folded, tidied
from vocabulary.marks import marks

SYLLABLE = 3
"""Letters of the shortest mark: as long as the one syllable by which all Thai marks begin."""


@dataclass(frozen=True, slots=True)
class FoundMark:
    """A mark, and the field in which it stands; `name` is the file's where it stands in one."""

    field: str
    mark: str
    name: str = ""


def marks_in(texts: Iterable[tuple[str, str]]) -> tuple[FoundMark, ...]:
    """Every field, of (field, text), in which a mark stands; each mark once a field."""
    return tuple(FoundMark(field, mark) for field, text in texts for mark in dict.fromkeys(marks_of(text)))


def marks_of(text: str) -> Iterator[str]:
    """The marks that stand in a text, in their order."""
    line = plain(text)
    taken = 0
    while (found := next_mark(line, taken)) is not None:
        at, mark = found
        taken = at + len(mark)
        if is_word(line, at, length=len(mark)) and not is_inside(line, at):
            yield mark


def plain(text: str) -> str:
    """A text as it is compared: one line, one spelling, without what nobody sees, file names with spaces."""
    seen = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    return folded(tidied(" ".join(seen.replace("_", " ").replace("-", " ").split())))


def next_mark(line: str, start: int) -> tuple[int, str] | None:
    """The first mark from here on, and of two at one place the longer one."""
    found = [(at, mark) for mark in marks().marks if (at := line.find(mark, start)) >= 0]
    return min(found, key=lambda each: (each[0], -len(each[1])), default=None)


def is_word(line: str, at: int, *, length: int) -> bool:
    """Whether Latin letters begin and end here; Thai ones need not."""
    before, after = line[at - 1 : at], line[at + length : at + length + 1]
    return not (line[at].isascii() and (is_latin(before) or is_latin(after)))


def is_latin(letter: str) -> bool:
    """Whether this is a letter of a Latin word."""
    return letter.isascii() and letter.isalpha()


def is_inside(line: str, at: int) -> bool:
    """Whether the mark that begins here is only a piece of a longer word."""
    return stands(line, at, words=marks().inside) and not stands(line, at, words=marks().anyway)


def stands(line: str, at: int, *, words: Iterable[str]) -> bool:
    """Whether one of these words stands in the line so that it covers the syllable that begins here."""
    return any(
        line.startswith(word, start) for word in words for start in range(max(0, at + SYLLABLE - len(word)), at + 1)
    )
