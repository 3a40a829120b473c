"""Reminders that are due, and the ladders that say when.

`planned_for`, `due_at`, `until` and `done_at` are the deeds' time, so that a demonstration's reminders fall due on its
own days.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.committees import Committee
from models.database import Base, Instant, Key, Line, stored
from models.people import Agency
from vocabulary.reminders import Ladder, ReminderKind, ReminderState, Wait


class Reminder(Base):
    """One reminder to one holder of an invitation, by one step, about the meeting as one material sequence has it.

    No second one of the same can exist. `planned_for` is the time that the ladder gives, `due_at` when it is looked at
    next, `until` the meeting's start, after which it is never sent.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("invitation_id", "kind", "step", "sequence"),
        Index("ix_reminder_state_due_at", "state", "due_at"),
    )

    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("calendar_entry.id"), index=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"))
    kind: Mapped[ReminderKind] = mapped_column(stored(ReminderKind, "reminder_kind"))
    step: Mapped[int]
    sequence: Mapped[int]
    planned_for: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[ReminderState] = mapped_column(stored(ReminderState, "reminder_state"), default=ReminderState.PLANNED)
    waits: Mapped[Wait | None] = mapped_column(stored(Wait, "reminder_waits"))
    done_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    held_by: Mapped[Line]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing_mail.id"), index=True)


class ReminderLadder(Base):
    """When those who have not answered a committee's invitations are reminded; one agency may have its own."""

    __tablename__ = "reminder_ladder"
    __table_args__ = (
        UniqueConstraint("committee_id", "agency_id"),
        Index(
            "uq_reminder_ladder_one_for_all",
            "committee_id",
            unique=True,
            sqlite_where=text("agency_id IS NULL"),
            postgresql_where=text("agency_id IS NULL"),
        ),
    )

    id: Mapped[Key]
    committee_id: Mapped[int] = mapped_column(ForeignKey("committee.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    steps: Mapped[Line]
    before: Mapped[int]
    committee: Mapped[Committee] = relationship()
    agency: Mapped[Agency | None] = relationship()

    @property
    def ladder(self) -> Ladder:
        """The same as a value."""
        return Ladder.of(self.steps, self.before)


class ReminderPause(Base):
    """A meeting of which nobody is reminded until an officer says so."""

    __tablename__ = "reminder_pause"

    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("calendar_entry.id"), unique=True)
    paused_at: Mapped[datetime] = mapped_column(Instant)
    paused_by: Mapped[Line]
