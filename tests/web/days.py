"""The day on which pages are looked at: the letter's own, so that its sessions are still to come."""

from datetime import UTC, datetime

from models.database import db
from models.demonstration import Demonstration
from tests.fixtures import NOW


def in_the_letters_days() -> None:
    """Let the service's clock read 4 January 2022, 09:00 in Bangkok."""
    db.session.add(Demonstration(id=1, opened_at=NOW, created_at=datetime.now(UTC), latest=NOW))
    db.session.commit()
