"""Comparing what a file says with what is there, row by row, and making them equal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import inspect, select

from models.database import Base, db

R = TypeVar("R", bound=Base)


class DifferenceKind(Enum):
    """What a load does, or leaves, about one fact."""

    ADDED = "added"
    CHANGED = "changed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact on which the file and the database differ; `what` names the row, `before` and `after` are words.

    Kept with a field is what the desk has decided since; kept without one is a row that the file does not name.
    """

    kind: DifferenceKind
    what: str
    field: str = ""
    before: str = ""
    after: str = ""


@dataclass
class Ledger:
    """Writes rows so that they say what the file says, and notes every difference on the way."""

    differences: list[Difference] = field(default_factory=list)
    rows: list[Base] = field(default_factory=list)
    new: list[Base] = field(default_factory=list)

    def put(self, table: type[R], which: Mapping[str, Any], values: Mapping[str, Any]) -> R:  # noqa: PLR0917
        """The row that `which` names, saying `values`; new where there was none."""
        row = self.find(table, which)
        if row is None:
            row = table(**which, **values)
            db.session.add(row)
            db.session.flush()
            self.new.append(row)
            self.note(DifferenceKind.ADDED, named(table, which))
        else:
            for name, value in values.items():
                self.set(row, name, value=value, what=named(table, which))
            db.session.flush()
        self.rows.append(row)
        return row

    def find(self, table: type[R], which: Mapping[str, Any]) -> R | None:
        """The row that is there, if any."""
        return db.session.scalar(select(table).filter_by(**which))

    def set(self, row: Base, name: str, *, value: Any, what: str) -> None:
        """Change one field, where it differs; of a row that is new as a whole it is not told."""
        before = getattr(row, name)
        if before == value:
            return
        setattr(row, name, value)
        if row not in self.new:
            self.note(DifferenceKind.CHANGED, what, name=name, words=(said(row, name, before), said(row, name, value)))

    def keep(self, row: Base, name: str, *, value: Any, what: str) -> None:
        """Note what the desk has decided since, and the file therefore does not change back."""
        ours = getattr(row, name)
        if ours != value:
            self.note(DifferenceKind.KEPT, what, name=name, words=(said(row, name, ours), said(row, name, value)))

    def keep_others(self, table: type[Base], which: Mapping[str, Any], *, known_by: Sequence[str]) -> None:
        """Note the rows that the file does not name and the load therefore leaves alone."""
        for row in db.session.scalars(select(table).filter_by(**which)):
            if row not in self.rows:
                self.note(DifferenceKind.KEPT, named(table, {name: getattr(row, name) for name in known_by}))

    def note(self, kind: DifferenceKind, what: str, *, name: str = "", words: tuple[str, str] = ("", "")) -> None:
        """Note what differs, in one field before and after, or in the whole row."""
        self.differences.append(Difference(kind, what, name.removesuffix("_id"), *words))

    def note_list(self, what: str, name: str, *, before: Sequence[str], after: Sequence[str]) -> None:
        """Note a list that was replaced as a whole."""
        kind = DifferenceKind.CHANGED if before else DifferenceKind.ADDED
        self.note(kind, what, name=name, words=(", ".join(before), ", ".join(after)))


def named(table: type[Base], which: Mapping[str, Any]) -> str:
    """A row as people call it: its table and its keys."""
    keys = [said(table, name, value) for name, value in which.items()]
    return " ".join([table.__tablename__.replace("_", " "), *filter(None, keys)])


def said(table: Base | type[Base], name: str, value: Any) -> str:  # noqa: PLR0917
    """A field as people read it: nothing for None, and the key of the row that a number refers to, if it has one."""
    if value is None:
        return ""
    if not name.endswith("_id"):
        return str(value.value if isinstance(value, Enum) else value)
    mapper = inspect(table if isinstance(table, type) else type(table))
    target = next(iter(mapper.columns[name].foreign_keys)).column.table
    if "key" not in target.columns:
        return ""
    with db.session.no_autoflush:  # half a row's fields may be set, which the tables would refuse
        return str(db.session.scalar(select(target.columns["key"]).where(target.columns["id"] == value)))
