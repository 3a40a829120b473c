"""Sending what was promised: claim with a lease, send, mark.

Rows are claimed by one atomic UPDATE, and a letter's attempts rise before it is tried, so that one that kills its
sender is seen to do so. Whatever dies between the sending and the mark is sent again, byte for byte, once per death.
A sender that lives and cannot write keeps the receipt, and what it has claimed, until it can.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Protocol

from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from jobs.claims import Claims, claims_of, exists_earlier, is_claimable
from jobs.road import Road
from jobs.waits import FIRST_WAIT, Pace, became, is_unanswered
from mail.wire import Receipt, Wire
from models.database import db
from models.outbox import OutgoingMail
from scheduler.deed import writing
from scheduler.letters import Casting, Press, Writer, mails_in
from scheduler.queries.clock import demonstration
from scheduler.queries.health import mail_hold
from vocabulary.states import MailState

LOG = logging.getLogger(__name__)

CLAIM = 100
"""Letters taken with one lease: a death costs no more than these a wait for the lease to run out."""

MOST_CRASHES = 5
"""A letter tried so often without any receipt kills its sender: it is set aside."""


class Door(Protocol):
    """The way out of one batch of letters."""

    def offer(self, wire: Wire) -> None:
        """Let the server get ready for a letter, of which nothing leaves before it is delivered."""

    def deliver(self, wire: Wire) -> Receipt:
        """Hand it over, and say what became of it."""


Open = Callable[[], AbstractContextManager[Door]]


def unwatched() -> None:
    """What a sender that nobody watches does between two letters."""


def never() -> bool:
    """A sender that works until nothing is due."""
    return False


@dataclass(frozen=True, slots=True)
class Claimed:
    """One claimed letter, all but written, its history so far, and how soon it may be tried again."""

    number: int
    casting: Casting
    attempts: int
    dated: datetime | None
    digest: str | None
    pace: Pace

    @property
    def begins(self) -> datetime | None:
        """When its meeting begins: tries end there."""
        return self.casting.begins

    @classmethod
    def of(cls, mail: OutgoingMail, press: Press, *, pace: Pace) -> "Claimed":
        """The letter of a row; a ValueError with the reason where it must not be tried."""
        if mail.attempts >= MOST_CRASHES and mail.reply_code is None and not mail.reply_text:
            raise ValueError("this letter stopped its sender again and again")
        return cls(mail.id, press.casting(mail), mail.attempts, dated=mail.dated, digest=mail.digest, pace=pace)

    def parcel(self) -> "Parcel":
        """Its bytes; a ValueError with the reason where they must not leave."""
        wire = self.casting.wire()
        digest = sha256(wire.content).hexdigest()
        if self.digest is not None and self.digest != digest:
            raise ValueError("this letter would differ from its first attempt")
        return Parcel(self, wire, digest)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A letter in hand."""

    letter: Claimed
    wire: Wire
    digest: str


@dataclass(frozen=True, slots=True)
class Sender:
    """One sender: its name on claims, how long it may hold one, how it writes, its way out and what it knows of it, its
    sign of life, how long it waits before a second attempt, and whether somebody has asked it to stop.

    `owed` is the receipt of the letter that left last, while it is not written down. Not for two threads at once.
    """

    name: str
    lease: timedelta
    writer: Writer
    open: Open
    clock: Callable[[], datetime]
    beat: Callable[[], None] = unwatched
    first_wait: timedelta = FIRST_WAIT
    is_stopped: Callable[[], bool] = never
    road: Road = field(default_factory=Road)
    owed: list[tuple[Parcel, Receipt]] = field(default_factory=list, init=False)

    def send_due(self) -> int:
        """Send all that is due, batch after batch; how many letters were handed over or finally refused.

        Asked to stop, or where nobody answers at the mail server, it ends after the letter in hand, and what it has
        claimed besides waits for whoever comes next.
        """
        done = 0
        self.beat()
        if self.owed:
            with claims_of(self.name) as claims:
                self.settle(claims)
        while not self.is_stopped() and (ids := self.claim()):
            with self.open() as door:
                self.send(self.prepared(ids), door)
            done += len(ids)
        return done

    def send(self, letters: Iterable[Claimed], door: Door) -> None:
        """Hand letters over one after the other, with one commit between two of them.

        It holds the receipt of the one that left and the attempt of the next: none is tried before it is certain what
        became of the one before, so that a death repeats one letter at the most. Meanwhile the server gets ready.
        """
        renewed: datetime | None = None
        with claims_of(self.name) as claims:
            for parcel in self.parcels(letters):
                if self.is_stopped() or self.is_cut_off(claims):
                    break
                wall = self.clock()
                until = wall + self.lease
                door.offer(parcel.wire)
                with self.settling(claims):
                    if renewed is None or wall - renewed > self.lease / 2:
                        claims.renew(until)
                        renewed = wall
                    ours = claims.begin(parcel.letter.number, digest=parcel.digest, until=until)
                if ours:
                    self.owed.append((parcel, door.deliver(parcel.wire)))
            self.settle(claims)
            if self.is_stopped() or self.road.is_closed:
                with claims.rows.begin():
                    claims.give_back()

    def is_cut_off(self, claims: Claims) -> bool:
        """Whether nobody answered the letter that left last, as so often before: what is owed is written down first."""
        if self.owed and is_unanswered(self.owed[-1][1]):
            self.settle(claims)
        return self.road.is_closed

    def settle(self, claims: Claims) -> None:
        """Write down the receipt that is owed, if any is."""
        if self.owed:
            with self.settling(claims):
                pass

    @contextmanager
    def settling(self, claims: Claims) -> Iterator[None]:
        """One commit that holds the receipt that is owed, and what the block adds.

        While the database cannot take it, the receipt stays owed: what has left is not sent again for want of a mark.
        """
        owed = tuple(self.owed)
        try:
            with claims.rows.begin():
                for parcel, receipt in owed:
                    self.mark(parcel, receipt, claims=claims)
                yield
        except OperationalError:
            raise
        except BaseException:
            self.owed.clear()
            raise
        self.owed.clear()
        for _, receipt in owed:
            self.road.heard(receipt, wall=self.clock())

    def claim(self) -> Sequence[int]:
        """Claim up to `CLAIM` due letters, those of dead senders too; the first claim also dates a letter.

        What we still hold was left behind by a failure of the database, and is taken up again. Per invitation the order
        holds: nothing is claimed while an earlier letter to it still waits. While mail is held, nothing is claimed, and
        while nobody answers at the mail server one letter at a time, to see whether somebody does again.
        """
        wall = self.clock()
        with writing():
            room = 0 if mail_hold() is not None else self.road.room(wall, most=CLAIM)
            if not room:
                return ()
            due = (
                select(OutgoingMail.id)
                .where(is_claimable(wall, by=self.name), ~exists_earlier())
                .order_by(OutgoingMail.due_at, OutgoingMail.id)
                .limit(room)
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
            self.road.taken(len(ids), wall=wall)
            db.session.execute(
                update(OutgoingMail).where(OutgoingMail.id.in_(ids), OutgoingMail.dated.is_(None)).values(dated=wall)
            )
        return ids

    def prepared(self, ids: Sequence[int]) -> list[Claimed]:
        """The claimed letters, made ready together; one that cannot be is set aside."""
        press, letters = Press(self.writer), []
        with writing():
            pace = Pace(self.first_wait, demonstration())
            for mail in mails_in(ids):
                try:
                    letters.append(Claimed.of(mail, press, pace=pace))
                except Exception as error:
                    LOG.exception("a letter is set aside", extra={"letter": mail.id})
                    self.set_aside(mail.id, str(error))
        return letters

    def parcels(self, letters: Iterable[Claimed]) -> Iterator[Parcel]:
        """The letters as bytes, one at a time; one that cannot be written, or would differ from its first try, waits
        for nobody: it is set aside.
        """
        for letter in letters:
            self.beat()
            try:
                parcel = letter.parcel()
            except Exception as error:
                LOG.exception("a letter is set aside", extra={"letter": letter.number})
                with writing():
                    self.set_aside(letter.number, str(error))
                continue
            yield parcel

    def mark(self, parcel: Parcel, receipt: Receipt, *, claims: Claims) -> None:
        """Write the receipt, as long as the claim is still ours: a sender that overslept its lease changes nothing.

        A step.
        """
        letter = parcel.letter
        end = became(letter, receipt, wall=self.clock())
        told = {"letter": letter.number, "outcome": receipt.outcome.value, "code": receipt.code}
        if claims.end(letter.number, {"reply_code": receipt.code, "reply_text": receipt.text, **end}):
            LOG.info("a letter was tried", extra=told)
        else:
            LOG.warning("a letter was claimed by another sender meanwhile", extra=told)

    def set_aside(self, number: int, reason: str) -> None:
        """Refuse a letter ourselves, with the reason an officer can read; a step."""
        claims = Claims(self.name, db.session.connection())
        claims.end(number, {"state": MailState.REFUSED, "reply_text": reason})
