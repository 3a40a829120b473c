"""Break marks are a file's, not a form's: what somebody types is shown as it stands, or refused."""

from vocabulary.refusals import Refusal
from vocabulary.text import BREAK, N_

NO_BREAKS = N_("“|” is not shown here: in names it marks where a line may break. Write “/” or “–” in its place.")


def break_marks(**texts: str) -> list[Refusal]:
    """One problem for each field in which somebody has typed a break mark."""
    return [Refusal(NO_BREAKS, field=field) for field, text in texts.items() if BREAK in text]
