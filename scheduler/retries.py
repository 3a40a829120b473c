"""Sending again what a server refused: the same bytes where nothing has changed, else a new letter."""

from datetime import datetime
from secrets import token_hex

from sqlalchemy import select

from models.database import db
from models.outbox import OutgoingMail
from scheduler.deed import deed
from scheduler.queries.classified import is_classified
from scheduler.queries.undelivered import address_now
from vocabulary.actor import Actor
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.states import MailState
from vocabulary.text import N_

FAILED = (MailState.REFUSED, MailState.BOUNCED)
NOT_PROMISED = (MailState.DRAFT, MailState.DROPPED)

NO_MAIL = N_("This letter does not exist.")
NOT_FAILED = N_("This letter was not refused, so there is nothing to try again.")
SIGN_IN = N_("A sign-in link is not sent twice. Ask for a new one on the sign-in page.")
CLASSIFIED = N_(
    "This meeting is classified now, and nothing of it leaves by mail. Reach the person by the channel for such "
    "letters."
)
NO_ADDRESS = N_("%(name)s has no e-mail address. Enter one under People first.")
LATER = N_("A later letter about this meeting has gone to the same person. Look at that one instead.")


def retry(mail_id: int, *, by: Actor, now: datetime, wall: datetime) -> int:
    """Queue a refused or bounced letter again, due at once; the number of the letter that now waits.

    Where the person's address or link has changed since, a new letter goes in its place: its bytes differ, and so must
    its Message-ID. Refused where a later letter has gone, since an older state must not arrive after a newer one.
    """
    with deed("send letter again", by=by, now=now) as record:
        mail = failed_letter(mail_id)
        letter = mail if is_unchanged(mail) else readdressed(mail, now=now)
        letter.state, letter.due_at = MailState.QUEUED, wall
        db.session.add(letter)
        db.session.flush()
        record.about("mail", mail.id, sent_as=letter.id)
        return letter.id


def failed_letter(mail_id: int) -> OutgoingMail:
    """The letter, where it may be tried again."""
    mail = db.session.get(OutgoingMail, mail_id)
    if mail is None:
        raise NotFound(NO_MAIL)
    if mail.state not in FAILED:
        raise Stale(NOT_FAILED)
    if mail.sign_in_link_id is not None:
        raise Refusal(SIGN_IN)
    if mail.invitation is not None and is_classified(mail.invitation.entry_id):
        raise Refusal(CLASSIFIED)
    if not address_now(mail):
        raise Refusal(NO_ADDRESS, name=mail.name)
    if has_later(mail):
        raise Stale(LATER)
    return mail


def has_later(mail: OutgoingMail) -> bool:
    """Whether another letter of the same invitation was let go after this one."""
    later = select(OutgoingMail.id).where(
        OutgoingMail.invitation_id == mail.invitation_id,
        OutgoingMail.id > mail.id,
        OutgoingMail.state.not_in(NOT_PROMISED),
    )
    return db.session.scalar(later.limit(1)) is not None


def is_unchanged(mail: OutgoingMail) -> bool:
    """Whether the same bytes would reach the right person with a link that works."""
    generation = mail.generation if mail.invitation is None else mail.invitation.generation
    return mail.address == address_now(mail) and mail.generation == generation


def readdressed(mail: OutgoingMail, *, now: datetime) -> OutgoingMail:
    """The same letter as a new envelope, to the present address and with the present link."""
    return OutgoingMail(
        body=mail.body,
        batch=mail.batch,
        person=mail.person,
        invitation=mail.invitation,
        address=address_now(mail),
        name=mail.name,
        language=mail.language,
        participation=mail.participation,
        part=mail.part,
        partstat=mail.partstat,
        generation=1 if mail.invitation is None else mail.invitation.generation,
        message_id=f"<{token_hex(16)}@{mail.message_id.strip('<>').rpartition('@')[2]}>",
        thread=mail.thread,
        previous_revision=mail.previous_revision,
        previous_method=mail.previous_method,
        created_at=now,
        encloses=mail.encloses,
        copied=mail.copied,
    )
