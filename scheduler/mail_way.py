"""Steps on the one row of how the way to the mail server is: for a sender that holds the write lock."""

from dataclasses import asdict
from datetime import datetime, timedelta

from models.database import db
from models.installation import MailWay
from scheduler.queries.mail_way import mail_way
from scheduler.rules.mail_way import ENOUGH, Way, credit_at, rest_after


def note_unanswered(words: str, *, wall: datetime, first: timedelta) -> None:
    """One more letter that nobody answered; from the third in a row on, the way rests."""
    before = mail_way()
    failures = before.failures + 1
    note(
        Way(
            failures=failures,
            failing_since=before.failing_since or wall,
            words=words,
            rests_until=wall + rest_after(failures, first=first) if failures >= ENOUGH else None,
            credit=before.credit,
            credited_at=before.credited_at,
        )
    )


def note_answered() -> None:
    """The server has answered: whatever went unanswered before is past."""
    before = mail_way()
    note(Way(credit=before.credit, credited_at=before.credited_at))


def note_taken(letters: int, *, wall: datetime, per_minute: int) -> None:
    """So many letters were taken for the way."""
    before = mail_way()
    credit = credit_at(before, wall, per_minute=per_minute) - letters
    note(Way(**{**asdict(before), "credit": credit, "credited_at": wall}))


def note(way: Way) -> None:
    """Keep how the way is."""
    db.session.merge(MailWay(id=1, **asdict(way)))
    db.session.flush()
