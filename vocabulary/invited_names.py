"""The names of the invited agencies as letters and calendars list them."""

from collections.abc import Sequence

from vocabulary.states import Language
from vocabulary.text import Bilingual, clean_line
from vocabulary.wording import wording

MOST_NAMED = 40
"""So many agencies are named, so that a letter stays small however many are invited."""


def invited_names(invited: Sequence[Bilingual], language: Language) -> tuple[str, ...]:
    """Who else is invited, in the order of the list; of a very long one, the last line says how many more."""
    names = tuple(clean_line(name.plain.text(language)) for name in invited)
    if len(names) <= MOST_NAMED:
        return names
    more = wording(language).gettext("and %(count)s more") % {"count": len(names) - MOST_NAMED}
    return (*names[:MOST_NAMED], more)
