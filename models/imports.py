"""Files that somebody has brought and not yet taken in: kept here between the look and the decision."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.database import Base, Instant, Key, Line


class KeptSheet(Base):
    """The rows of a spreadsheet as they were read, for the officer who brought it and nobody else.

    It holds people's data that nobody has decided to keep: it goes with the decision, or when it expires, by the wall
    clock.
    """

    __tablename__ = "kept_sheet"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[Line]
    sheet: Mapped[dict[str, Any]] = mapped_column(JSON)
    expires_at: Mapped[datetime] = mapped_column(Instant)
