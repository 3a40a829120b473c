"""Wording for letters and calendars, which have a reader but no request."""

from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations

from vocabulary.states import Language

FOLDER = Path(__file__).parent.parent / "translations"


@cache
def wording(language: Language) -> NullTranslations:
    """The catalogue of this language: `.gettext()` and `.ngettext()`; English is the messages themselves."""
    return Translations.load(FOLDER, [language.value])
