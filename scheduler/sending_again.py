"""Sending one person the present invitation once more: it was lost, or a calendar asks for it (RFC 5546, 3.2.6).

Nothing is new in it, so that it is the same state under the same number, and nobody else gets anything.
"""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from models.database import db
from models.invitations import Invitation
from models.outbox import MailBody, OutgoingMail
from scheduler.deed import deed
from scheduler.letters import Writer
from scheduler.lone_letters import lone_letter
from scheduler.previews import ReadingDesk, ShownLetter
from scheduler.queries.classified import is_classified
from scheduler.received import settle, waiting_mail
from scheduler.retries import CLASSIFIED, FAILED, NO_ADDRESS
from scheduler.rules.frozen_facts import thawed
from vocabulary.actor import Actor
from vocabulary.inbound import Settlement
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.states import LetterKind, MailState, Method
from vocabulary.text import N_, Bilingual

AT_MOST, WITHIN = 3, timedelta(days=1)
"""So often is one invitation sent again, so that no program that asks for it on and on is answered on and on."""

NO_INVITATION = N_("This invitation does not exist.")
NOT_HELD = N_("%(name)s holds no invitation that stands, so there is nothing to send again.")
OVER = N_("The meeting is over, so there is nothing to send again.")
NEWS = N_("A letter with news to %(name)s waits for your release. Release that one instead.")
UNDER_WAY = N_("A letter to %(name)s is on its way already. Wait until it has left.")
CAME_BACK = N_("The last letter to %(name)s did not arrive. Correct the address, and try that letter again.")
ENOUGH = N_("It was sent again %(most)s times within a day already. Reach %(name)s otherwise.")
NOT_ABOUT = N_("This mail belongs to no invitation, so there is nothing to send again.")


def send_again(invitation_id: int, *, due_at: datetime, by: Actor, now: datetime) -> int:
    """Let the present invitation go to its holder once more; the number of the letter."""
    with deed("send letter again", by=by, now=now) as record:
        letter = queued_again(found(invitation_id), due_at=due_at, now=now)
        record.about("mail", letter.id)
        return letter.id


def settle_with_letter(mail_id: int, *, due_at: datetime, by: Actor, now: datetime) -> int:
    """The same for whoever asks for it by mail, which then waits no more; the number of the letter."""
    with deed("settle mail", by=by, now=now) as record:
        mail = waiting_mail(mail_id)
        if mail.invitation is None:
            raise Refusal(NOT_ABOUT)
        letter = queued_again(mail.invitation, due_at=due_at, now=now)
        mail.outgoing = letter
        settle(mail, Settlement.SENT_AGAIN, by=by, now=now)
        record.about("received_mail", mail.id, letters=1)
        return letter.id


def shown_again(invitation_id: int, *, writer: Writer, actor: Actor, now: datetime) -> ShownLetter:
    """The letter as it would leave; refused where it would not."""
    if not actor.is_desk:
        raise NotFound(NO_INVITATION)
    invitation = found(invitation_id)
    refuse_again(invitation, now=now)
    return ReadingDesk(writer).shown(letter_again(invitation, now=now))


def found(invitation_id: int) -> Invitation:
    """The invitation of this number, to a person."""
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or invitation.is_copy:
        raise NotFound(NO_INVITATION)
    return invitation


def queued_again(invitation: Invitation, *, due_at: datetime, now: datetime) -> OutgoingMail:
    """The letter, waiting to leave; a step."""
    refuse_again(invitation, now=now)
    letter = letter_again(invitation, now=now)
    letter.state, letter.due_at = MailState.QUEUED, due_at
    db.session.add(letter)
    db.session.flush()
    return letter


def refuse_again(invitation: Invitation, *, now: datetime) -> None:
    """Refuse what would tell nothing true, or would be told anyway, or too often."""
    name = refuse_untrue(invitation, now=now)
    states = states_of(invitation)
    if MailState.DRAFT in states:
        raise Stale(NEWS, name=name)
    if MailState.QUEUED in states or MailState.SENDING in states:
        raise Stale(UNDER_WAY, name=name)
    last = next((state for state in states if state is not MailState.DROPPED), None)
    if last in FAILED:
        raise Refusal(CAME_BACK, name=name)
    if sent_again_since(invitation, now - WITHIN) >= AT_MOST:
        raise Refusal(ENOUGH, most=AT_MOST, name=name)


def refuse_untrue(invitation: Invitation, *, now: datetime) -> Bilingual:
    """Refuse where no invitation stands that may be mailed; whose it is."""
    person, revision = invitation.person, invitation.told_revision
    name = Bilingual("") if person is None else person.name.plain
    if invitation.withdrawn_at is not None or invitation.told_method is not Method.REQUEST or revision is None:
        raise Refusal(NOT_HELD, name=name)
    if is_classified(invitation.entry_id):
        raise Refusal(CLASSIFIED)
    if person is None or not person.email:
        raise Refusal(NO_ADDRESS, name=name)
    if thawed(revision.facts).is_over(now):
        raise Refusal(OVER)
    return name


def states_of(invitation: Invitation) -> list[MailState]:
    """How the letters of an invitation stand, the latest first."""
    rows = select(OutgoingMail.state).where(OutgoingMail.invitation_id == invitation.id)
    return list(db.session.scalars(rows.order_by(OutgoingMail.id.desc())))


def sent_again_since(invitation: Invitation, instant: datetime) -> int:
    """How often it was sent again since then."""
    own = (OutgoingMail.invitation_id == invitation.id, OutgoingMail.batch_id.is_(None))
    rows = select(func.count(OutgoingMail.id)).join(MailBody, MailBody.id == OutgoingMail.body_id)
    again = rows.where(*own, MailBody.kind == LetterKind.INVITATION, OutgoingMail.created_at > instant)
    return db.session.scalar(again) or 0


def letter_again(invitation: Invitation, *, now: datetime) -> OutgoingMail:
    """The letter itself, which stands in no table yet: the state that was told last, with the answer that stands."""
    revision = invitation.told_revision
    body = MailBody(kind=LetterKind.INVITATION, revision=revision, whole=True, comment="")
    letter = lone_letter(invitation, body, now=now)
    letter.encloses = revision is not None and bool(thawed(revision.facts).enclosures)
    return letter
