"""What forms were answered: one row a form that was carried out, kept for a day."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from models.database import Base, Instant, Key


class Receipt(Base):
    """The answer to a form, written in the transaction of what the form did.

    Only hashes of the form's own key and of what was sent, by whom and where, are kept; `location` is None where the
    answer was a page. `answered_at` is the wall clock's.
    """

    __tablename__ = "receipt"

    id: Mapped[Key]
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    digest: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    location: Mapped[str | None] = mapped_column(String(2000))
    flashes: Mapped[list[Any]] = mapped_column(JSON)
    answered_at: Mapped[datetime] = mapped_column(Instant, index=True)
