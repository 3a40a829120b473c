"""The bytes of enclosed PDF files, each kept once under the digest of what it says, and what was drafted with them."""

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.database import Base, Key


class PaperContent(Base):
    """The bytes of one file. They never change: `digest` is their SHA-256, and whoever reads them compares it."""

    __tablename__ = "paper_content"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class PaperInRevision(Base):
    """A revision that names a file, so that the bytes of a letter that was sent are kept as long as the letter."""

    __tablename__ = "paper_in_revision"
    __table_args__ = (UniqueConstraint("revision_id", "digest"),)

    id: Mapped[Key]
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    digest: Mapped[str] = mapped_column(ForeignKey("paper_content.digest"), index=True)
