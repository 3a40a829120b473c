"""Comparing what a file says with what is there, row by row, and making them equal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import select

from models.database import Base, db

R = TypeVar("R", bound=Base)


class DifferenceKind(Enum):
    """What a load does, or leaves, about one fact."""

    ADDED = "added"
    CHANGED = "changed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact on which the file and the database differ; `what` names the row, `before` and `after` are words."""

    kind: DifferenceKind
    what: str
    field: str = ""
    before: str = ""
    after: str = ""


@dataclass
class Ledger:
    """Writes rows so that they say what the file says, and notes every difference on the way."""

    differences: list[Difference] = field(default_factory=list)

    def put(self, table: type[R], which: Mapping[str, Any], values: Mapping[str, Any]) -> R:  # noqa: PLR0917
        """The row that `which` names, saying `values`; new where there was none."""
        row = self.find(table, which)
        if row is None:
            row = table(**which, **values)
            db.session.add(row)
            db.session.flush()
            self.differences.append(Difference(DifferenceKind.ADDED, named(table, which)))
            return row
        for name, value in values.items():
            self.set(row, name, value=value, what=named(table, which))
        db.session.flush()
        return row

    def find(self, table: type[R], which: Mapping[str, Any]) -> R | None:
        """The row that is there, if any."""
        return db.session.scalar(select(table).filter_by(**which))

    def set(self, row: Base, name: str, *, value: Any, what: str) -> None:
        """Change one field, where it differs."""
        before = getattr(row, name)
        if before != value:
            setattr(row, name, value)
            self.differences.append(Difference(DifferenceKind.CHANGED, what, name, word(before), word(value)))

    def keep(self, what: str, name: str, *, ours: Any, theirs: Any) -> None:
        """Note what the desk has changed since, and the file therefore does not change back."""
        if ours != theirs:
            self.differences.append(Difference(DifferenceKind.KEPT, what, name, word(ours), word(theirs)))

    def added(self, what: str) -> None:
        """Note something new that is not a row with a key."""
        self.differences.append(Difference(DifferenceKind.ADDED, what))


def named(table: type[Base], which: Mapping[str, Any]) -> str:
    """A row as people call it: its table and its key."""
    key = " ".join(str(value) for name, value in which.items() if not name.endswith("_id"))
    return f"{table.__tablename__.replace('_', ' ')} {key}".strip()


def word(value: object) -> str:
    """A value as people read it; nothing for None."""
    if value is None:
        return ""
    return str(value.value if isinstance(value, Enum) else value)
