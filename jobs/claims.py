"""What a sender writes down of the letters it holds: statements put together once, since each runs for every letter.

`sender` is the name on the claim and `number` the letter's own; `until` is when the lease ends. Each touches only what
that sender still holds, so that the count of its rows says whether the claim is still its own.
"""

from sqlalchemy import ColumnElement, Update, and_, bindparam, update

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

LET_GO: Update = update(MAILS).where(in_hand()).values(claimed_by=None, lease_until=None)
"""Whatever else is handed over by a column's name is written too."""
