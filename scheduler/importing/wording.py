"""How a problem in a spreadsheet is said: by row and column, with the way out, in the reader's language."""

from typing import Any

from vocabulary.refusals import Refusal
from vocabulary.states import Language
from vocabulary.text import N_, Bilingual
from vocabulary.wording import wording

AT = N_("Row %(row)s, %(column)s: %(reason)s")


def at(row: int, column: Bilingual, *, reason: Refusal) -> Refusal:
    """What is wrong in one cell."""
    return Refusal(AT, row=row, column=column, reason=in_both(reason.message, **reason.values))


def in_both(message: str, **values: Any) -> Bilingual:
    """A sentence in both languages."""
    english, thai = (wording(language).gettext(message) for language in (Language.ENGLISH, Language.THAI))
    refusal = Refusal(message, **values)
    if not values:
        return Bilingual(english, thai)
    return Bilingual(english % refusal.values_in(Language.ENGLISH), thai % refusal.values_in(Language.THAI))
