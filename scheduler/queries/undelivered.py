"""Letters that a server refused or that came back, and that no later letter has made good: what is to be done now."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased, joinedload

from models.database import db
from models.outbox import MailBody, OutgoingMail
from scheduler.queries.mails import FAILED, MailLine, lines_of
from vocabulary.actor import Actor
from vocabulary.states import MailState

LATER = aliased(OutgoingMail)


def undelivered_to(person_id: int, *, actor: Actor, now: datetime) -> tuple[MailLine, ...]:
    """Those to one person about meetings that have not begun, for the desk; two queries, however many there are."""
    if not actor.is_desk:
        return ()
    later = exists().where(
        LATER.invitation_id == OutgoingMail.invitation_id,
        LATER.id > OutgoingMail.id,
        LATER.state.not_in([MailState.DRAFT, MailState.DROPPED]),
    )
    rows = db.session.scalars(
        select(OutgoingMail)
        .where(
            OutgoingMail.person_id == person_id,
            OutgoingMail.state.in_(FAILED),
            OutgoingMail.invitation_id.is_not(None),
            ~later,
        )
        .options(joinedload(OutgoingMail.body).joinedload(MailBody.revision))
        .order_by(OutgoingMail.id)
    ).all()
    return tuple(line for line in lines_of(rows) if line.starts is None or line.starts > now)


def is_drafted_to(person_id: int) -> bool:
    """Whether a letter to this person waits for a look and a release."""
    drafted = select(OutgoingMail.id).where(OutgoingMail.person_id == person_id, OutgoingMail.state == MailState.DRAFT)
    return db.session.scalar(drafted.limit(1)) is not None


def address_for(mail_id: int) -> str:
    """Where the reader of a letter is written to today; empty where that is nowhere."""
    mail = db.session.get(OutgoingMail, mail_id)
    return "" if mail is None else address_now(mail)


def address_now(mail: OutgoingMail) -> str:
    """Where the person, or the agency's mailbox, is written to today; empty where that is nowhere."""
    if mail.person is not None:
        return mail.person.email or ""
    agency = None if mail.invitation is None else mail.invitation.agency
    return "" if agency is None or agency.mailbox is None else agency.mailbox.address
