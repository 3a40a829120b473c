"""Sending what was promised: claim with a lease, send, mark.

Rows are claimed by one atomic UPDATE, and a letter's attempts rise before it is tried, so that one that kills its
sender is seen to do so. Whatever dies between the sending and the mark is sent again, byte for byte, once per death.
"""

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.orm import aliased

from mail.wire import Outcome, Receipt, Wire
from models.database import db
from models.outbox import OutgoingMail
from scheduler.deed import writing
from scheduler.letters import Writer, mails_in, wire_of
from scheduler.queries.clock import time_of_day
from scheduler.queries.health import mail_hold
from vocabulary.states import MailState

LOG = logging.getLogger(__name__)

CLAIM = 100
"""Letters taken with one lease: a death costs no more than these a wait for the lease to run out."""

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
PATIENCE = timedelta(days=5)
"""How long a letter that a server keeps putting off is tried (RFC 5321, 4.5.4.1)."""

MOST_CRASHES = 5
"""A letter tried so often without any receipt kills its sender: it is set aside."""

Deliver = Callable[[Wire], Receipt]
Open = Callable[[], AbstractContextManager[Deliver]]


def unwatched() -> None:
    """What a sender that nobody watches does between two letters."""


@dataclass(frozen=True, slots=True)
class Sender:
    """One sender: its name on claims, how long it may hold one, how it writes, its way out, its sign of life."""

    name: str
    lease: timedelta
    writer: Writer
    open: Open
    clock: Callable[[], datetime]
    beat: Callable[[], None] = unwatched

    def send_due(self) -> int:
        """Send all that is due, batch after batch; how many letters were handed over or finally refused."""
        done = 0
        self.beat()
        while ids := self.claim():
            wires = self.render(ids)
            with self.open() as deliver:
                for number, wire in wires:
                    self.beat()
                    if self.begin(number):
                        self.mark(number, deliver(wire))
            done += len(ids)
        return done

    def begin(self, number: int) -> bool:
        """Count the attempt before it is made, renew the lease, and say whether the claim is still ours.

        Only the letter in hand is counted, so that a death is laid to it and not to the rest of its batch. A sender
        that was stopped for longer than its lease finds taken over what others have claimed, and leaves it to them.
        """
        wall = self.clock()
        held = (OutgoingMail.claimed_by == self.name, OutgoingMail.state == MailState.SENDING)
        with writing():
            until = db.session.scalar(select(OutgoingMail.lease_until).where(OutgoingMail.id == number, *held))
            if until is None:
                return False
            if until - wall < self.lease / 2:
                db.session.execute(update(OutgoingMail).where(*held).values(lease_until=wall + self.lease))
            in_hand = {"attempts": OutgoingMail.attempts + 1, "lease_until": wall + self.lease}
            db.session.execute(update(OutgoingMail).where(OutgoingMail.id == number).values(**in_hand))
        return True

    def claim(self) -> Sequence[int]:
        """Claim up to `CLAIM` due letters, those of dead senders too; the first claim also dates a letter.

        Per invitation the order holds: nothing is claimed while an earlier letter to it still waits. While mail is
        held, nothing is claimed at all.
        """
        wall = self.clock()
        with writing():
            if mail_hold() is not None:
                return ()
            due = (
                select(OutgoingMail.id)
                .where(is_claimable(wall), ~exists_earlier())
                .order_by(OutgoingMail.due_at, OutgoingMail.id)
                .limit(CLAIM)
            )
            claimed = db.session.execute(
                update(OutgoingMail)
                .where(OutgoingMail.id.in_(due.scalar_subquery()))
                .values(
                    state=MailState.SENDING,
                    claimed_by=self.name,
                    lease_until=wall + self.lease,
                )
                .returning(OutgoingMail.id)
            ).scalars()
            ids = sorted(claimed)
            db.session.execute(
                update(OutgoingMail).where(OutgoingMail.id.in_(ids), OutgoingMail.dated.is_(None)).values(dated=wall)
            )
        return ids

    def render(self, ids: Sequence[int]) -> list[tuple[int, Wire]]:
        """The claimed letters as bytes; one that cannot be written, or would differ from its first try, is set aside.

        The digests are kept before anything leaves, so that every retry can be held against them.
        """
        wires = []
        with writing():
            for mail in mails_in(ids):
                try:
                    wires.append((mail.id, self.written(mail)))
                except Exception as error:
                    LOG.exception("letter %s is set aside", mail.id)
                    set_aside(mail, str(error))
        return wires

    def written(self, mail: OutgoingMail) -> Wire:
        """One letter as bytes; a ValueError with the reason where it must not be tried."""
        if mail.attempts >= MOST_CRASHES and mail.reply_code is None and not mail.reply_text:
            raise ValueError("this letter stopped its sender again and again")
        wire = wire_of(mail, self.writer)
        digest = sha256(wire.content).hexdigest()
        if mail.digest is not None and mail.digest != digest:
            raise ValueError("this letter would differ from its first attempt")
        mail.digest = digest
        return wire

    def mark(self, number: int, receipt: Receipt) -> None:
        """Write the receipt, as long as the claim is still ours: a sender that overslept its lease changes nothing."""
        wall = self.clock()
        with writing():
            mail = db.session.get(OutgoingMail, number)
            if mail is None or mail.claimed_by != self.name or mail.state is not MailState.SENDING:
                LOG.warning("letter %s was claimed by another sender meanwhile", number)
                return
            mail.reply_code, mail.reply_text = receipt.code, receipt.text
            mail.claimed_by = mail.lease_until = None
            if receipt.outcome is Outcome.SENT:
                mail.state, mail.sent_at = MailState.SENT, time_of_day(wall)
            elif receipt.outcome is Outcome.REFUSED or is_hopeless(mail, wall):
                mail.state = MailState.REFUSED
            else:
                mail.state, mail.due_at = MailState.QUEUED, wall + wait_after(mail.attempts, seed=mail.id)


def is_claimable(wall: datetime) -> ColumnElement[bool]:
    """Due and waiting, or left by a sender whose lease has run out."""
    return or_(
        and_(OutgoingMail.state == MailState.QUEUED, OutgoingMail.due_at <= wall),
        and_(OutgoingMail.state == MailState.SENDING, OutgoingMail.lease_until < wall),
    )


def exists_earlier() -> ColumnElement[bool]:
    """An earlier letter of the same invitation that is still on its way."""
    earlier = aliased(OutgoingMail)
    return exists().where(
        earlier.invitation_id == OutgoingMail.invitation_id,
        earlier.id < OutgoingMail.id,
        earlier.state.in_([MailState.QUEUED, MailState.SENDING]),
    )


def set_aside(mail: OutgoingMail, reason: str) -> None:
    """Refuse a letter ourselves, with the reason an officer can read."""
    mail.state, mail.reply_text = MailState.REFUSED, reason
    mail.claimed_by = mail.lease_until = None


def is_hopeless(mail: OutgoingMail, wall: datetime) -> bool:
    """Whether a letter has been put off for so long that somebody must look."""
    return mail.dated is not None and wall - mail.dated > PATIENCE


def wait_after(attempts: int, *, seed: int) -> timedelta:
    """How long to wait after so many attempts: doubling up to an hour, spread so that retries do not come together."""
    wait: timedelta = min(FIRST_WAIT * 2 ** min(attempts - 1, 10), LONGEST_WAIT)
    spread = int.from_bytes(sha256(f"{seed}-{attempts}".encode()).digest()[:2])
    return wait * (0.75 + spread / 0x20000)
