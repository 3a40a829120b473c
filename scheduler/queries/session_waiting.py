"""Letters to delegations that wait for the desk: in draft, or not delivered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import BindParameter, bindparam, exists, func, select
from sqlalchemy.orm import aliased

from models.database import db
from models.invitations import Invitation
from models.outbox import MailBatch, OutgoingMail
from models.sessions import BlockIdentity
from vocabulary.states import BatchState, MailState

LATER = aliased(OutgoingMail)


SESSIONS: BindParameter[int] = bindparam("sessions", expanding=True)
DRAFTED = (
    select(BlockIdentity.session_id, func.count(OutgoingMail.id))
    .join(MailBatch, MailBatch.entry_id == BlockIdentity.entry_id)
    .join(OutgoingMail, OutgoingMail.batch_id == MailBatch.id)
    .where(BlockIdentity.session_id.in_(SESSIONS), MailBatch.state == BatchState.DRAFT)
    .group_by(BlockIdentity.session_id)
    .order_by(BlockIdentity.session_id)
)
FAILED = (
    select(OutgoingMail.id, BlockIdentity.session_id, OutgoingMail.name)
    .join(Invitation, Invitation.id == OutgoingMail.invitation_id)
    .join(BlockIdentity, BlockIdentity.entry_id == Invitation.entry_id)
    .where(
        OutgoingMail.state.in_([MailState.REFUSED, MailState.BOUNCED]),
        BlockIdentity.session_id.in_(SESSIONS),
        ~exists().where(
            LATER.invitation_id == OutgoingMail.invitation_id,
            LATER.id > OutgoingMail.id,
            LATER.state.not_in([MailState.DRAFT, MailState.DROPPED]),
        ),
    )
    .order_by(OutgoingMail.id)
)


@dataclass(frozen=True, slots=True)
class SessionLetters:
    """By session, how many letters wait in draft; and those that did not arrive, as (letter, session, name)."""

    drafted: Mapping[int, int]
    undelivered: tuple[tuple[int, int, str], ...]


def letters_to_delegations(session_ids: Collection[int]) -> SessionLetters:
    """What waits for these sessions: two queries, however many they are."""
    drafted, failed = (db.session.execute(which, {"sessions": session_ids}) for which in (DRAFTED, FAILED))
    return SessionLetters(
        {row[0]: row[1] for row in drafted}, tuple((number, session_id, name) for number, session_id, name in failed)
    )
