"""Rosters as they were issued: each frozen with its number, and what has superseded it since."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.database import Base, Instant, Key, Line, stored
from models.decisions import SessionDecision
from models.sessions import CommitteeSession
from vocabulary.states import Language


class IssuedRoster(Base):
    """The roster of a session under its number; `sheet` is all that it says, and is never written again.

    `despite` is why it was issued outside the mandate. Superseded it keeps the reasons, and the deed that brought them
    about: its row in the audit, and the decision where it was one.
    """

    __tablename__ = "issued_roster"
    __table_args__ = (
        UniqueConstraint("session_id", "number"),
        CheckConstraint("(superseded_at IS NULL) = (superseded_row IS NULL)", name="superseded_by_a_deed"),
    )

    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(ForeignKey("committee_session.id"))
    number: Mapped[int]
    language: Mapped[Language] = mapped_column(stored(Language, "issued_language"))
    issued_on: Mapped[date]
    issued_at: Mapped[datetime] = mapped_column(Instant)
    issued_by: Mapped[Line]
    despite: Mapped[Line]
    sheet: Mapped[dict[str, Any]] = mapped_column(JSON)
    superseded_at: Mapped[datetime | None] = mapped_column(Instant)
    superseded_why: Mapped[list[Any]] = mapped_column(JSON)
    superseded_row: Mapped[int | None]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("session_decision.id"))
    committee_session: Mapped[CommitteeSession] = relationship()
    decision: Mapped[SessionDecision | None] = relationship()
