"""Entries of the audit as the terminal prints them: a line each, or as JSON with all that they hold."""

from enum import Enum

from scheduler.queries.audit_names import Names
from scheduler.queries.audit_trail import Change, Entry
from scheduler.queries.audit_values import Ref, Said
from vocabulary.audit_fields import WORDS, field_name
from vocabulary.audit_words import DEEDS, KINDS
from vocabulary.states import Language, Trace
from vocabulary.text import BREAK

ERASED = "(erased)"
WIDEST = 60
"""Characters of what changed, in a table."""


def as_row(entry: Entry, names: Names) -> dict[str, object]:
    """An entry as a line of a table."""
    return {
        "entry": entry.number,
        "at": entry.at,
        "who": entry.actor or ERASED,
        "what": DEEDS.get(entry.deed, entry.deed),
        "about": "" if entry.subject is None else named(entry.subject, names),
        "changed": shortened("; ".join(told(change, names) for change in entry.changes)),
    }


def told(change: Change, names: Names) -> str:
    """What became of a row, in short: what changed from what to what, or what came and went."""
    one, several = KINDS.get(change.kind, (change.kind, change.kind))
    if change.fields is None:
        return f"{one} {ERASED}"
    if change.what is Trace.COUNTED:
        return f"{several}: " + ", ".join(f"{field.after} {field.column}" for field in change.fields)
    if change.what is not Trace.CHANGED:
        return f"{one} {change.what.value}"
    return ", ".join(
        f"{field_name(change.kind, field.column)}: {words(field.before, names)} -> {words(field.after, names)}"
        for field in change.fields
    )


def words(value: Said, names: Names) -> str:
    """A value in words."""
    if isinstance(value, Ref):
        return named(value, names)
    if isinstance(value, Enum):
        return WORDS.get(value, str(value.value))
    return "-" if value in (None, "") else str(value).replace(BREAK, "")


def named(ref: Ref, names: Names) -> str:
    """What a row is called, in English; its kind and number where nobody knows any more."""
    title = names[ref].title.plain.text(Language.ENGLISH) if ref in names else ""
    return title or f"{ref.kind}:{ref.number}"


def shortened(text: str) -> str:
    """As much of a text as a table has room for."""
    line = " ".join(text.split())
    return line if len(line) <= WIDEST else f"{line[:WIDEST]}…"


def as_json_row(entry: Entry, names: Names) -> dict[str, object]:
    """An entry with all that it holds; what was erased is null."""
    return {
        "entry": entry.number,
        "at": entry.at,
        "deed": entry.deed,
        "says": DEEDS.get(entry.deed, entry.deed),
        "actor": {"kind": entry.actor_kind, "person": entry.actor_id, "name": entry.actor},
        "subject": thing(entry.subject, names) if entry.subject else entry.subject_kind or None,
        "details": entry.details,
        "changes": [change_row(change, names) for change in entry.changes],
        "digest": entry.digest,
    }


def change_row(change: Change, names: Names) -> dict[str, object]:
    """What became of one row, column by column [before, after]."""
    fields = change.fields
    return {
        "what": change.what,
        "kind": change.kind,
        "number": change.object_id,
        "columns": None
        if fields is None
        else {field.column: [value(field.before, names), value(field.after, names)] for field in fields},
    }


def value(said: Said, names: Names) -> object:
    """A value; of another row its number and its name."""
    return thing(said, names) if isinstance(said, Ref) else said


def thing(ref: Ref, names: Names) -> dict[str, object]:
    """A row by kind, number and name."""
    return {"kind": ref.kind, "number": ref.number, "name": named(ref, names)}
