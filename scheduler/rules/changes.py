"""What became of each row in one deed, from what was noted flush by flush."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from vocabulary.states import Trace

LISTED = 25
"""Up to so many rows of one kind are told one by one; of more, only how many."""

Fields = dict[str, tuple[Any, Any]]
"""By column: what was there, and what is."""


@dataclass(frozen=True, slots=True)
class Touch:
    """What was done to one row, or to `many` at once."""

    what: Trace
    kind: str
    object_id: int | None
    person_id: int | None = None
    fields: Fields = field(default_factory=dict)
    many: int = 1


def merged(notes: Iterable[Touch], *, counted: Collection[str]) -> list[Touch]:
    """One note a row, its first before and its last after, in the order in which the rows were first touched.

    What came and went again, or is as it was, is not told. Kinds that are only counted, and kinds of which there are
    too many to list, become one note each.
    """
    rows: dict[tuple[str, int | None], Touch | None] = {}
    numbers: list[Touch] = []
    for note in notes:
        if note.object_id is None:
            numbers.append(note)
        else:
            key = (note.kind, note.object_id)
            rows[key] = joined(rows.get(key), note)
    return summarised([*filter(None, rows.values()), *numbers], counted=counted)


def joined(earlier: Touch | None, later: Touch) -> Touch | None:
    """Two notes on one row as one; None where nothing is left to tell."""
    if earlier is None:
        return later
    what, fields = became(earlier.what, later.what), fields_of(earlier, later)
    if what is None or (what is Trace.CHANGED and earlier.fields and not fields):
        return None
    return replace(later, what=what, fields=fields, person_id=later.person_id or earlier.person_id)


def became(earlier: Trace, later: Trace) -> Trace | None:
    """What two traces of one row come to; None where it came and went again."""
    match earlier, later:
        case Trace.ADDED, Trace.REMOVED:
            return None
        case Trace.ADDED, _:
            return Trace.ADDED
        case _, Trace.REMOVED:
            return Trace.REMOVED
    return Trace.CHANGED


def fields_of(earlier: Touch, later: Touch) -> Fields:
    """The columns of both, each from its first before to its last after, without those that are as they were."""
    both = dict(earlier.fields)
    for name, (before, after) in later.fields.items():
        both[name] = (both[name][0] if name in both else before, after)
    return {name: pair for name, pair in both.items() if pair[0] != pair[1]}


def summarised(notes: list[Touch], *, counted: Collection[str]) -> list[Touch]:
    """The notes, with one in the place of all those of a kind that is only counted, or too many to list."""
    per_kind: dict[str, list[Touch]] = {}
    for note in notes:
        per_kind.setdefault(note.kind, []).append(note)
    told: list[Touch] = []
    for kind, several in per_kind.items():
        told += [count_of(kind, several)] if kind in counted or len(several) > LISTED else several
    return told


def count_of(kind: str, notes: Iterable[Touch]) -> Touch:
    """How many rows of a kind were added, changed and removed."""
    numbers: dict[str, int] = {}
    for note in notes:
        numbers[note.what.value] = numbers.get(note.what.value, 0) + note.many
    return Touch(Trace.COUNTED, kind, None, fields={what: (None, many) for what, many in sorted(numbers.items())})
