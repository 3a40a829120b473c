"""Typed text made plain before it is read: one kind of digit, dash, space and letter."""

import re
from collections.abc import Iterable

from vocabulary.text import clean_line

THAI_DIGITS = {0x0E50 + digit: str(digit) for digit in range(10)}
FULLWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
DASHES = dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-")
INVISIBLE = dict.fromkeys((0x00AD, *range(0x200B, 0x2010), 0x2060, 0xFEFF))
TABLE = {**THAI_DIGITS, **FULLWIDTH, **DASHES, **INVISIBLE}


def plain(text: str) -> str:
    """The text on one line in small letters, with ASCII digits and hyphens and single spaces."""
    return " ".join(clean_line(text).translate(TABLE).casefold().split())


def bare(word: str) -> str:
    """A word without its full stops and spaces: two spellings of one word become the same."""
    return word.casefold().replace(".", "").replace(" ", "")


def any_of(spellings: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first; full stops, and spaces after them, may be missing."""
    ordered = sorted({word.casefold() for word in spellings}, key=len, reverse=True)
    return "|".join(r"\.? ?".join(map(re.escape, word.strip(".").split("."))) + r"\.?" for word in ordered)
