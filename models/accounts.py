"""Signing in: sessions that live on the server, links that were mailed, attempts that are counted.

All instants here are the wall clock's.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.database import Base, Instant, Key, Line
from models.people import Person


class LoginSession(Base):
    """One signed-in browser; ending the row ends the sign-in, whatever cookie is shown. Only a hash is kept."""

    __tablename__ = "login_session"

    id: Mapped[Key]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    person: Mapped[Person] = relationship()


class SignInLink(Base):
    """A sign-in link that was made for somebody; the token itself is computed, never stored.

    A reusable link is one that the operator made at the terminal for a demonstration.
    """

    __tablename__ = "sign_in_link"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    reusable: Mapped[bool] = mapped_column(default=False)
    person: Mapped[Person] = relationship()


class SignInAttempt(Base):
    """One failed or asked-for sign-in, by a hash of what it was for; it slows the next ones down."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_subject_at", "subject", "at"),)

    id: Mapped[Key]
    subject: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant)
    what: Mapped[Line]
