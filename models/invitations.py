"""Who is invited to what, what each was last told, and every answer ever given."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.calendar_entries import CalendarEntry, Revision
from models.database import Base, Instant, Key, Line, stored
from models.people import Agency, Person
from vocabulary.states import AnswerSource, Method, Participation, PartStat


class Invitation(Base):
    """One person's invitation to one meeting, on behalf of an agency or for himself or herself.

    One without a person is no invitation but the copy of the letters that an agency's mailbox gets: nobody answers it.

    `told_revision` and `told_method` are what was last released to this person: they decide whether the next
    letter is an invitation, an update, a cancellation or none. A rise of `generation` kills the reply links. `part` is
    as what exactly somebody is asked to a session of the committee (`DelegationPart`), empty for any other meeting.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("entry_id", "person_id"),
        Index(
            "uq_invitation_one_copy_per_agency",
            "entry_id",
            "agency_id",
            unique=True,
            sqlite_where=text("person_id IS NULL"),
            postgresql_where=text("person_id IS NULL"),
        ),
        CheckConstraint("person_id IS NOT NULL OR agency_id IS NOT NULL", name="is_for_somebody"),
    )

    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("calendar_entry.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    participation: Mapped[Participation] = mapped_column(
        stored(Participation, "participation"), default=Participation.REQUIRED
    )
    part: Mapped[str] = mapped_column(String(500), default="", server_default=text("''"))
    generation: Mapped[int] = mapped_column(default=1)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    told_revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    told_method: Mapped[Method | None] = mapped_column(stored(Method, "told_method"))
    entry: Mapped[CalendarEntry] = relationship()
    person: Mapped[Person | None] = relationship()
    agency: Mapped[Agency | None] = relationship()
    told_revision: Mapped[Revision | None] = relationship()
    answers: Mapped[list["Answer"]] = relationship(back_populates="invitation", order_by="Answer.id")

    @property
    def is_copy(self) -> bool:
        """Whether it stands for a mailbox, which is told and not asked."""
        return self.person_id is None and self.person is None


class Answer(Base):
    """One answer as it was given; the last one at or above the meeting's material sequence stands.

    `sequence` is the revision answered. `said_by` and `said_at` tell an answer by phone from the moment at which
    the officer recorded it. `reason` is why an officer corrected the one before; NEEDS-ACTION then says that none was
    given at all.
    """

    __tablename__ = "answer"
    __table_args__ = (
        Index("ix_answer_invitation_id_id", "invitation_id", "id"),
        Index("ix_answer_recorded_at", "recorded_at"),
    )

    id: Mapped[Key]
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"))
    partstat: Mapped[PartStat] = mapped_column(stored(PartStat, "partstat"))
    comment: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[AnswerSource] = mapped_column(stored(AnswerSource, "answer_source"))
    said_by: Mapped[Line]
    said_at: Mapped[datetime] = mapped_column(Instant)
    recorded_by: Mapped[Line]
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    sequence: Mapped[int]
    reason: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    invitation: Mapped[Invitation] = relationship(back_populates="answers")
