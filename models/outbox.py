"""Promised letters: one body for everybody, one envelope a person, and the batch an officer lets go.

`created_at`, `released_at` and `sent_at` are the deeds' time; `due_at`, `lease_until` and `dated` are the wall
clock's, since a lease or a mail's Date header must not follow a demonstration's calendar.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.accounts import SignInLink
from models.calendar_entries import CalendarEntry, Revision
from models.database import Base, Instant, Key, Line, stored
from models.invitations import Invitation
from models.people import Person
from vocabulary.states import BatchState, Language, LetterKind, MailState, Method, Participation, PartStat


class MailBatch(Base):
    """Letters about one meeting that go, wait, or are called back together."""

    __tablename__ = "mail_batch"
    __table_args__ = (
        Index(
            "uq_mail_batch_one_draft_per_entry",
            "entry_id",
            unique=True,
            sqlite_where=text("state = 'draft'"),
            postgresql_where=text("state = 'draft'"),
        ),
    )

    id: Mapped[Key]
    entry_id: Mapped[int] = mapped_column(ForeignKey("calendar_entry.id"))
    state: Mapped[BatchState] = mapped_column(stored(BatchState, "batch_state"), default=BatchState.DRAFT)
    created_at: Mapped[datetime] = mapped_column(Instant)
    released_at: Mapped[datetime | None] = mapped_column(Instant)
    released_by: Mapped[Line]
    entry: Mapped[CalendarEntry] = relationship()
    mails: Mapped[list["OutgoingMail"]] = relationship(back_populates="batch", order_by="OutgoingMail.id")


class MailBody(Base):
    """What a letter says to everybody: its kind and the frozen revision it is rendered from.

    `proposed_starts` and `proposed_ends` are the time that a letter of the kind DECLINE does not take, if there is one.
    """

    __tablename__ = "mail_body"
    __table_args__ = (
        CheckConstraint("(kind = 'sign_in') = (revision_id IS NULL)", name="meeting_letters_have_a_revision"),
    )

    id: Mapped[Key]
    kind: Mapped[LetterKind] = mapped_column(stored(LetterKind, "letter_kind"))
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    whole: Mapped[bool] = mapped_column(default=True)
    comment: Mapped[Line]
    proposed_starts: Mapped[datetime | None] = mapped_column(Instant)
    proposed_ends: Mapped[datetime | None] = mapped_column(Instant)
    revision: Mapped[Revision | None] = relationship()

    @property
    def method(self) -> Method | None:
        """What the calendar part asks of a calendar; None for a letter that asks nothing of one."""
        if self.kind in (LetterKind.SIGN_IN, LetterKind.REMINDER, LetterKind.DECLINE):
            return None
        return Method.CANCEL if self.kind is LetterKind.CANCELLATION else Method.REQUEST


class OutgoingMail(Base):
    """One envelope: one person or one agency's mailbox, one Message-ID for ever, and how its delivery stands.

    `address`, `name`, `language` and `part` are frozen at the promise. `digest` is the SHA-256 of the bytes first
    sent: a retry that would differ is not sent. `thread` holds earlier Message-IDs of the same invitation,
    space-separated. `encloses` tells whether it carries the files that its revision names. `copied` are the names, a
    line each, of those whose letter a mailbox gets a copy of.
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        Index("ix_outgoing_mail_state_due_at", "state", "due_at"),
        Index("ix_outgoing_mail_invitation_id_id", "invitation_id", "id"),
    )

    id: Mapped[Key]
    body_id: Mapped[int] = mapped_column(ForeignKey("mail_body.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("mail_batch.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"))
    sign_in_link_id: Mapped[int | None] = mapped_column(ForeignKey("sign_in_link.id"))
    address: Mapped[str] = mapped_column(String(320))
    name: Mapped[Line]
    language: Mapped[Language] = mapped_column(stored(Language, "mail_language"))
    participation: Mapped[Participation | None] = mapped_column(stored(Participation, "mail_participation"))
    part: Mapped[str] = mapped_column(String(500), default="", server_default=text("''"))
    partstat: Mapped[PartStat | None] = mapped_column(stored(PartStat, "mail_partstat"))
    generation: Mapped[int] = mapped_column(default=1)
    message_id: Mapped[str] = mapped_column(String(120), unique=True)
    thread: Mapped[str] = mapped_column(Text, default="")
    previous_revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    previous_method: Mapped[Method | None] = mapped_column(stored(Method, "previous_method"))
    state: Mapped[MailState] = mapped_column(stored(MailState, "mail_state"), default=MailState.DRAFT)
    created_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime | None] = mapped_column(Instant)
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None] = mapped_column(String(80))
    lease_until: Mapped[datetime | None] = mapped_column(Instant)
    dated: Mapped[datetime | None] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    reply_code: Mapped[int | None]
    reply_text: Mapped[str] = mapped_column(Text, default="")
    digest: Mapped[str | None] = mapped_column(String(64))
    encloses: Mapped[bool] = mapped_column(default=False, server_default=false())
    copied: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    body: Mapped[MailBody] = relationship()
    batch: Mapped[MailBatch | None] = relationship(back_populates="mails")
    person: Mapped[Person | None] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    sign_in_link: Mapped[SignInLink | None] = relationship()
    previous_revision: Mapped[Revision | None] = relationship(foreign_keys=[previous_revision_id])

    @property
    def is_copy(self) -> bool:
        """Whether it goes to an agency's mailbox, for the record."""
        return self.person_id is None and self.person is None
