"""What was done, by whom, to what, with before and after: written in the deed's transaction and never changed.

A deed leaves one `AuditRow`. The rows are a chain: each holds the digest of the one before it and its own, which is
the SHA-256 of that and of all its columns (`scheduler/rules/audit_chain.py`). What may name a person stands apart, in
`AuditValue`s: who acted by name, what the deed said, and every changed object field by field. The row covers their
open columns and, of the content, only a salted digest. So content and salt can be erased, once somebody must be
forgotten, and the chain still verifies; without the salt nobody can guess what the digest was of.

What stays in the clear for ever are numbers: which row of `person` acted, was acted upon, or is told about. They name
nobody once that row itself is blanked. No foreign key holds these numbers: the audit outlives what it speaks of.

The database itself refuses to change or delete any of it (`models/audit_guards.py`).
"""

from datetime import datetime

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.audit_guards import GUARDS, after_drop
from models.database import Base, Instant, Slug, stored
from vocabulary.states import ActorKind, Trace


class AuditRow(Base):
    """One deed at its number in the chain, counted from 1 without a gap.

    `values_digest` covers the row's values; `previous` is the digest of the row before.
    """

    __tablename__ = "audit_row"
    __table_args__ = (
        Index("ix_audit_row_subject_kind_subject_id_number", "subject_kind", "subject_id", "number"),
        Index("ix_audit_row_actor_person_id_number", "actor_person_id", "number"),
        Index("ix_audit_row_at_number", "at", "number"),
        CheckConstraint("number > 0", name="counts_from_one"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    deed: Mapped[Slug]
    actor_kind: Mapped[ActorKind] = mapped_column(stored(ActorKind, "actor_kind"))
    actor_person_id: Mapped[int | None]
    subject_kind: Mapped[Slug]
    subject_id: Mapped[int | None]
    values_digest: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64), unique=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    values: Mapped[list["AuditValue"]] = relationship(order_by="AuditValue.position")


class AuditValue(Base):
    """What one deed says of one thing: the actor's name, its own details, or one object before and after.

    `content` is JSON; of an object it is {column: [before, after]}. `person_id` is whom it may tell about: erasing
    that person empties `content` and `salt`, and leaves the rest.
    """

    __tablename__ = "audit_value"
    __table_args__ = (
        Index("ix_audit_value_kind_object_id_row_number", "kind", "object_id", "row_number"),
        Index("ix_audit_value_person_id_row_number", "person_id", "row_number"),
        CheckConstraint("(salt IS NULL) = (content IS NULL)", name="erased_as_a_whole"),
    )

    row_number: Mapped[int] = mapped_column(ForeignKey("audit_row.number"), primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    what: Mapped[Trace] = mapped_column(stored(Trace, "trace"))
    kind: Mapped[Slug]
    object_id: Mapped[int | None]
    person_id: Mapped[int | None]
    digest: Mapped[str] = mapped_column(String(64))
    salt: Mapped[str | None] = mapped_column(String(64))
    content: Mapped[str | None] = mapped_column(Text)


def keep(table: str, dialect: str) -> None:
    """Let the guards of one dialect come and go with their table."""
    made = Base.metadata.tables[table]
    for statement in GUARDS[table, dialect]:
        event.listen(made, "after_create", DDL(statement).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]
    if dialect == "postgresql":
        event.listen(made, "after_drop", DDL(after_drop(table)).execute_if(dialect=dialect))  # type: ignore[no-untyped-call]


for guarded in GUARDS:
    keep(*guarded)
