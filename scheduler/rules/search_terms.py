"""What is searched for, and where it stands: the same words however they are typed.

Case, Thai and Arabic digits, full width and the two spellings of some Thai vowels make no difference.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from scheduler.rules.lengths import too_long
from vocabulary.refusals import Refusal
from vocabulary.text import BREAK, N_, clean_line

LONGEST = 100
MOST_TERMS = 8

TOO_SHORT = N_("Type at least two letters or digits.")

AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
"""Sara am typed as its two halves, with the tone mark between them."""

SPELLINGS = (("\u0e40\u0e40", "\u0e41"),)
"""Sara ae typed as sara e twice looks the same."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line; a marked one is what was searched for."""

    text: str
    marked: bool


def tidied(text: str) -> str:
    """One line as it is kept: without break marks, each Thai vowel in its one spelling."""
    line = unicodedata.normalize("NFC", clean_line(text.replace(BREAK, "")))
    line = AM.sub("\\1\u0e33", line)
    for seen, meant in SPELLINGS:
        line = line.replace(seen, meant)
    return line


def folded(text: str) -> str:
    """The same line as it is compared: letter for letter, so that what is found in it can be marked in the other."""
    return "".join(map(folded_letter, text))


@lru_cache(maxsize=4096)
def folded_letter(letter: str) -> str:
    """One letter without case, width or the digits of a language; never more than one."""
    plain = unicodedata.normalize("NFKC", letter)
    plain = plain if len(plain) == 1 else letter
    if plain.isdecimal():
        return str(int(plain))
    lower = plain.lower()
    return lower if len(lower) == 1 else plain


def terms_of(query: str) -> tuple[str, ...]:
    """The words that must all be found, folded; refused where there is too little or too much to look for."""
    line = tidied(query)
    for problem in too_long(LONGEST, q=line):
        raise problem
    terms = tuple(dict.fromkeys(folded(line).split()))[:MOST_TERMS]
    if sum(map(len, terms)) < 2:
        raise Refusal(TOO_SHORT, field="q")
    return terms


def marked(line: str, terms: Iterable[str]) -> tuple[Piece, ...]:
    """A line in pieces, with all that was searched for marked; one piece where nothing of it was."""
    hidden = folded(line)
    inside = [False] * len(line)
    for term in terms:
        at = hidden.find(term)
        while at >= 0:
            inside[at : at + len(term)] = [True] * len(term)
            at = hidden.find(term, at + 1)
    return tuple(runs(line, inside))


def runs(line: str, inside: Sequence[bool]) -> Iterable[Piece]:
    """The line cut where marking begins or ends."""
    start = 0
    for at in range(1, len(line) + 1):
        if at == len(line) or inside[at] != inside[start]:
            yield Piece(line[start:at], inside[start])
            start = at


def has_any(line: str, terms: Iterable[str]) -> bool:
    """Whether something of what was searched for stands in this line."""
    hidden = folded(line)
    return any(term in hidden for term in terms)
