"""Mail that came in: what each was, what became of it and why; and, for a while, the message itself.

`received_at` and `settled_at` are the deeds' time; `kept_until` is the wall clock's, since a message must not outlive
its time in a demonstration either.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.calendar_entries import CalendarEntry
from models.database import Base, Instant, Key, Line, stored
from models.invitations import Answer, Invitation
from models.outbox import OutgoingMail
from models.people import Person
from vocabulary.inbound import Came, Settlement, Verdict


class ReceivedMail(Base):
    """One mail as it was read and ruled on; the row stays, whatever became of the message.

    `reason` is an English message id and `reason_values` what stands in it. `entry_id`, `invitation_id`, `person_id`
    and `outgoing_id` are what could be told of it: the meeting, whose invitation, the sender on file, the letter that
    came back, or the one by which an officer answered. `sequence`, `stamp` and `partstat` are the calendar's own;
    `stamp` is never later than the receipt. `proposed` is what a counter-proposal, a substitute or somebody uninvited
    asks for, as `scheduler/rules/inbound_proposals.py` writes it.
    """

    __tablename__ = "received_mail"
    __table_args__ = (
        Index("ix_received_mail_verdict_settled_at_id", "verdict", "settled_at", "id"),
        Index("ix_received_mail_invitation_id_id", "invitation_id", "id"),
        CheckConstraint("(settled_at IS NULL) = (settlement IS NULL)", name="settled_in_some_way"),
    )

    id: Mapped[Key]
    received_at: Mapped[datetime] = mapped_column(Instant, index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int]
    message_id: Mapped[str] = mapped_column(String(500), default="", index=True)
    came: Mapped[Came] = mapped_column(stored(Came, "came"))
    verdict: Mapped[Verdict] = mapped_column(stored(Verdict, "verdict"))
    reason: Mapped[str] = mapped_column(Text, default="")
    reason_values: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    sender_address: Mapped[str] = mapped_column(String(320), default="")
    sender_name: Mapped[Line]
    subject: Mapped[Line]
    words: Mapped[str] = mapped_column(Text, default="")
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("calendar_entry.id"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    outgoing_id: Mapped[int | None] = mapped_column(ForeignKey("outgoing_mail.id"))
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id"))
    method: Mapped[str] = mapped_column(String(20), default="")
    sequence: Mapped[int | None]
    stamp: Mapped[datetime | None] = mapped_column(Instant)
    partstat: Mapped[str] = mapped_column(String(40), default="")
    comment: Mapped[str] = mapped_column(Text, default="")
    proposed: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    settled_at: Mapped[datetime | None] = mapped_column(Instant)
    settled_by: Mapped[Line]
    settlement: Mapped[Settlement | None] = mapped_column(stored(Settlement, "settlement"))
    entry: Mapped[CalendarEntry | None] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    person: Mapped[Person | None] = relationship()
    outgoing: Mapped[OutgoingMail | None] = relationship()
    answer: Mapped[Answer | None] = relationship()
    content: Mapped["ReceivedContent | None"] = relationship(back_populates="mail")


class ReceivedContent(Base):
    """A message as it came, byte for byte, until its time is over."""

    __tablename__ = "received_content"

    id: Mapped[Key]
    mail_id: Mapped[int] = mapped_column(ForeignKey("received_mail.id"), unique=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    kept_until: Mapped[datetime] = mapped_column(Instant, index=True)
    mail: Mapped[ReceivedMail] = relationship(back_populates="content")
