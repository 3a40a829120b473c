"""Whether the audit is what it was: the whole chain walked, in as much memory as a few hundred rows need."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from sqlalchemy import String, func, select, type_coerce

from models.audit import AuditRow, AuditValue
from models.database import Base, db
from scheduler.queries.audit import AuditHead
from scheduler.rules.audit_chain import ERASING, GENESIS, content_digest, row_digest, values_digest

CHUNK = 300
ROWS, VALUES = (Base.metadata.tables[kind.__tablename__] for kind in (AuditRow, AuditValue))

Columns = Mapping[str, Any]


class Fault(Enum):
    """What is wrong at a number of the chain, as an operator reads it."""

    MISSING = "nothing stands there: rows were taken out"
    ADDED = "a row stands at a number that the chain has not"
    BROKEN = "this row does not follow the one before it: one of them was changed, swapped, added or taken out"
    CHANGED = "this row is not what was written: one of its columns was changed"
    VALUES = "the values beside this row are not those that were written with it"
    CONTENT = "what this value says is not what was written"
    UNSAID = "this value was emptied, and no later row says that somebody was erased"
    STRAY = "a value stands at a number where no row is"
    CUT = "the chain ends before the row that was kept as its head: its end was cut off"
    OTHER = "this row is not the one that was kept as the chain's head: the chain was written anew"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: at which number of the chain, or up to which `last`, and in which value where it lies in one."""

    number: int
    fault: Fault
    position: int | None = None
    last: int | None = None


@dataclass
class Check:
    """One walk along the chain; how much was seen is known when its findings have been read to the end."""

    kept: AuditHead | None = None
    rows: int = 0
    erased: int = 0
    head: AuditHead = field(default_factory=lambda: AuditHead(0, GENESIS))
    erasures: dict[int, int] = field(default_factory=dict)

    def findings(self) -> Iterator[Finding]:
        """Every fault from the first row to the last; none means that nothing was touched.

        A cut end shows only against a head that was `kept` elsewhere.
        """
        self.erasures = last_erasures()
        last: int | None = None
        while rows := chunk_after(last):
            values = values_between(last, rows[-1]["number"])
            stray = values.keys() - {row["number"] for row in rows}
            yield from (Finding(number, Fault.STRAY) for number in sorted(stray))
            for row in rows:
                yield from self.faults_of(row, values.get(row["number"], []))
            last = rows[-1]["number"]
        yield from (Finding(number, Fault.STRAY) for number in values_between(last, None))
        yield from self.against_kept()

    def faults_of(self, row: Columns, values: Sequence[Columns]) -> Iterator[Finding]:
        """What is wrong with one row, and with its values."""
        number = row["number"]
        yield from self.faults_of_place(number)
        if row["previous"] != self.head.digest:
            yield Finding(number, Fault.BROKEN)
        if row["digest"] != row_digest(row["previous"], row):
            yield Finding(number, Fault.CHANGED)
        if row["values_digest"] != values_digest(values):
            yield Finding(number, Fault.VALUES)
        for value in values:
            yield from self.faults_of_value(value)
        if self.kept is not None and number == self.kept.rows and row["digest"] != self.kept.digest:
            yield Finding(number, Fault.OTHER)
        self.rows += 1
        self.head = AuditHead(number, row["digest"])

    def faults_of_place(self, number: int) -> Iterator[Finding]:
        """Numbers follow each other by one."""
        due = self.head.rows + 1
        if number > due:
            yield Finding(due, Fault.MISSING, last=number - 1)
        if number < due:
            yield Finding(number, Fault.ADDED)

    def faults_of_value(self, value: Columns) -> Iterator[Finding]:
        """What is wrong with one value; one that was erased must have been erased by a deed."""
        number, salt, content = value["row_number"], value["salt"], value["content"]
        if salt is None and content is None:
            self.erased += 1
            if self.erasures.get(value["person_id"], 0) <= number:
                yield Finding(number, Fault.UNSAID, value["position"])
        elif value["digest"] != content_digest(str(salt), str(content)):
            yield Finding(number, Fault.CONTENT, value["position"])

    def against_kept(self) -> Iterator[Finding]:
        """Whether the chain reaches as far as the head that was kept elsewhere."""
        if self.kept is not None and self.head.rows < self.kept.rows:
            yield Finding(self.head.rows + 1, Fault.CUT)


def last_erasures() -> dict[int, int]:
    """By person: the last row that says he or she was erased from what stands before it."""
    said = select(AuditRow.subject_id, func.max(AuditRow.number)).where(
        AuditRow.deed == ERASING, AuditRow.subject_kind == "person"
    )
    found = db.session.execute(said.group_by(AuditRow.subject_id))
    return {person_id: number for person_id, number in found if person_id is not None}


def chunk_after(last: int | None) -> Sequence[Columns]:
    """The next rows, column by column as the tables hold them: whatever stands there must be readable here."""
    raw = [type_coerce(column, String).label(column.name) for column in ROWS.columns if column.name == "at"]
    raw += [type_coerce(column, String).label(column.name) for column in ROWS.columns if column.name == "actor_kind"]
    plain = [column for column in ROWS.columns if column.name not in ("at", "actor_kind")]
    wanted = select(*raw, *plain).order_by(ROWS.c.number).limit(CHUNK)
    found = db.session.execute(wanted if last is None else wanted.where(ROWS.c.number > last))
    return [dict(row) for row in found.mappings()]


def values_between(last: int | None, end: int | None) -> dict[int, list[Columns]]:
    """The values of the rows after `last`, up to and with `end`, by the row's number and in their order."""
    what = type_coerce(VALUES.c.what, String).label("what")
    wanted = select(what, *(column for column in VALUES.columns if column.name != "what"))
    if last is not None:
        wanted = wanted.where(VALUES.c.row_number > last)
    if end is not None:
        wanted = wanted.where(VALUES.c.row_number <= end)
    found: dict[int, list[Columns]] = {}
    for value in db.session.execute(wanted.order_by(VALUES.c.row_number, VALUES.c.position)).mappings():
        found.setdefault(value["row_number"], []).append(dict(value))
    return found
