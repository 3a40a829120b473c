"""Private calendar subscriptions."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.database import Base, Instant, Key
from models.people import Person


class FeedSubscription(Base):
    """One subscription address of one person: only the token's hash is kept, and revoking it ends it.

    `version` rises with every change that this person's feed shows; it is the heart of the ETag. `last_read_at` is when
    a program last fetched it, written at most once an hour.
    """

    __tablename__ = "feed_subscription"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)
    last_read_at: Mapped[datetime | None] = mapped_column(Instant)
    person: Mapped[Person] = relationship()
