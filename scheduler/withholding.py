"""What a classified consultation asks of us: nothing of it leaves, and its answers are kept by hand. Steps of deeds.

Whoever holds an invitation from before is told nothing more, neither a change nor a cancellation: each would say
something of the meeting. The officer tells them by the channel for such letters.
"""

from sqlalchemy import select

from models.calendar_entries import CalendarEntry
from models.consultations import Consultation
from models.database import db
from models.outbox import MailBatch, OutgoingMail
from scheduler.drafts import drop_draft
from scheduler.queries.classified import holders_of
from scheduler.releases import reissue
from vocabulary.own_words import STOPPED
from vocabulary.plan import ConsultationPlan
from vocabulary.refusals import Refusal
from vocabulary.states import MailState
from vocabulary.text import N_

UNAWARE = N_(
    "%(count)s people or mailboxes hold an invitation by mail, and nothing more can be sent to them: no change and no "
    "cancellation. Confirm that you tell them by the channel for classified letters."
)

Essentials = tuple[object, ...]


def refuse_unaware(consultation: Consultation, plan: ConsultationPlan) -> None:
    """Refuse to mark a meeting that some hold an invitation to, as long as nobody has said to tell them otherwise."""
    if not plan.classification.is_marked or consultation.classification.is_marked or plan.aware:
        return
    count = holders_of(consultation.entry_id)
    if count:
        raise Refusal(UNAWARE, field="aware", count=count)


def withhold(entry: CalendarEntry) -> None:
    """Let no letter of this meeting leave any more: drafts, and whatever was let go and has not been delivered."""
    drop_draft(entry)
    stopped = waiting_letters(entry)
    for mail in stopped:
        stop(mail)
    db.session.flush()
    if stopped:
        numbers = [mail.body.revision.sequence for mail in stopped if mail.body.revision is not None]
        reissue(entry, lowest=min(numbers))


def waiting_letters(entry: CalendarEntry) -> list[OutgoingMail]:
    """Letters that were let go and have not been delivered, the last one first."""
    return list(
        db.session.scalars(
            select(OutgoingMail)
            .join(MailBatch, MailBatch.id == OutgoingMail.batch_id)
            .where(MailBatch.entry_id == entry.id, OutgoingMail.state.in_([MailState.QUEUED, MailState.SENDING]))
            .order_by(OutgoingMail.id.desc())
            .execution_options(populate_existing=True)  # senders write past the objects that may still be held here
        )
    )


def stop(mail: OutgoingMail) -> None:
    """Take one letter out of every sender's hands.

    Its reader was told nothing by it, unless it was tried before: what became of that nobody knows.
    """
    mail.claimed_by = mail.lease_until = None
    if mail.attempts:
        mail.state, mail.reply_code, mail.reply_text = MailState.REFUSED, None, STOPPED
        return
    mail.state = MailState.DROPPED
    if mail.invitation is not None:
        mail.invitation.told_revision, mail.invitation.told_method = mail.previous_revision, mail.previous_method


def essentials(consultation: Consultation) -> Essentials:
    """When, where and in what form: what an answer is given for."""
    return (consultation.starts, consultation.ends, consultation.place, consultation.modality)


def ask_anew(consultation: Consultation, *, since: Essentials | None = None) -> None:
    """Let earlier answers to a classified meeting not count, where it has become another: no letter says so here."""
    if consultation.classification.is_marked and essentials(consultation) != since:
        consultation.entry.sequence += 1
        consultation.entry.material_sequence = consultation.entry.sequence
