"""Plans of who sits at the table and who behind, each kept as it was made, and what has made it lapse since."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.database import Base, Instant, Key, Line
from models.decisions import SessionDecision
from models.sessions import CommitteeSession


class SeatPlan(Base):
    """Seats on some days of a session, both inclusive: so many at the table and behind; `sheet` is who sits where.

    On a day that several plans cover the latest of them holds. A plan that has lapsed keeps the reasons, and the deed
    that brought them about: its row in the audit, and the decision where it was one.
    """

    __tablename__ = "seat_plan"
    __table_args__ = (
        UniqueConstraint("session_id", "number"),
        CheckConstraint("closes >= opens", name="closes_after_it_opens"),
        CheckConstraint("(lapsed_at IS NULL) = (lapsed_row IS NULL)", name="lapsed_by_a_deed"),
    )

    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(ForeignKey("committee_session.id"))
    number: Mapped[int]
    opens: Mapped[date]
    closes: Mapped[date]
    front: Mapped[int]
    behind: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(Instant)
    made_by: Mapped[Line]
    sheet: Mapped[dict[str, Any]] = mapped_column(JSON)
    lapsed_at: Mapped[datetime | None] = mapped_column(Instant)
    lapsed_why: Mapped[list[Any]] = mapped_column(JSON)
    lapsed_row: Mapped[int | None]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("session_decision.id"))
    committee_session: Mapped[CommitteeSession] = relationship()
    decision: Mapped[SessionDecision | None] = relationship()
