"""What a reader takes as one letter: a cut between two of them never parts a Thai vowel or tone mark from its base."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

SARA_AM = "\u0e33\u0eb3"
"""Thai and Lao AM: letters to Unicode, yet half of each is a mark above the letter before."""

JOINER = "\u200d"
SKIN_TONES = range(0x1F3FB, 0x1F400)
FLAG_LETTERS = range(0x1F1E6, 0x1F200)
ELLIPSIS = "\u2026"

USUAL = re.compile("[\0-\u02ff\u0e00-\u0e7f\u2010-\u2026]*")
"""Latin, Thai and the common dashes and quotation marks: of these, only Thai marks belong to the letter before."""

USUAL_LETTER = re.compile("(?s:.)[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]*")


def graphemes(text: str) -> Iterator[str]:
    """Split into extended grapheme clusters (Unicode, UAX 29, as far as names and titles need it); joined, the text."""
    if USUAL.fullmatch(text):
        yield from USUAL_LETTER.findall(text)
        return
    start = 0
    for here in range(1, len(text)):
        if not _belongs_to_the_letter_before(text, start, here=here):
            yield text[start:here]
            start = here
    if text:
        yield text[start:]


def may_cut(text: str, here: int) -> bool:
    """Whether a cut before this character, which is not the first, leaves every letter whole."""
    start = here - 1
    while start > 0 and ord(text[start]) in FLAG_LETTERS and ord(text[start - 1]) in FLAG_LETTERS:
        start -= 1
    first_of_a_pair = (here - start) % 2 == 1
    return not _belongs_to_the_letter_before(text, here - 1 if first_of_a_pair else here - 2, here=here)


def shortened(text: str, *, longest: int) -> str:
    """The text, or as much of it as leaves room for an ellipsis within `longest` code points."""
    if len(text) <= longest:
        return text
    ends = accumulate(len(letter) for letter in graphemes(text))
    kept = max((end for end in ends if end < longest), default=0)
    return text[:kept].rstrip() + ELLIPSIS


def _belongs_to_the_letter_before(text: str, start: int, *, here: int) -> bool:
    before, letter = text[here - 1], text[here]
    if unicodedata.category(letter).startswith("M") or letter in SARA_AM or ord(letter) in SKIN_TONES:
        return True
    if JOINER in (letter, before):
        return True
    return here - start == 1 and ord(letter) in FLAG_LETTERS and ord(before) in FLAG_LETTERS
