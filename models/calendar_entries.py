"""What a meeting is in other people's calendars: one identity for life, and every revision ever drafted.

A consultation has one entry, and so has each block of a session.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.database import Base, Instant, Key


class CalendarEntry(Base):
    """The identity of a meeting on the wire (RFC 5545, 3.8.4.7; RFC 5546, 2.1.4).

    `sequence` is the highest issued to anyone, `material_sequence` that of the last change of time, place or
    status: an answer counts when it is at least that. `stamp` is the last DTSTAMP given to any revision, and the
    next is later. `organizer_tag` makes the meeting's own address at the desk's mailbox.
    """

    __tablename__ = "calendar_entry"
    __table_args__ = (CheckConstraint("material_sequence <= sequence", name="material_is_issued"),)

    id: Mapped[Key]
    uid: Mapped[str] = mapped_column(String(120), unique=True)
    organizer_tag: Mapped[str] = mapped_column(String(40), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    material_sequence: Mapped[int] = mapped_column(default=0)
    stamp: Mapped[datetime] = mapped_column(Instant)
    issued_revision_id: Mapped[int | None] = mapped_column(
        ForeignKey("revision.id", use_alter=True, name="fk_calendar_entry_issued_revision_id")
    )
    revisions: Mapped[list["Revision"]] = relationship(
        back_populates="entry", foreign_keys="Revision.entry_id", order_by="Revision.id"
    )
    issued_revision: Mapped["Revision | None"] = relationship(foreign_keys=[issued_revision_id], post_update=True)


class Revision(Base):
    """One state of a meeting, frozen: what a letter or a feed shows is rendered from `facts` and nothing else.

    `facts` is a `MeetingFacts` as JSON. (`sequence`, `stamp`) never repeats within an entry.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("entry_id", "stamp"),)

    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("calendar_entry.id"))
    sequence: Mapped[int]
    material_sequence: Mapped[int]
    stamp: Mapped[datetime] = mapped_column(Instant)
    cancelled: Mapped[bool] = mapped_column(default=False)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    entry: Mapped[CalendarEntry] = relationship(back_populates="revisions", foreign_keys=[entry_id])
