"""The bytes of enclosed files, read by their digest alone."""

from hashlib import sha256

from sqlalchemy import select

from models.database import db
from models.papers import PaperContent


def content_of(digest: str) -> bytes:
    """The bytes of this digest; a ValueError where they are not kept or not what they were."""
    content = db.session.scalar(select(PaperContent.content).where(PaperContent.digest == digest))
    if content is None or sha256(content).hexdigest() != digest:
        raise ValueError(f"the enclosed file {digest} is not kept as it was")
    return content
