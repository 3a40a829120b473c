"""Declining a time that somebody proposes: the proposer is told why, and the meeting stays as it is.

The letter changes no number of the meeting and nothing that anybody was told; it goes with the officer's word, and
until it leaves it can be called back.
"""

from datetime import datetime

from mail.addresses import plain_identity
from models.database import db
from models.inbound import ReceivedMail
from models.invitations import Invitation
from models.outbox import MailBody, OutgoingMail
from scheduler.deed import deed
from scheduler.lone_letters import lone_letter
from scheduler.queries.classified import is_classified
from scheduler.queries.received import NOT_HERE
from scheduler.queries.received_asks import Asks
from scheduler.received import NO_TIME, settle, waiting_mail
from scheduler.rules.lengths import too_long
from vocabulary.actor import Actor
from vocabulary.inbound import Came, Settlement
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.states import LetterKind, MailState, Method
from vocabulary.text import N_, clean_text

REASON_LENGTH = 500

WHY = N_("Write why the proposed time is not taken: the proposer shall read it.")
LEFT = N_("The letter to the proposer has left already, or there is none. Write to him or her again if need be.")


def decline_proposal(mail_id: int, *, reason: str, due_at: datetime, by: Actor, now: datetime) -> int | None:
    """Leave the meeting as it is and tell the proposer why; the number of the letter, which leaves at `due_at`.

    None where nothing can be written to the proposer: the reason is then kept beside the proposal.
    """
    with deed("settle mail", by=by, now=now) as record:
        mail, reason = waiting_mail(mail_id), clean_text(reason).strip()
        if mail.came is not Came.COUNTER and Asks.of(mail).starts is None:
            raise Refusal(NO_TIME)
        if not reason:
            raise Refusal(WHY, field="reason")
        for problem in too_long(REASON_LENGTH, reason=reason):
            raise problem
        letter = letter_declining(mail, reason, now=now)
        if letter is not None:
            letter.state, letter.due_at = MailState.QUEUED, due_at
            mail.outgoing = letter
        mail.proposed = {**(mail.proposed or {}), "declined": reason}
        settle(mail, Settlement.DECLINED, by=by, now=now)
        db.session.flush()
        record.about("received_mail", mail.id, why=reason)
        return None if letter is None else letter.id


def take_decline_back(mail_id: int, *, by: Actor, now: datetime) -> None:
    """Call the letter back, as long as no sender has touched it; the proposal waits again."""
    with deed("call letters back", by=by, now=now) as record:
        mail = db.session.get(ReceivedMail, mail_id)
        if mail is None:
            raise NotFound(NOT_HERE)
        letter = mail.outgoing
        if mail.settlement is not Settlement.DECLINED or letter is None or not has_not_left(letter):
            raise Stale(LEFT)
        letter.state, letter.due_at = MailState.DROPPED, None
        mail.outgoing = mail.settlement = mail.settled_at = None
        mail.settled_by = ""
        mail.proposed = {name: said for name, said in (mail.proposed or {}).items() if name != "declined"}
        record.about("received_mail", mail.id, letters=1)


def has_not_left(letter: OutgoingMail) -> bool:
    """Whether no sender has touched a letter that was let go."""
    return letter.state is MailState.QUEUED and letter.attempts == 0


def letter_declining(mail: ReceivedMail, reason: str, *, now: datetime) -> OutgoingMail | None:
    """The letter to the proposer, about the state that he or she was told last; None where none may be written."""
    invitation = mail.invitation
    if invitation is None or not is_written_to(invitation):
        return None
    asks = Asks.of(mail)
    body = MailBody(
        kind=LetterKind.DECLINE,
        revision=invitation.told_revision,
        comment=reason,
        proposed_starts=asks.starts,
        proposed_ends=asks.ends,
    )
    letter = lone_letter(invitation, body, now=now)
    letter.thread = thread_after(mail, letter.thread)
    db.session.add(letter)
    return letter


def is_written_to(invitation: Invitation) -> bool:
    """Whether somebody holds an invitation by mail, to what is not classified."""
    return (
        invitation.withdrawn_at is None
        and invitation.told_method is Method.REQUEST
        and invitation.person is not None
        and bool(invitation.person.email)
        and not is_classified(invitation.entry_id)
    )


def thread_after(mail: ReceivedMail, thread: str) -> str:
    """The letters before, and the mail that is answered, where its name is one that may stand in a header of ours."""
    try:
        return f"{thread} {plain_identity(mail.message_id)}".strip()
    except ValueError:
        return thread
