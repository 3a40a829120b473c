"""Counting attempts to sign in: each is written down before any password is compared, so that none slips by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil

from sqlalchemy import delete, or_, select

from models.accounts import SignInAttempt
from models.database import db
from scheduler.deed import writing
from scheduler.rules.throttle import PER_ACCOUNT, PER_VISITOR, WINDOW, Knocking, Patience
from vocabulary.refusals import Refusal
from vocabulary.text import N_

SECONDS = N_("Too many attempts. Wait %(count)s seconds, then try again.")
MINUTES = N_("Too many attempts. Wait %(count)s minutes, then try again.")


class TooSoon(Refusal):
    """An attempt that came before its time; `seconds` is how long until the next may come."""

    status = 429

    def __init__(self, wait: timedelta, *, field: str) -> None:
        self.seconds = max(2, ceil(wait.total_seconds()))
        if self.seconds <= 90:
            super().__init__(SECONDS, field=field, count=self.seconds)
        else:
            super().__init__(MINUTES, field=field, count=ceil(self.seconds / 60))


@dataclass(frozen=True, slots=True)
class Knock:
    """One attempt to come in: for which address, from where."""

    address: str
    visitor: str

    def subject(self, what: Knocking) -> str:
        """This address from this place, as it is counted."""
        return hashed(what.value, self.visitor, self.address.strip().casefold())

    def subjects(self, what: Knocking) -> Mapping[str, Patience]:
        """All that is counted of this attempt, and how much patience there is with each."""
        return {
            self.subject(what): PER_ACCOUNT[what],
            hashed(what.value, self.visitor): PER_VISITOR[what],
        }


def hashed(*words: str) -> str:
    """What is stored of an attempt: enough to count by, and gone after the window."""
    return sha256("\n".join(words).encode()).hexdigest()


def count_attempt(knock: Knock, what: Knocking, *, field: str, wall: datetime) -> None:
    """Write one attempt down, or refuse it with `TooSoon`; no deed, since nothing of the ministry's changes."""
    with writing():
        forget_old(wall)
        subjects = knock.subjects(what)
        opens_at = max(opening_times(subjects), default=wall)
        if opens_at > wall:
            raise TooSoon(opens_at - wall, field=field)
        db.session.add_all(SignInAttempt(subject=subject, at=wall, what=what.value) for subject in subjects)


def opening_times(subjects: Mapping[str, Patience]) -> Iterator[datetime]:
    """When each of these may try again, where it has to wait at all."""
    for subject, patience in subjects.items():
        attempts = db.session.scalars(select(SignInAttempt.at).where(SignInAttempt.subject == subject)).all()
        opens_at = patience.opens_at(attempts)
        if opens_at is not None:
            yield opens_at


def forgive(knock: Knock, what: Knocking) -> None:
    """Somebody came in: forget the failures for this address from here, and that this attempt was one."""
    own = knock.subject(what)
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.subject == own))
    for subject in set(knock.subjects(what)) - {own}:
        latest = select(SignInAttempt.id).where(SignInAttempt.subject == subject).order_by(SignInAttempt.id.desc())
        db.session.execute(delete(SignInAttempt).where(SignInAttempt.id.in_(latest.limit(1))))


def forget_old(wall: datetime) -> None:
    """Drop what lies before the window, since it says where somebody was, and what a wrong clock wrote after it."""
    outside = or_(SignInAttempt.at <= wall - WINDOW, SignInAttempt.at > wall + WINDOW)
    db.session.execute(delete(SignInAttempt).where(outside))
