"""The one row that makes a database a demonstration with a day of its own."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.database import Base, Instant, Key


class Demonstration(Base):
    """A demonstration's clock: it read `opened_at` when the wall clock read `created_at`, and runs on from there.

    `latest` is the latest time any deed has seen: the demonstration's clock never goes back behind it.
    """

    __tablename__ = "demonstration"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[Key]
    opened_at: Mapped[datetime] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    latest: Mapped[datetime] = mapped_column(Instant)
