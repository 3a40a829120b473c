"""What the audit keeps of a column, as the value that it was: a day, a word of a closed list, another row."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import Date
from sqlalchemy import Enum as SqlEnum

from models.database import Base, Instant


@dataclass(frozen=True, slots=True)
class Ref:
    """Another row, by its table and number."""

    kind: str
    number: int


Said = None | bool | int | str | date | datetime | Enum | Ref
"""A value as it was; what no column says any more stays as it is written."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column of one row: what was there, and what is."""

    column: str
    before: Said
    after: Said


def fields_of(kind: str, content: str) -> tuple[Field, ...]:
    """The columns of a kept value, in the order in which their table has them."""
    kept: dict[str, tuple[Any, Any]] = json.loads(content)
    table = Base.metadata.tables.get(kind)
    order = {} if table is None else {column.name: place for place, column in enumerate(table.columns)}
    return tuple(
        Field(name, read(kind, name, raw=kept[name][0]), read(kind, name, raw=kept[name][1]))
        for name in sorted(kept, key=lambda name: (order.get(name, len(order)), name))
    )


def read(kind: str, column: str, *, raw: Any) -> Said:
    """One value; None is none in every column."""
    if raw is None:
        return None
    try:
        return reader_of(kind, column)(raw)
    except (TypeError, ValueError):
        return as_written(raw)


@cache
def reader_of(kind: str, column: str) -> Callable[[Any], Said]:
    """How a column's values are read."""
    table = Base.metadata.tables.get(kind)
    found = None if table is None else table.columns.get(column)
    if found is None:
        return as_written
    for key in found.foreign_keys:
        if key.column.name == "id":
            target = key.column.table.name
            return lambda raw: Ref(target, int(raw))
    if isinstance(found.type, SqlEnum) and found.type.enum_class is not None:
        return found.type.enum_class
    if isinstance(found.type, Instant):
        return datetime.fromisoformat
    return date.fromisoformat if isinstance(found.type, Date) else as_written


def as_written(raw: Any) -> Said:
    """A plain value; anything else as JSON writes it."""
    return raw if isinstance(raw, bool | int | str) else json.dumps(raw, ensure_ascii=False)


def details_of(content: str) -> Mapping[str, Any]:
    """What a deed said of itself."""
    kept: dict[str, Any] = json.loads(content)
    return kept
