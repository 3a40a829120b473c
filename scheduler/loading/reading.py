"""A TOML text read into its schema; whatever is wrong names the line, the field and the reason."""

import re
import tomllib
from collections.abc import Iterable
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scheduler.loading.lines import Place, line_of
from vocabulary.refusals import Invalid, Refusal
from vocabulary.text import N_

F = TypeVar("F", bound=BaseModel)

WRONG = N_("%(file)s, line %(line)s, %(place)s: %(reason)s")
TOML_LINE = re.compile(r"\(at line (\d+), column \d+\)")
REASONS = {
    "extra_forbidden": "no such name is known here; look for a slip of the pen",
    "missing": "is missing",
    "date_type": "must be a day such as 2022-05-30, without quotation marks",
}


def read_file(text: str, schema: type[F], *, name: str) -> F:
    """The file's entries; refused with every problem at once."""
    try:
        return schema.model_validate(parsed(text, name=name))
    except ValidationError as error:
        problems = [problem(text, tuple(found["loc"]), reason_of(found), name=name) for found in error.errors()]
        raise Invalid(problems) from None


def parsed(text: str, *, name: str) -> dict[str, object]:
    """The TOML as Python values."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        where = TOML_LINE.search(str(error))
        line = int(where[1]) if where else text.count("\n") + 1
        reason = TOML_LINE.sub("", str(error)).strip()
        raise Invalid([Refusal(WRONG, file=name, line=line, place="TOML", reason=reason)]) from None


def reason_of(found: ErrorDetails) -> str:
    """Why pydantic refuses a value, in our words."""
    plain = found["msg"].removeprefix("Value error, ").replace("Input should be", "must be")
    return REASONS.get(found["type"], plain)


def problem(text: str, place: Place, reason: str, *, name: str) -> Refusal:  # noqa: PLR0917
    """One thing that is wrong, with the line it stands on."""
    return Refusal(WRONG, file=name, line=line_of(text, place), place=said(place), reason=reason)


def said(place: Iterable[str | int]) -> str:
    """A place as people say it: "session 3, opens" for the third session's first day."""
    words: list[str] = []
    for part in place:
        if isinstance(part, int) and words:
            words[-1] = f"{words[-1]} {part + 1}"
        else:
            words.append(str(part))
    return ", ".join(words) or "file"
