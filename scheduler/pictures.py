"""Rows as they were, so that what a deed changed can be taken back: what differs between two pictures of the same rows.

A picture holds plain values, as JSON keeps them. Versions of rows are in none: they rise with every writing, and rise
again when it is taken back.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Date, Table, select
from sqlalchemy import Enum as SqlEnum

from models.database import Base, Instant, db

Row = dict[str, Any]
Picture = Mapping[str, Mapping[int, Row]]
Which = Mapping[type[Base], ColumnElement[bool]]

NEVER = frozenset({"version"})


def picture_of(which: Which) -> Picture:
    """The rows that these conditions name, by table and number; one query a table."""
    db.session.flush()
    return {
        table_of(kind).name: {row["id"]: row for row in rows_of(table_of(kind), where)} for kind, where in which.items()
    }


def rows_of(table: Table, where: ColumnElement[bool]) -> Iterator[Row]:
    """Rows as plain values."""
    for row in db.session.execute(select(table).where(where)).mappings():
        yield {name: plain(value) for name, value in row.items() if name not in NEVER}


def table_of(kind: type[Base]) -> Table:
    """A kind's table."""
    return Base.metadata.tables[kind.__tablename__]


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def typed(table: Table, row: Mapping[str, Any]) -> Row:
    """The values that the columns take, from what JSON held."""
    return {name: of_type(table, name, value) for name, value in row.items()}


def of_type(table: Table, name: str, value: Any) -> Any:  # noqa: PLR0917 - a column's two names and its value
    """One value as its column takes it."""
    kind = table.c[name].type
    if value is None:
        return None
    if isinstance(kind, SqlEnum) and kind.enum_class is not None:
        return next(member for member in kind.enum_class if member.value == value)
    if isinstance(kind, Instant):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one row: `before` is None for one that was made, `after` for one that went; else what differs."""

    table: str
    number: int
    before: Row | None
    after: Row | None

    @property
    def stored(self) -> dict[str, Any]:
        """The step as JSON."""
        return {"table": self.table, "number": self.number, "before": self.before, "after": self.after}


def steps_between(before: Picture, after: Picture) -> Iterator[Step]:
    """What differs between two pictures of the same tables."""
    for table, rows in after.items():
        earlier = before[table]
        for number in sorted(earlier.keys() | rows.keys()):
            was, now = earlier.get(number), rows.get(number)
            if was is None or now is None:
                yield Step(table, number, was, now)
            elif was != now:
                names = [name for name in now if now[name] != was[name]]
                yield Step(table, number, {name: was[name] for name in names}, {name: now[name] for name in names})


def take_back(steps: Iterable[Step]) -> None:
    """Make the rows what they were: those that were made go first, and what went comes back last."""
    kinds = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    several = list(steps)
    made = [step for step in several if step.before is None]
    touched = [step for step in several if step.before is not None]
    for step in reversed(made):
        db.session.delete(db.session.get_one(kinds[step.table], step.number))
        db.session.flush()
    for step in touched:
        put_back(step, kinds[step.table])
    db.session.flush()
    db.session.expire_all()


def put_back(step: Step, kind: type[Base]) -> None:
    """Let a row say what it said before; one that went comes anew."""
    values = typed(table_of(kind), step.before or {})
    if step.after is None:
        db.session.add(kind(**values))
        return
    row = db.session.get_one(kind, step.number)
    for name, value in values.items():
        setattr(row, name, value)
