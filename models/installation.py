"""What this installation knows of itself: whether its mail is held, when it was last kept safe, who works for it.

All instants here are the wall clock's, but for `late_reminders_allowed_at`.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, String, text
from sqlalchemy.orm import Mapped, mapped_column

from models.database import Base, Instant, Key, Line


class Installation(Base):
    """The one row of what holds for the whole installation; it is made when there is first something to say.

    While `mail_held_at` is set, nothing leaves: a restored copy waits for an operator's word. Reminders that were due
    until `late_reminders_allowed_at`, in the deeds' time, may leave however late.
    """

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[Key]
    mail_held_at: Mapped[datetime | None] = mapped_column(Instant)
    mail_held_why: Mapped[Line]
    mail_held_by: Mapped[str] = mapped_column(String(500), default="", server_default=text("''"))
    last_backup_at: Mapped[datetime | None] = mapped_column(Instant)
    late_reminders_allowed_at: Mapped[datetime | None] = mapped_column(Instant)


class MailWay(Base):
    """The one row of how the way to the mail server is, for all senders; made when there is first something to say.

    As `scheduler/rules/mail_way.py: Way` has it.
    """

    __tablename__ = "mail_way"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[Key]
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None] = mapped_column(Instant)
    words: Mapped[Line]
    rests_until: Mapped[datetime | None] = mapped_column(Instant)
    credit: Mapped[float] = mapped_column(default=0.0)
    credited_at: Mapped[datetime | None] = mapped_column(Instant)


class WorkerBeat(Base):
    """One worker process and its last sign of life."""

    __tablename__ = "worker_beat"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(String(80), unique=True)
    started_at: Mapped[datetime] = mapped_column(Instant)
    beat_at: Mapped[datetime] = mapped_column(Instant)
