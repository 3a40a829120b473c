"""How long a text may be: nothing is cut off in silence, what is too long is said."""

from vocabulary.refusals import Refusal
from vocabulary.text import N_

TOO_LONG = N_("Shorten this to %(most)s characters; it has %(length)s.")


def too_long(most: int, **texts: str) -> list[Refusal]:
    """One problem for each field whose text has more than so many characters."""
    return [
        Refusal(TOO_LONG, field=field, most=most, length=len(text)) for field, text in texts.items() if len(text) > most
    ]
