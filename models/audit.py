"""What was done, by whom, to what: one row a deed, written in its transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.database import Base, Instant, Key, Line, Slug, stored
from vocabulary.states import ActorKind


class AuditRow(Base):
    """One deed. `details` holds what a reader needs to understand it, and no secret."""

    __tablename__ = "audit_row"
    __table_args__ = (Index("ix_audit_row_subject_kind_subject_id", "subject_kind", "subject_id"),)

    id: Mapped[Key]
    at: Mapped[datetime] = mapped_column(Instant)
    deed: Mapped[Slug]
    actor_kind: Mapped[ActorKind] = mapped_column(stored(ActorKind, "actor_kind"))
    actor_label: Mapped[Line]
    actor_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    subject_kind: Mapped[Slug]
    subject_id: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
