"""Names by their words: Thai has no spaces, and lines shall break between the words of a name and nowhere else."""

import re
from collections.abc import Iterable
from functools import lru_cache

from markupsafe import escape

from vocabulary.text import BREAK

Words = tuple[str, ...]
"""A name by its words, in their order."""

PASSED_OVER = r"<(?P<element>script|style|title|option|textarea|svg)\b.*?</(?P=element)\s*>|<[^>]*>"
"""Markup, and elements whose text can hold none."""


def by_words(stored: Iterable[str]) -> tuple[Words, ...]:
    """The stored names that hold break marks, each once, a longer one before one that it may begin with."""
    marked = {text for text in stored if BREAK in text}
    return tuple(tuple(filter(None, text.split(BREAK))) for text in sorted(marked, key=lambda text: (-len(text), text)))


def with_breaks(html: str, names: Iterable[Words], *, word: str) -> str:
    """A page in which lines break between the words of these names and not inside them.

    `word` is the tag that opens a word, a `<span>` that its style keeps on one line.
    """
    present = tuple(name for name in names if str(escape("".join(name))) in html)
    if not present:
        return html
    broken = {
        str(escape("".join(name))): "<wbr>".join(f"{word}{escape(one)}</span>" for one in name) for name in present
    }
    return pattern_of(tuple(broken)).sub(lambda found: broken.get(found[0], found[0]), html)


@lru_cache(maxsize=64)
def pattern_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """Finds these names in the text of a page, and whatever is passed over."""
    return re.compile("|".join([PASSED_OVER, *map(re.escape, names)]), re.DOTALL)
