"""Refusals: sentences for the reader that say what to do next and change nothing.

The sentence is an English message id with named placeholders; the door that shows it translates it.
"""

from collections.abc import Mapping
from datetime import datetime

from vocabulary.command import SAMAI
from vocabulary.states import Language
from vocabulary.text import Bilingual

OPERATED = "%(samai)s"
"""Stands in a sentence that names a command, for what the operator types before it."""


class Refusal(Exception):
    """A deed that may not be done, in one sentence that says what to do instead."""

    status = 422

    def __init__(self, message: str, *, field: str | None = None, **values: object) -> None:
        if OPERATED in message:
            values["samai"] = SAMAI
        super().__init__(message % values if values else message)
        self.message = message
        self.field = field
        self.values: Mapping[str, object] = values

    def values_in(self, language: Language) -> Mapping[str, object]:
        """The values for the placeholders, with days, names and titles in the reader's language."""
        return {key: one.text(language) if isinstance(one, Bilingual) else one for key, one in self.values.items()}


class NotFound(Refusal):
    """What was asked for does not exist, or is not this actor's to see."""

    status = 404


class Forbidden(Refusal):
    """This actor may not do this."""

    status = 403


class Withheld(Forbidden):
    """This is classified: it is told by another channel, and nothing of it here."""


class Stale(Refusal):
    """The state has moved since the reader looked."""

    status = 409


class Overtaken(Stale):
    """Somebody else has changed what a form showed: `seen` when it was opened, `present` now, `mine` as it was sent.

    All three are field -> value in one plain spelling; `mine` is None where the form only has a button.
    """

    def __init__(
        self,
        message: str,
        *,
        seen: Mapping[str, str],
        present: Mapping[str, str],
        mine: Mapping[str, str] | None,
    ) -> None:
        super().__init__(message)
        self.seen, self.present, self.mine = seen, present, mine
        self.changed_by: Bilingual | None = None
        self.changed_at: datetime | None = None

    def last_changed(self, name: Bilingual | None, at: datetime) -> "Overtaken":
        """The same, with who changed it last, and when."""
        self.changed_by, self.changed_at = name, at
        return self


class Invalid(Refusal):
    """Several fields are wrong at once; `problems` holds one refusal each."""

    def __init__(self, problems: list[Refusal]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems
