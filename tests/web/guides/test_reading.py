"""The guides: the same parts in both languages, named as the pages name them."""

import re

import pytest

from tests.test_translations import english, messages, translated
from vocabulary.states import Language
from web.guides.reading import FOLDER, NAMES, guide, section_ids, slug

LINK = re.compile(r'href="([^"]+)"')
BOLD = re.compile(r"\*\*(.+?)\*\*")
NUMBER = re.compile(r"\d+")


def source(name: str, language: Language) -> str:
    return (FOLDER / language.value / f"{name}.md").read_text("utf-8")


def wording(language: Language) -> set[str]:
    """Every word that pages show in this language, with a hash where a number stands."""
    said = set()
    for message in messages():
        words = english(message) if language is Language.ENGLISH else (translated(message),)
        said |= {re.sub(r"%\(num\)s", "#", each) for each in words}
    return said


def test_every_guide_on_file_is_offered() -> None:
    for language in Language:
        assert {path.stem for path in (FOLDER / language.value).glob("*.md")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_parts(name: str) -> None:
    outlines = {
        language: [len(line.split()[0]) for line in source(name, language).splitlines() if line.startswith("#")]
        for language in Language
    }
    assert outlines[Language.THAI] == outlines[Language.ENGLISH]
    assert [part.id for part in guide(name, Language.THAI).sections] == list(section_ids(name))


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", NAMES)
def test_buttons_and_places_are_called_as_on_the_pages(name: str, language: Language) -> None:
    """Bold words in a guide are words of a page."""
    known = wording(Language.ENGLISH) | wording(Language.THAI)
    told = {NUMBER.sub("#", phrase) for phrase in BOLD.findall(source(name, language))}
    assert sorted(told - known) == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", NAMES)
def test_every_link_of_a_guide_opens_a_part_that_exists(name: str, language: Language) -> None:
    for target in LINK.findall(guide(name, language).html):
        place, _, anchor = target.removeprefix("/help/").partition("#")
        assert place in NAMES, target
        assert not anchor or anchor in section_ids(place), target


def test_a_part_is_pointed_at_by_its_english_heading() -> None:
    assert slug("1. Start it") == "1-start-it"
    assert '<h2 id="book-a-consultation">' in guide("desk-officer", Language.THAI).html


def test_a_wide_table_scrolls_in_a_frame_that_a_keyboard_reaches() -> None:
    assert '<div class="scroll" tabindex="0" role="group"><table class="tbl">' in guide("tutorial", Language.THAI).html


def test_no_other_file_is_read() -> None:
    with pytest.raises(KeyError):
        guide("../../house", Language.THAI)
