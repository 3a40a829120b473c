"""Letting all letters of a decision go together, and calling them back together: one button, one deed."""

from collections.abc import Collection
from datetime import datetime

from models.decisions import SessionDecision
from models.outbox import MailBatch
from scheduler.batches import call_all_back, drafts_shown, let_all_go
from scheduler.decision_rows import made_batches
from scheduler.decisions import found_decision
from scheduler.deed import deed
from scheduler.releases import LEFT_SINCE
from vocabulary.actor import Actor
from vocabulary.refusals import Refusal, Stale
from vocabulary.states import BatchState
from vocabulary.text import N_

NOTHING = N_("No letter of this decision waits to be released.")
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
        batches = drafts_shown(row.entries, batch_ids, nothing=NOTHING)
        count, as_shown = let_all_go(batches, by=by, now=now, due_at=due_at, aware=aware)
        told = {"aware": True} if aware else {}
        record.about("session", row.changes[0]["session"], decision=row.id, letters=count, released=as_shown, **told)
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
        count = call_all_back(released)
        record.about("session", row.changes[0]["session"], decision=row.id, letters=count)


def released_batches(row: SessionDecision) -> list[MailBatch]:
    """The batches of a decision's meetings that were let go after it."""
    made = made_batches(row.entries, row.undo["drafts"]) if row.undo else []
    return [batch for batch in made if batch.state is BatchState.RELEASED]
