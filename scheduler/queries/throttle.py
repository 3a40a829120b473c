"""How often somebody has knocked: sign-ins slow down with every failure, and nobody is locked out for good."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil

from sqlalchemy import func, select

from models.accounts import SignInAttempt
from models.database import db

WINDOW = timedelta(minutes=10)
MOST_PER_ADDRESS = 8
MOST_PER_VISITOR = 20


@dataclass(frozen=True, slots=True)
class Knock:
    """One attempt to come in: for which address, from where."""

    address: str
    visitor: str

    @property
    def subjects(self) -> tuple[tuple[str, int], ...]:
        """What is counted, as hashes, and how often each may fail within the window."""
        place, both = self.visitor, f"{self.address.strip().lower()} {self.visitor}"
        return (hashed(f"visitor {place}"), MOST_PER_VISITOR), (hashed(f"address {both}"), MOST_PER_ADDRESS)


def hashed(text: str) -> str:
    """What is stored of an address: enough to count by."""
    return sha256(text.encode()).hexdigest()


def wait_before(knock: Knock, *, wall: datetime) -> int:
    """Nought while this attempt may go on, else the minutes to wait."""
    waits = [minutes_to_wait(subject, most, wall=wall) for subject, most in knock.subjects]
    return max(waits)


def minutes_to_wait(subject: str, most: int, *, wall: datetime) -> int:
    """How long until fewer than `most` attempts lie within the window."""
    count, oldest = db.session.execute(
        select(func.count(), func.min(SignInAttempt.at)).where(
            SignInAttempt.subject == subject, SignInAttempt.at > wall - WINDOW
        )
    ).one()
    if count < most:
        return 0
    return max(1, ceil((oldest + WINDOW - wall) / timedelta(minutes=1)))


def remember_attempt(knock: Knock, *, wall: datetime) -> None:
    """Count one attempt, within the deed under way."""
    for subject, _ in knock.subjects:
        db.session.add(SignInAttempt(subject=subject, at=wall, what="sign-in"))
