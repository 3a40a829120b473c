"""Holding the mail and letting it go: while it is held, nothing that was promised leaves."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from models.database import db
from models.outbox import MailBody, OutgoingMail
from scheduler.deed import deed
from scheduler.installation import the_installation
from scheduler.queries.health import mail_hold
from vocabulary.actor import Actor
from vocabulary.refusals import Refusal
from vocabulary.states import LetterKind, MailState
from vocabulary.text import N_

WAITING = (MailState.QUEUED, MailState.SENDING)
RECORDED = "recorded by the operator: it left before the copy was restored"

NOT_HELD = N_("The mail is not held: letters leave as they fall due.")


@dataclass(frozen=True, slots=True)
class WaitingLetters:
    """How many letters of one kind wait, how many of them a server may have had before, and since when they wait."""

    kind: LetterKind
    count: int
    tried: int
    oldest: datetime


def hold_mail(why: str, *, by: Actor, now: datetime, wall: datetime, kept: datetime | None = None) -> None:
    """Let nothing leave from now on; said again, only the reason changes.

    A copy that was restored from what was `kept` at a moment has a backup of that moment.
    """
    with deed("hold mail", by=by, now=now) as record:
        row = the_installation()
        row.mail_held_at = row.mail_held_at or wall
        row.mail_held_why, row.mail_held_by = why, by.label
        if kept is not None:
            row.last_backup_at = max(kept, row.last_backup_at or kept)
        record.about("installation", 1, why=why)


def waiting_letters() -> tuple[WaitingLetters, ...]:
    """What would leave if the mail were released."""
    tried = func.count().filter(OutgoingMail.attempts > 0)
    rows = db.session.execute(
        select(MailBody.kind, func.count(), tried, func.min(OutgoingMail.created_at))
        .join(MailBody, OutgoingMail.body_id == MailBody.id)
        .where(OutgoingMail.state.in_(WAITING))
        .group_by(MailBody.kind)
        .order_by(MailBody.kind)
    )
    return tuple(WaitingLetters(*row) for row in rows)


def release_mail(*, already_sent: bool, by: Actor, now: datetime) -> int:
    """Let the mail go again; how many waiting letters were recorded as sent, as the operator knows they were.

    A letter that leaves a second time carries the Message-ID, UID, SEQUENCE and DTSTAMP it had: mailboxes and calendars
    fold it into one. So sending is the safe choice, and recording is the one that needs knowledge.
    """
    with deed("release held mail", by=by, now=now) as record:
        if mail_hold() is None:
            raise Refusal(NOT_HELD)
        recorded = record_as_sent(now) if already_sent else 0
        row = the_installation()
        row.mail_held_at, row.mail_held_why, row.mail_held_by = None, "", ""
        record.about("installation", 1, recorded_as_sent=recorded)
        return recorded


def record_as_sent(now: datetime) -> int:
    """Let every letter that waits count as sent."""
    sent = {"state": MailState.SENT, "sent_at": now, "reply_code": None, "reply_text": RECORDED}
    done = db.session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.state.in_(WAITING))
        .values(claimed_by=None, lease_until=None, **sent)
        .returning(OutgoingMail.id)
    )
    return len(done.all())
