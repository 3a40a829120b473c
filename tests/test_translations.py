"""Wording: everything a reader may see exists in Thai, and says the same."""

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from vocabulary.refusals import Refusal

ROOT = Path(__file__).parent.parent
THAI = re.compile("[\u0e00-\u0e7f]")
PLACEHOLDER = re.compile(r"%\((\w+)\)")
POLITE = re.compile("!|ค่ะ|ครับ")
FUNCTIONS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def refusals(kind: type[Refusal] = Refusal) -> Iterator[str]:
    """The names of every kind of refusal: their first argument is a message."""
    yield kind.__name__
    for narrower in kind.__subclasses__():
        yield from refusals(narrower)


@cache
def wording() -> Catalog:
    """Every message in code and templates, with the places that use it."""
    methods, options = parse_mapping_cfg(io.StringIO((ROOT / "babel.cfg").read_text("utf-8")))
    keywords = FUNCTIONS | dict.fromkeys(refusals())
    catalog = Catalog()
    found = extract_from_dir(ROOT, methods, options, keywords=keywords, directory_filter=is_ours)
    for file, line, message, _comments, context in found:
        catalog.add(message, locations=[(file, line)], context=context)
    return catalog


def is_ours(folder: str) -> bool:
    """Whether this folder may hold wording."""
    return Path(folder).name not in ("node_modules", "instance", "tests", "migrations") and "/." not in folder


@cache
def thai() -> Catalog:
    """The Thai wording as it is kept."""
    with (ROOT / "translations" / "th" / "LC_MESSAGES" / "messages.po").open("rb") as kept:
        return read_po(kept, locale="th")


@cache
def same_in_both() -> frozenset[str]:
    """Messages that are meant to be the same in both languages."""
    lines = (ROOT / "translations" / "th" / "same.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("# "))


def messages() -> list[Message]:
    """Every message of the code, as the catalogue keeps it."""
    return [message for message in wording() if message.id]


def english(message: Message) -> tuple[str, ...]:
    """The message itself: one wording, or one and many."""
    return tuple(message.id) if isinstance(message.id, (list, tuple)) else (message.id,)


def translated(message: Message) -> str:
    """Its Thai, or nothing."""
    kept = thai().get(english(message)[0], message.context)
    if kept is None or not kept.string:
        return ""
    return kept.string if isinstance(kept.string, str) else kept.string[0]


def placeholders_agree(message: Message) -> bool:
    """Whether Thai names what English names; what only the singular leaves out may be left out."""
    wanted = [set(PLACEHOLDER.findall(words)) for words in english(message)]
    named = set(PLACEHOLDER.findall(translated(message)))
    return set.intersection(*wanted) <= named <= set.union(*wanted)


def test_the_code_has_wording_to_translate() -> None:
    assert len(messages()) > 20


def test_every_message_is_translated() -> None:
    assert [english(message)[0] for message in messages() if not translated(message)] == []


def test_every_translation_is_in_thai_letters_unless_it_is_meant_to_be_the_same() -> None:
    foreign = [
        english(message)[0]
        for message in messages()
        if (words := translated(message)) and not THAI.search(words) and english(message)[0] not in same_in_both()
    ]
    assert foreign == []


def test_every_translation_fills_the_same_places() -> None:
    kept = [message for message in messages() if translated(message)]
    assert [english(message)[0] for message in kept if not placeholders_agree(message)] == []


def test_no_translation_is_a_guess() -> None:
    assert [message.id for message in thai() if message.id and message.fuzzy] == []


def test_thai_wording_is_official_and_short() -> None:
    assert [message.id for message in thai() if message.id and POLITE.search(str(message.string))] == []


def test_no_wording_is_kept_that_nobody_uses() -> None:
    used = {(english(message)[0], message.context) for message in messages()}
    assert [message.id for message in thai() if message.id and (english(message)[0], message.context) not in used] == []


@pytest.mark.parametrize("kind", ["Refusal", "NotFound", "Forbidden", "Stale"])
def test_the_sentence_of_a_refusal_is_wording_too(kind: str) -> None:
    assert kind in set(refusals())
    assert f"-k {kind}" in (ROOT / "Makefile").read_text("utf-8")
