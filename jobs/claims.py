"""Which letters a sender may claim, and what it writes down of those it holds.

These statements are put together once, since each runs for every letter. `sender` is the name on the
claim and `number` the letter's own; `until` is when the lease ends. Each touches only what that sender still holds, so
that the count of its rows says whether the claim is still its own.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Update, and_, bindparam, exists, or_, update
from sqlalchemy.orm import aliased

from models.database import WRITES, Base, db
from models.outbox import OutgoingMail
from vocabulary.states import MailState

MAILS = Base.metadata.tables[OutgoingMail.__tablename__]


def held() -> ColumnElement[bool]:
    """What tells one sender's letters from all others."""
    return and_(MAILS.c.claimed_by == bindparam("sender"), MAILS.c.state == MailState.SENDING)


def in_hand() -> ColumnElement[bool]:
    """One letter among them."""
    return and_(MAILS.c.id == bindparam("number"), held())


RENEW: Update = update(MAILS).where(held()).values(lease_until=bindparam("until"))

BEGIN: Update = (
    update(MAILS)
    .where(in_hand())
    .values(attempts=MAILS.c.attempts + 1, digest=bindparam("sha256"), lease_until=bindparam("until"))
)

GIVE_BACK: Update = update(MAILS).where(held()).values(state=MailState.QUEUED, claimed_by=None, lease_until=None)
"""All that a sender holds waits again, for whoever comes next."""

LET_GO: Update = update(MAILS).where(in_hand()).values(claimed_by=None, lease_until=None)
"""Whatever else is handed over by a column's name is written too."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What one sender writes down of the letters that it holds, over `rows`; each method is a step of a transaction."""

    sender: str
    rows: Connection

    def renew(self, until: datetime) -> None:
        """Hold what is left of them until then."""
        self.rows.execute(RENEW, {"sender": self.sender, "until": until})

    def begin(self, number: int, *, digest: str, until: datetime) -> bool:
        """Count an attempt at a letter before it is made, keep the digest of what leaves, hold the letter until then,
        and say whether the claim is still ours.

        Only the letter in hand is counted, so that a death is laid to it and not to the rest of its batch. A sender
        that was stopped for longer than its lease finds taken over what others have claimed, and leaves it to them.
        """
        letter = {"number": number, "sender": self.sender, "sha256": digest, "until": until}
        return self.rows.execute(BEGIN, letter).rowcount == 1

    def end(self, number: int, became: Mapping[str, object]) -> bool:
        """Let go of a letter and say what became of it, by column; whether it was still ours: otherwise nothing is."""
        return self.rows.execute(LET_GO, {"number": number, "sender": self.sender, **became}).rowcount == 1

    def give_back(self) -> None:
        """Leave all that is still held to whoever comes next."""
        self.rows.execute(GIVE_BACK, {"sender": self.sender})


@contextmanager
def claims_of(sender: str) -> Iterator[Claims]:
    """A sender's claims over one connection, each of whose transactions takes the write lock first.

    Without a session, since many short transactions follow one another and no row of them is looked at again.
    """
    with db.engine.connect() as rows:
        yield Claims(sender, rows.execution_options(**{WRITES: True}))


def is_claimable(wall: datetime, *, by: str) -> ColumnElement[bool]:
    """Due and waiting, or left: by a sender whose lease has run out, or by this one."""
    return or_(
        and_(OutgoingMail.state == MailState.QUEUED, OutgoingMail.due_at <= wall),
        and_(
            OutgoingMail.state == MailState.SENDING,
            or_(OutgoingMail.lease_until < wall, OutgoingMail.claimed_by == by),
        ),
    )


def exists_earlier() -> ColumnElement[bool]:
    """An earlier letter of the same invitation to the same address that is still on its way."""
    earlier = aliased(OutgoingMail)
    return exists().where(
        earlier.invitation_id == OutgoingMail.invitation_id,
        earlier.address == OutgoingMail.address,
        earlier.id < OutgoingMail.id,
        earlier.state.in_([MailState.QUEUED, MailState.SENDING]),
    )
