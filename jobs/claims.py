"""Which letters a sender may claim, and what it writes down of those it holds.

These statements are put together once, since each runs for every letter. `sender` is the name on the
claim and `number` the letter's own; `until` is when the lease ends. Each touches only what that sender still holds, so
that the count of its rows says whether the claim is still its own.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, Update, and_, bindparam, exists, or_, update
from sqlalchemy.orm import aliased

from models.database import Base
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
