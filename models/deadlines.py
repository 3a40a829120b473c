"""Deadlines of sessions: registration, submissions, lists of speakers."""

from datetime import date, time

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.database import Base, Key, Line, Slug
from models.sessions import CommitteeSession
from vocabulary.deadlines import DeadlineCard
from vocabulary.text import Bilingual


class Deadline(Base):
    """By when something is due; `day` and `clock` are what the clock of the IANA zone `tzid` shows then.

    The United Nations set theirs by New York's clock, also where a session meets in Vienna.
    """

    __tablename__ = "deadline"

    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(ForeignKey("committee_session.id"), index=True)
    name_en: Mapped[Line]
    name_th: Mapped[Line]
    day: Mapped[date]
    clock: Mapped[time]
    tzid: Mapped[Slug]
    source: Mapped[Line]
    committee_session: Mapped[CommitteeSession] = relationship()

    @property
    def name(self) -> Bilingual:
        """What is due."""
        return Bilingual(self.name_en, self.name_th)

    @property
    def card(self) -> DeadlineCard:
        """The row as a value."""
        return DeadlineCard(self.name, self.day, self.clock, self.tzid, self.source)
