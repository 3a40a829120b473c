"""Decisions about sessions as they were made, and what is needed to take one back before anybody was told."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from models.database import Base, Instant, Key, Line


class SessionDecision(Base):
    """One decision about one or several sessions: what was decided, on whose word, and what it brought about.

    `changes` is what was decided and `told` what its maker was shown, both complete in themselves. `entries` are the
    meetings whose letters it drafted. `undo` holds the rows as they were, until they are that again.
    """

    __tablename__ = "session_decision"

    id: Mapped[Key]
    document: Mapped[Line]
    dated: Mapped[date | None]
    reason: Mapped[Line]
    decided_at: Mapped[datetime] = mapped_column(Instant)
    decided_by: Mapped[Line]
    changes: Mapped[list[Any]] = mapped_column(JSON)
    told: Mapped[dict[str, Any]] = mapped_column(JSON)
    entries: Mapped[list[int]] = mapped_column(JSON)
    undo: Mapped[dict[str, Any]] = mapped_column(JSON)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)
    undone_by: Mapped[Line]
