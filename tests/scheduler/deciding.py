"""Whole dumps of all tables, to see that an undone decision has left nothing behind."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table, select

from models.calendar_entries import CalendarEntry
from models.database import Base, db

OF_THEIR_OWN = {
    "audit_row",
    "audit_value",
    "session_decision",  # says that it was made and undone
    "demonstration",
}
"""Tables that record a deed and its undoing alike."""

RISING = {
    "calendar_entry": {"sequence", "stamp", "material_sequence"},  # may have been seen: looked at one by one
    "feed_subscription": {"version"},
}
"""Numbers that never fall."""

DERIVED = {"reminder": ("invitation_id", "kind", "step", "sequence")}
"""Rows that are made anew from what stands: the same but for their numbers are the same, by what tells them apart."""

Dump = Mapping[str, Mapping[object, Mapping[str, Any]]]


def dump() -> Dump:
    """Every row of every table, but for what may only rise."""
    db.session.rollback()
    found = {
        name: {key_of(name, dict(row)): without(name, dict(row)) for row in rows_in(table)}
        for name, table in Base.metadata.tables.items()
        if name not in OF_THEIR_OWN
    }
    db.session.rollback()
    return found


def rows_in(table: Table) -> Iterable[Mapping[Any, Any]]:
    """Every row of a table."""
    return db.session.execute(select(table)).mappings()


def key_of(table: str, row: dict[str, Any]) -> object:
    """By what a row is known again: its number, or what tells it apart."""
    return tuple(row[name] for name in DERIVED[table]) if table in DERIVED else row["id"]


def without(table: str, row: dict[str, Any]) -> Mapping[str, Any]:
    """A row without what rises, and without the lock's own counter."""
    left_out = RISING.get(table, set()) | {"version"} | ({"id"} if table in DERIVED else set())
    return {name: value for name, value in row.items() if name not in left_out}


def sequences() -> dict[str, tuple[int, Any]]:
    """Every calendar entry's number and stamp, by its UID."""
    rows = db.session.scalars(select(CalendarEntry))
    found = {row.uid: (row.sequence, row.stamp) for row in rows}
    db.session.rollback()
    return found


def differences(before: Dump, after: Dump) -> list[object]:
    """What differs, for a test that fails to say so."""
    return [
        (name, number, before[name].get(number), rows.get(number))
        for name, rows in after.items()
        for number in before[name].keys() | rows.keys()
        if before[name].get(number) != rows.get(number)
    ]
