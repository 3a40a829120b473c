"""What a form offers to choose from, in the page's language: lists of (value, text) or (value, text, small print)."""

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import TypeVar

from flask_babel import gettext

from scheduler.queries.sessions import Candidate, Place
from vocabulary.text import Bilingual
from web.context import language

E = TypeVar("E", bound=Enum)
Option = tuple[str, str]


def worded(words: Mapping[E, str], *, unknown: bool = False) -> list[Option]:
    """A closed list of words, before them, where nothing may be known yet, that."""
    found = [(str(word.value), gettext(text)) for word, text in words.items()]
    return [("", gettext("Not known yet")), *found] if unknown else found


def cities(places: Iterable[Place]) -> list[Option]:
    """The cities on file, and none."""
    found = [(str(place.city.station_id), plain(place.city.name)) for place in places]
    return [*found, ("", gettext("Not known yet"))]


def buildings(places: Iterable[Place]) -> list[Option]:
    """The buildings on file, each with its city, and none."""
    found = [
        (str(number), f"{plain(name)} · {plain(place.city.name)}") for place in places for number, name in place.venues
    ]
    return [("", gettext("None, or not known yet")), *found]


def people(found: Iterable[Candidate]) -> list[Option]:
    """Everybody on file, with what tells namesakes apart."""
    return [(str(one.person_id), beside(one.name, one.position, one.agency)) for one in found]


def beside(*parts: Bilingual) -> str:
    """Several texts on one line, the empty ones left out."""
    return " · ".join(text for text in map(plain, parts) if text)


def plain(text: Bilingual) -> str:
    """A text in the page's language, without its break marks."""
    return text.plain.text(language())
