"""Letting letters go, and calling them back: one button, one decision, for a whole batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from models.calendar_entries import CalendarEntry, Revision
from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.outbox import MailBatch, MailBody, OutgoingMail
from models.sessions import BlockIdentity
from scheduler.deed import deed
from scheduler.drafts import Change, drop_draft, redraft
from scheduler.queries.classified import marks_on
from scheduler.rules.frozen_facts import thawed
from vocabulary.actor import Actor
from vocabulary.refusals import NotFound, Refusal, Stale
from vocabulary.states import BatchState, LetterKind, MailState, Method
from vocabulary.text import N_

CLASSIFIED = N_(
    "This consultation is classified, and nothing of it leaves by mail. Send the official letter by the channel for "
    "such letters, and record the answers here."
)
MARKED = N_(
    "Some words look like a mark of secrecy, and the consultation is not classified. Classify it, or tick that they "
    "are no mark."
)
NOT_WAITING = N_("These letters do not wait to leave, and are not called back. Look at the consultation as it is.")
LEFT_SINCE = N_("Letters have left since this preview was made. Look at the new preview and release it.")
UNSENT = N_("Some of these letters have already left and cannot be called back. Change or cancel the meeting instead.")


def release(batch_id: int, *, by: Actor, now: datetime, due_at: datetime, aware: bool = False) -> int:
    """Let a draft batch go: its letters may be sent from `due_at` (the wall clock's) on; how many they are.

    Refused: letters of a classified meeting; and, unless the officer says that he or she is `aware` of them, words
    that look like a mark of secrecy.

    Letters that wait unsent for the same people are dropped in its favour. Refused with `Stale` when some of those
    have left since the draft was shown: the batch is then drafted anew, to be looked at again.
    """
    with deed("release letters", by=by, now=now) as record:
        batch = draft(batch_id)
        refuse_secret(batch, aware=aware)
        count, fresh = drafted_anew(batch, now=now)
        as_shown = fresh is not None
        record.about("batch", batch.id, letters=count, released=as_shown, **({"aware": True} if aware else {}))
        if fresh is not None:
            let_go(fresh, by=by, now=now, due_at=due_at)
    if not as_shown:
        raise Stale(LEFT_SINCE)
    return count


def drafted_anew(batch: MailBatch, *, now: datetime) -> tuple[int, MailBatch | None]:
    """How many letters were shown, and the same drafted once more: None where they would not be the same now."""
    shown = outline(batch)
    fresh = redraft(batch.entry, change_of(batch), now=now)
    return len(shown), fresh if fresh is not None and outline(fresh) == shown else None


def recall(batch_id: int, *, by: Actor, now: datetime) -> None:
    """Call a released batch back into draft, while none of its letters has been touched by a sender."""
    with deed("call letters back", by=by, now=now) as record:
        batch = recallable(db.session.get(MailBatch, batch_id))
        record.about("batch", batch.id, letters=len(batch.mails))
        drop_draft(batch.entry)
        take_back(batch)


def recallable(batch: MailBatch | None) -> MailBatch:
    """The released batch, as long as none of its letters has been touched by a sender."""
    if batch is None:
        raise NotFound(N_("There is no released batch to call back."))
    if batch.state is not BatchState.RELEASED:
        raise Stale(NOT_WAITING)
    if any(mail.state is not MailState.QUEUED or mail.attempts for mail in batch.mails):
        raise Refusal(UNSENT)
    return batch


def draft(batch_id: int) -> MailBatch:
    """The draft batch of this number, or a refusal."""
    batch = db.session.get(MailBatch, batch_id)
    if batch is None or batch.state is BatchState.DISCARDED:
        raise Stale(N_("This preview is out of date. Look at the present one."))
    if batch.state is BatchState.RELEASED:
        raise Stale(N_("These letters were already released."))
    return batch


@dataclass(frozen=True, slots=True)
class Envelope:
    """Whom one letter of a batch goes to, where, and what it says."""

    invitation_id: int
    address: str
    body: MailBody


def envelopes_in(batch: MailBatch) -> list[Envelope]:
    """The letters of a batch, in the order in which they leave; the queries are two, however many there are."""
    bodies = {body.id: body for body in bodies_in(batch)}
    rows = db.session.execute(
        select(OutgoingMail.invitation_id, OutgoingMail.address, OutgoingMail.body_id)
        .where(OutgoingMail.batch_id == batch.id)
        .order_by(OutgoingMail.id)
    )
    return [Envelope(number, address, bodies[body_id]) for number, address, body_id in rows if number is not None]


def bodies_in(batch: MailBatch) -> Sequence[MailBody]:
    """What the letters of a batch say: one for each kind and revision."""
    used = select(OutgoingMail.body_id).where(OutgoingMail.batch_id == batch.id)
    found = select(MailBody).where(MailBody.id.in_(used)).options(joinedload(MailBody.revision)).order_by(MailBody.id)
    return db.session.scalars(found).all()


def consultation_of(batch: MailBatch) -> Consultation | None:
    """The consultation that a batch is about; None where it is about days of a session."""
    return db.session.scalar(select(Consultation).where(Consultation.entry_id == batch.entry_id))


def refuse_secret(batch: MailBatch, *, aware: bool) -> None:
    """Refuse to let letters go of what is classified, or looks so as long as nobody has said that it is not.

    A session of the committee is public: only our own meetings are looked at.
    """
    consultation = consultation_of(batch)
    if consultation is None:
        return
    if consultation.classification.is_marked:
        raise Refusal(CLASSIFIED)
    if not aware and marks_on(consultation):
        raise Refusal(MARKED, field="aware")


def outline(batch: MailBatch) -> frozenset[tuple[int | None, LetterKind, str]]:
    """Who gets what, as the officer saw it."""
    return frozenset((one.invitation_id, one.body.kind, one.address) for one in envelopes_in(batch))


def change_of(batch: MailBatch) -> Change:
    """The state of the meeting that a draft was written from."""
    bodies = bodies_in(batch)
    revision = main_revision(bodies)
    return Change(thawed(revision.facts), revision.cancelled, next((one.comment for one in bodies if one.comment), ""))


def main_revision(bodies: Sequence[MailBody]) -> Revision:
    """A batch's last revision: all of a batch say the same of the meeting."""
    revisions = [body.revision for body in bodies if body.revision is not None]
    return max(revisions, key=lambda revision: (revision.sequence, revision.stamp))


def let_go(batch: MailBatch, *, by: Actor, now: datetime, due_at: datetime) -> None:
    """Queue every envelope and remember what each person has now been told."""
    drop_superseded(batch)
    batch.state, batch.released_at, batch.released_by = BatchState.RELEASED, now, by.label
    queued = {"state": MailState.QUEUED, "due_at": due_at}
    db.session.execute(update(OutgoingMail).where(OutgoingMail.batch_id == batch.id).values(queued))
    envelopes = envelopes_in(batch)
    numbers = [one.invitation_id for one in envelopes]
    invitations = {row.id: row for row in db.session.scalars(select(Invitation).where(Invitation.id.in_(numbers)))}
    for one in envelopes:
        told = invitations[one.invitation_id]
        told.told_revision, told.told_method = one.body.revision, one.body.method
    issue(batch.entry, [one.body for one in envelopes])


def invitation_of(mail: OutgoingMail) -> Invitation:
    """The invitation to which a letter of a batch belongs: only a sign-in letter has none, and that is in no batch."""
    if mail.invitation is None:
        raise ValueError("a letter of a batch to nobody who is invited")
    return mail.invitation


def drop_superseded(batch: MailBatch) -> None:
    """Letters still waiting for the same people say less than these: they never leave.

    What declines somebody's proposal is news of its own, and leaves before these.
    """
    db.session.execute(
        update(OutgoingMail)
        .where(
            OutgoingMail.invitation_id.in_(select(OutgoingMail.invitation_id).where(OutgoingMail.batch_id == batch.id)),
            OutgoingMail.state == MailState.QUEUED,
            OutgoingMail.attempts == 0,
            OutgoingMail.body_id.not_in(select(MailBody.id).where(MailBody.kind == LetterKind.DECLINE)),
        )
        .values(state=MailState.DROPPED)
    )


def issue(entry: CalendarEntry, bodies: Sequence[MailBody]) -> None:
    """Raise the meeting's numbers to what now stands on the wire."""
    revisions = {body.revision for body in bodies if body.revision is not None}
    entry.sequence = max(entry.sequence, *(revision.sequence for revision in revisions))
    entry.material_sequence = max(entry.material_sequence, *(revision.material_sequence for revision in revisions))
    about_the_meeting = [body.revision for body in bodies if is_about_the_meeting(body)]
    if about_the_meeting:
        entry.issued_revision = max(
            (revision for revision in about_the_meeting if revision is not None),
            key=lambda revision: (revision.sequence, revision.stamp),
        )


def is_about_the_meeting(body: MailBody) -> bool:
    """Whether a letter tells how the meeting stands, and not only that one person is no longer asked."""
    return body.method is Method.REQUEST or body.whole


def take_back(batch: MailBatch) -> None:
    """Make a released batch a draft again, as if it had never been let go."""
    batch.state, batch.released_at, batch.released_by = BatchState.DRAFT, None, ""
    for mail in batch.mails:
        mail.state, mail.due_at = MailState.DRAFT, None
        invitation = invitation_of(mail)
        invitation.told_revision, invitation.told_method = mail.previous_revision, mail.previous_method
    db.session.flush()
    reissue(batch.entry, lowest=main_revision(bodies_in(batch)).sequence)


def reissue(entry: CalendarEntry, *, lowest: int) -> None:
    """Set the meeting's numbers to what is still on the wire; where nothing is, to the one it would begin with."""
    out = db.session.scalars(
        select(OutgoingMail)
        .join(MailBatch, MailBatch.id == OutgoingMail.batch_id)
        .where(MailBatch.entry_id == entry.id, MailBatch.state == BatchState.RELEASED)
        .where(OutgoingMail.state != MailState.DROPPED)
    ).all()
    revisions = [mail.body.revision for mail in out if mail.body.revision is not None]
    about = [mail.body.revision for mail in out if is_about_the_meeting(mail.body) and mail.body.revision is not None]
    floor = entry.sequence if is_of_session(entry) else 0  # feeds may have shown it already
    entry.sequence = max(floor, max((revision.sequence for revision in revisions), default=lowest))
    entry.material_sequence = max((revision.material_sequence for revision in revisions), default=lowest)
    entry.issued_revision = max(about, key=lambda revision: (revision.sequence, revision.stamp), default=None)


def is_of_session(entry: CalendarEntry) -> bool:
    """Whether calendars know days of a session by it, which feeds show before any letter leaves."""
    return db.session.scalar(select(BlockIdentity.id).where(BlockIdentity.entry_id == entry.id)) is not None


def release_from(wall: datetime, *, undo_seconds: int) -> datetime:
    """When a batch released now may leave: the pause in which it can be called back."""
    return wall + timedelta(seconds=undo_seconds)
