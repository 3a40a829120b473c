"""Words in both languages, and words made safe for a wire."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vocabulary.states import Language

BREAK = "|"
"""Marks, inside a stored name, where a line may break: Thai has no spaces, and browsers break some names wrongly."""

KILOBYTE = 1024

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
LINE_END = re.compile(r"\r\n?|\u2028|\u2029|\x85")
BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")


def N_(message: str) -> str:  # noqa: N802 - the name by which the extractor knows a message id
    """The message id itself: marks, for extraction, a sentence that a door translates later."""
    return message


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in English and Thai; either may be empty, and then the other stands in."""

    en: str
    th: str = ""

    def __str__(self) -> str:
        """The English text, so that a refusal's sentence reads well in a log."""
        return self.text(Language.ENGLISH)

    def text(self, language: Language) -> str:
        """The text in this language, or in the other where this one is empty."""
        first, second = (self.th, self.en) if language is Language.THAI else (self.en, self.th)
        return first or second

    @property
    def plain(self) -> "Bilingual":
        """The same without break marks: for mail, calendars, files and comparisons."""
        return Bilingual(self.en.replace(BREAK, ""), self.th.replace(BREAK, ""))


def joined(names: Iterable[Bilingual]) -> Bilingual:
    """Several names in a row."""
    several = tuple(names)
    english, thai = (", ".join(one.text(each) for one in several) for each in (Language.ENGLISH, Language.THAI))
    return Bilingual(english, thai)


def clean_text(text: str) -> str:
    """Drop control and direction-override characters and give every line the same end (`\\n`)."""
    if text.isprintable():  # none of them is, and most names and lines are nothing else
        return text
    return BIDI.sub("", CONTROL.sub("", LINE_END.sub("\n", text)))


def clean_line(text: str) -> str:
    """The same on one line, with runs of white space folded: for subjects, names and file names."""
    return " ".join(clean_text(text).split())


def file_size(size: int) -> str:
    """A size in bytes as people read it: 312 KB, 1.4 MB."""
    if size < KILOBYTE**2:
        return f"{max(1, round(size / KILOBYTE))} KB"
    return f"{size / KILOBYTE**2:.1f} MB"
