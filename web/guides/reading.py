"""A guide's file as a page: Markdown in, headings that can be pointed at and safe HTML out.

Both languages of a guide have the same headings in the same order, so that one address opens the same part in either:
its id comes from the English heading.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from vocabulary.states import Language

FOLDER = Path(__file__).parent.parent.parent / "docs" / "guide"

NAMES = ("desk-officer", "delegations", "answers", "focal-point", "head-of-mission", "signing-in", "tutorial")
"""Every guide, in the order in which the help page names them."""

TO_GUIDE = re.compile(r"(?P<name>[a-z-]+)\.md(?P<anchor>#[a-z0-9-]+)?")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a guide: what an address points at, and its heading in the guide's language."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide in one language; `lead` is its first paragraph, `html` all after it."""

    name: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    html: Markup


@cache
def guide(name: str, language: Language) -> Guide:
    """The guide of this name, read once; a name that is not in `NAMES` is a KeyError."""
    if name not in NAMES:
        raise KeyError(name)
    tokens = tokens_of(name, language)
    title, lead, body = tokens[1].content, tokens[4].content, tokens[6:]
    titles = [title_of(body, place) for place in headings(body)]
    sections = tuple(Section(*pair) for pair in zip(section_ids(name), titles, strict=True))
    prepare(body, sections)
    return Guide(name, title, lead, sections, Markup(GuideRenderer().render(body, READER.options, {})))  # noqa: S704


def tokens_of(name: str, language: Language) -> list[Token]:
    """The file's words as Markdown's own parts."""
    return READER.parse((FOLDER / language.value / f"{name}.md").read_text("utf-8"))


def headings(tokens: Sequence[Token]) -> list[int]:
    """Where the parts of the second level begin."""
    return [place for place, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h2"]


def title_of(tokens: Sequence[Token], place: int) -> str:
    """The words of the heading that opens here."""
    return tokens[place + 1].content


@cache
def section_ids(name: str) -> tuple[str, ...]:
    """The ids of a guide's parts: their English headings, hyphened."""
    tokens = tokens_of(name, Language.ENGLISH)
    return tuple(slug(title_of(tokens, place)) for place in headings(tokens))


def slug(title: str) -> str:
    """A heading's words in lower case with hyphens between, as public readers of Markdown make them."""
    return "-".join(re.sub("[^a-z0-9 ]", "", title.lower()).split())


def prepare(tokens: list[Token], sections: Sequence[Section]) -> None:
    """Give headings their ids, and links to other guides their addresses here."""
    for place, section in zip(headings(tokens), sections, strict=True):
        tokens[place].attrSet("id", section.id)
    for token in tokens:
        for inner in token.children or ():
            found = TO_GUIDE.fullmatch(str(inner.attrGet("href") or "")) if inner.type == "link_open" else None
            if found:
                inner.attrSet("href", f"/help/{found['name']}{found['anchor'] or ''}")


class GuideRenderer(RendererHTML):
    """Writes the HTML: a wide table scrolls in a frame that a keyboard reaches."""

    def table_open(self, *_: Any) -> str:
        """A table begins within a frame that scrolls sideways, also by the keyboard."""
        return '<div class="scroll" tabindex="0" role="group"><table class="tbl">\n'

    def table_close(self, *_: Any) -> str:
        """The end of both."""
        return "</table></div>\n"


READER = MarkdownIt("commonmark", {"html": False}).enable("table")
