"""Focal points who pass their work on: what they ask of the desk, and what became of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.database import Base, Instant, Key, Line, stored
from models.people import Agency, Person
from vocabulary.states import HandOverState, Language
from vocabulary.text import Bilingual

OPEN = text(f"state = '{HandOverState.OPEN.value}'")


class HandOver(Base):
    """A focal point's word that somebody else speaks for the agency from a day on; it changes nothing by itself.

    It holds the card of whoever takes over, who may not be on file yet; `successor` is the person once the desk has
    confirmed it. What is asked is never changed: another word of the same focal point takes the open one back.
    """

    __tablename__ = "hand_over"
    __table_args__ = (
        Index(
            "uq_hand_over_one_open_per_focal_point",
            "agency_id",
            "person_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="is_open_until_decided"),
    )

    id: Mapped[Key]
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name_en: Mapped[Line]
    name_th: Mapped[Line]
    position_en: Mapped[Line]
    position_th: Mapped[Line]
    email: Mapped[str] = mapped_column(String(320))
    phone: Mapped[Line]
    language: Mapped[Language] = mapped_column(stored(Language, "language"), default=Language.THAI)
    since: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[HandOverState] = mapped_column(stored(HandOverState, "state"), default=HandOverState.OPEN)
    reason: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime] = mapped_column(Instant)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    agency: Mapped[Agency] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=person_id)
    successor: Mapped[Person | None] = relationship(foreign_keys=successor_id)

    @property
    def name(self) -> Bilingual:
        """Who takes over."""
        return Bilingual(self.name_en, self.name_th)

    @property
    def position(self) -> Bilingual:
        """The office of whoever takes over."""
        return Bilingual(self.position_en, self.position_th)
