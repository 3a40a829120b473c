"""Names by their words: Thai has no spaces, and lines shall break between the words of a name and nowhere else."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from os.path import commonprefix

from markupsafe import escape

from vocabulary.text import BREAK

Words = tuple[str, ...]
"""A name by its words, in their order."""

UNMARKED = frozenset({"script", "style", "title", "option", "textarea", "svg", "text", "tspan", "/tspan"})
"""Elements whose text can hold no markup; those of drawings are among them."""

TAG = re.compile(r"<(?P<name>/?\w*)[^>]*>")


@dataclass(frozen=True, slots=True)
class Breaker:
    """Finds names in the text of a page; `broken` is each with its words on lines of their own."""

    pattern: re.Pattern[str]
    broken: Mapping[str, str]


def by_words(stored: Iterable[str]) -> tuple[Words, ...]:
    """The stored names that hold break marks, each once, a longer one before one that it may begin with."""
    marked = {text for text in stored if BREAK in text}
    return tuple(tuple(filter(None, text.split(BREAK))) for text in sorted(marked, key=lambda text: (-len(text), text)))


def with_breaks(html: str, names: Iterable[Words], *, word: str) -> str:
    """A page in which lines break between the words of these names and not inside them, of two the longer one's.

    `word` is the tag that opens a word, a `<span>` that its style keeps on one line.
    """
    breaker = breaker_of(tuple(names), word)

    def shown(found: re.Match[str]) -> str:
        return breaker.broken[found[0]] if is_marked_text(html, found.start()) else found[0]

    return breaker.pattern.sub(shown, html) if breaker.broken else html


def is_marked_text(html: str, at: int) -> bool:
    """Whether markup can stand here: not inside a tag, nor in an element that holds none."""
    begins = html.rfind("<", 0, at)
    tag = TAG.match(html, begins, at) if begins >= 0 else None
    return begins < 0 or (tag is not None and tag["name"].lower() not in UNMARKED)


@lru_cache(maxsize=64)
def breaker_of(names: tuple[Words, ...], word: str) -> Breaker:
    """What breaks these names, made once: the same ones come with every page."""
    plain = [str(escape("".join(name))) for name in names]
    spans = ["<wbr>".join(f"{word}{escape(one)}</span>" for one in name) for name in names]
    broken = {text: shown for text, shown in zip(plain, spans, strict=True) if text}
    return Breaker(re.compile(any_of(broken)), broken)


def any_of(texts: Collection[str]) -> str:
    """A pattern for any of these, the longest first, what several begin with written once: a page is long."""
    shared = commonprefix(list(texts))  # noqa: RUF071 - characters are meant
    rests: dict[str, list[str]] = {}
    for rest in (text.removeprefix(shared) for text in texts):
        rests.setdefault(rest[:1], []).append(rest)
    ends = rests.pop("", None) is not None
    ways = "|".join(any_of(several) for several in rests.values())
    return re.escape(shared) + (f"(?:{ways})" + "?" * ends if ways else "")
