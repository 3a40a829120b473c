"""What people typed, read field by field: every problem is collected, and nothing typed is lost."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import Enum
from typing import TypeVar

from flask import has_request_context, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from scheduler.rules.typed import typed_clock, typed_day, typed_minutes, typed_number
from vocabulary.refusals import Invalid, Overtaken, Refusal
from vocabulary.text import N_, clean_line, clean_text
from web.errors import say

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

ROW_NUMBER = re.compile("[0-9]{1,9}")
CHOOSE = N_("Choose one of these.")
TWICE = N_("This came twice, and each time otherwise. Write it once.")
FILE = N_("A file came where words are asked for. Write them here.")


@dataclass
class Typed:
    """The form of this request. Each reader gives the value, or None where it is empty or wrong, and notes why."""

    values: Mapping[str, str] = field(default_factory=lambda: request.form)
    problems: list[Refusal] = field(default_factory=list)

    def line(self, name: str) -> str:
        """One line, without control characters."""
        return clean_line(self.said(name))

    def text(self, name: str) -> str:
        """Several lines."""
        return clean_text(self.said(name)).strip()

    def day(self, name: str, *, today: date | None = None) -> date | None:
        """A day in any of the forms people write."""
        return self.read(name, lambda text: typed_day(text, field=name, today=today))

    def clock(self, name: str) -> time | None:
        """A time of day."""
        return self.read(name, lambda text: typed_clock(text, field=name))

    def minutes(self, name: str) -> int | None:
        """A length in minutes, from five to a whole day."""
        return self.read(name, lambda text: typed_minutes(text, field=name))

    def number(self, name: str) -> int | None:
        """A whole number."""
        return self.read(name, lambda text: typed_number(text, field=name))

    def choice(self, name: str, words: type[E]) -> E | None:
        """One word of a closed list."""
        return self.read(name, lambda text: chosen(text, words, name=name))

    def numbers(self, name: str) -> tuple[int, ...]:
        """The numbers of the boxes that were ticked; what is none was not ticked on our page, and is noted."""
        sent = [value for value in self.sent(name) if value]
        ticked = [value for value in sent if ROW_NUMBER.fullmatch(value)]
        if len(ticked) < len(sent):
            self.note(name, CHOOSE)
        return tuple(map(int, ticked))

    def needed(self, name: str, value: T | None, *, sentence: str) -> T | None:
        """Note that a field must not be empty, unless something is wrong with it already."""
        if value is None or value == "":
            self.note(name, sentence)
        return value

    def read(self, name: str, reader: Callable[[str], T]) -> T | None:
        """Read one field, and note the refusal where it cannot be read."""
        text = self.said(name).strip()
        if not text or self.is_noted(name):
            return None
        try:
            return reader(text)
        except Refusal as refusal:
            self.problems.append(refusal)
            return None

    def said(self, name: str) -> str:
        """What a field holds; noted where our page could not have sent it so."""
        sent = self.sent(name)
        if len(set(sent)) > 1:
            self.note(name, TWICE)
        if not sent and has_request_context() and self.values is request.form and name in request.files:
            self.note(name, FILE)
        return sent[0] if sent else ""

    def sent(self, name: str) -> list[str]:
        """Everything that came under a name."""
        return self.values.getlist(name) if isinstance(self.values, MultiDict) else [self.values.get(name, "")]

    def note(self, name: str, sentence: str) -> None:
        """Note what is wrong with a field, unless something is wrong with it already."""
        if not self.is_noted(name):
            self.problems.append(Refusal(sentence, field=name))

    def is_noted(self, name: str) -> bool:
        """Whether something is wrong with a field."""
        return any(problem.field == name for problem in self.problems)

    def check(self) -> None:
        """Refuse with everything that was noted."""
        if self.problems:
            raise Invalid(self.problems)


def form_without(fields: Collection[str]) -> MultiDict[str, str]:
    """The form as it was sent but for these fields, which are to be set anew."""
    kept = (name for name in request.form if name not in fields)
    return MultiDict((name, one) for name in kept for one in request.form.getlist(name))


def chosen(text: str, words: type[E], *, name: str) -> E:
    """The word of a closed list that was sent."""
    try:
        return words(text)
    except ValueError:
        raise Refusal(CHOOSE, field=name) from None


def errors_of(refusal: Refusal) -> dict[str, str]:
    """Field name -> sentence, in the reader's language; what belongs to no field stands under an empty name.

    What somebody else has changed stands in a table of its own, named `changed` (macros/forms.html).
    """
    if isinstance(refusal, Overtaken):
        return {"changed": say(refusal)}
    problems = refusal.problems if isinstance(refusal, Invalid) else [refusal]
    return {problem.field or "": say(problem) for problem in problems}


def form_page(
    template: str, refusal: Refusal | None = None, /, *, errors: Mapping[str, str] | None = None, **values: object
) -> ResponseReturnValue:
    """A page with forms, with what is wrong with what was typed on it as `errors`, by field.

    Its status is 200 as long as nothing was refused, else that of the refusal. `errors` are given where the page has
    its fields under other names than the refusal.
    """
    if errors is None:
        errors = {} if refusal is None else errors_of(refusal)
    return render_template(template, errors=errors, **values), 200 if refusal is None else refusal.status
