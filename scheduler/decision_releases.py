"""Letting all letters of a decision go together, and calling them back together: one button, one deed."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from models.database import db
from models.decisions import SessionDecision
from models.outbox import MailBatch
from scheduler.decision_rows import made_batches
from scheduler.decisions import found_decision
from scheduler.deed import deed
from scheduler.drafts import drop_draft
from scheduler.releases import LEFT_SINCE, drafted_anew, let_go, meeting_of, recallable, refuse_secret, take_back
from vocabulary.actor import Actor
from vocabulary.refusals import Refusal, Stale
from vocabulary.states import BatchState
from vocabulary.text import N_

NOTHING = N_("No letter of this decision waits to be released.")
OTHERS = N_("The letters have been drafted anew since this page was opened. Look at them and release them.")
NOT_OUT = N_("No letter of this decision can be called back.")


def release_decision(
    decision_id: int, batch_ids: Collection[int], *, by: Actor, now: datetime, due_at: datetime, aware: bool = False
) -> int:
    """Let the draft batches of a decision go, all of them or none; how many letters they are.

    `batch_ids` are those that were shown. Refused with `Stale` where others wait by now, or where letters have left
    since: what waits is then drafted anew, to be looked at again.
    """
    with deed("release letters of decision", by=by, now=now) as record:
        row = found_decision(decision_id)
        batches = batches_of(row.entries, BatchState.DRAFT)
        if not batches:
            raise Stale(NOTHING)
        if {batch.id for batch in batches} != set(batch_ids):
            raise Stale(OTHERS)
        for batch in batches:
            refuse_secret(meeting_of(batch), aware=aware)
        drafted = [drafted_anew(batch, now=now) for batch in batches]
        fresh = [batch for _, batch in drafted if batch is not None]
        as_shown, count = len(fresh) == len(drafted), sum(letters for letters, _ in drafted)
        told = {"aware": True} if aware else {}
        record.about("session", row.changes[0]["session"], decision=row.id, letters=count, released=as_shown, **told)
        if as_shown:
            for batch in fresh:
                let_go(batch, by=by, now=now, due_at=due_at)
    if not as_shown:
        raise Stale(LEFT_SINCE)
    return count


def recall_decision(decision_id: int, *, by: Actor, now: datetime) -> None:
    """Call the released letters of a decision back into draft, as long as no sender has touched any of them."""
    with deed("call letters of decision back", by=by, now=now) as record:
        row = found_decision(decision_id)
        released = released_batches(row)
        if not released:
            raise Refusal(NOT_OUT)
        batches = [recallable(batch) for batch in released]
        count = sum(len(batch.mails) for batch in batches)
        record.about("session", row.changes[0]["session"], decision=row.id, letters=count)
        for batch in batches:
            drop_draft(batch.entry)
            take_back(batch)


def batches_of(entry_ids: Collection[int], state: BatchState) -> list[MailBatch]:
    """The batches of these meetings in one state."""
    which = select(MailBatch).where(MailBatch.entry_id.in_(entry_ids), MailBatch.state == state)
    return list(db.session.scalars(which.order_by(MailBatch.id)))


def released_batches(row: SessionDecision) -> list[MailBatch]:
    """The batches of a decision's meetings that were let go after it."""
    made = made_batches(row.entries, row.undo["drafts"]) if row.undo else []
    return [batch for batch in made if batch.state is BatchState.RELEASED]
