"""Somebody else who will come: what an invited person says of it, and what became of it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.database import Base, Instant, Key, Line, stored
from models.invitations import Invitation
from models.people import Person
from vocabulary.states import AnswerSource, Language
from vocabulary.substitutions import SubstitutionState
from vocabulary.text import Bilingual

OPEN = text(f"state = '{SubstitutionState.OPEN.value}'")


class Substitution(Base):
    """An invited person's word that somebody else comes to one meeting; nobody is invited by it alone.

    It holds the card of whoever comes, who may not be on file yet; `substitute` is the person once the desk has
    approved it. `sequence` is the version of the meeting for which it was said, `source` the way by which it came.
    """

    __tablename__ = "substitution"
    __table_args__ = (
        Index(
            "uq_substitution_one_open_per_invitation",
            "invitation_id",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="is_open_until_decided"),
    )

    id: Mapped[Key]
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), index=True)
    name_en: Mapped[Line]
    name_th: Mapped[Line]
    position_en: Mapped[Line]
    position_th: Mapped[Line]
    email: Mapped[str] = mapped_column(String(320))
    phone: Mapped[Line]
    language: Mapped[Language] = mapped_column(stored(Language, "language"), default=Language.THAI)
    note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[AnswerSource] = mapped_column(stored(AnswerSource, "source"))
    sequence: Mapped[int]
    state: Mapped[SubstitutionState] = mapped_column(stored(SubstitutionState, "state"), default=SubstitutionState.OPEN)
    reason: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime] = mapped_column(Instant)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decided_by: Mapped[Line]
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    invitation: Mapped[Invitation] = relationship()
    substitute: Mapped[Person | None] = relationship()

    @property
    def name(self) -> Bilingual:
        """Who comes instead."""
        return Bilingual(self.name_en, self.name_th)

    @property
    def position(self) -> Bilingual:
        """The office of whoever comes."""
        return Bilingual(self.position_en, self.position_th)
