"""Letting the letters of a session go, for all its runs of days together, and calling them back."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from models.database import db
from models.outbox import MailBatch
from scheduler.batches import call_all_back, drafts_shown, let_all_go
from scheduler.deed import deed
from scheduler.releases import LEFT_SINCE
from scheduler.session_letters import entries_of
from vocabulary.actor import Actor
from vocabulary.refusals import Refusal, Stale
from vocabulary.text import N_

NOTHING = N_("No letter of this session waits to be released.")
NOT_OUT = N_("No letter of this session can be called back.")


def release_session(session_id: int, batch_ids: Collection[int], *, by: Actor, now: datetime, due_at: datetime) -> int:
    """Let the draft batches of a session go, all of them or none; how many letters they are.

    `batch_ids` are those that were shown. Refused with `Stale` where others wait by now, or where letters have left
    since: what waits is then drafted anew, to be looked at again.
    """
    with deed("release letters of session", by=by, now=now) as record:
        batches = drafts_shown(entries_of(session_id), batch_ids, nothing=NOTHING)
        count, as_shown = let_all_go(batches, by=by, now=now, due_at=due_at)
        record.about("session", session_id, letters=count, released=as_shown)
    if not as_shown:
        raise Stale(LEFT_SINCE)
    return count


def recall_session(session_id: int, batch_ids: Collection[int], *, by: Actor, now: datetime) -> None:
    """Call released letters back into draft, as long as no sender has touched any of them."""
    with deed("call letters of session back", by=by, now=now) as record:
        entries = entries_of(session_id)
        which = select(MailBatch).where(MailBatch.id.in_(batch_ids), MailBatch.entry_id.in_(entries))
        batches = list(db.session.scalars(which.order_by(MailBatch.id)))
        if not batches:
            raise Refusal(NOT_OUT)
        record.about("session", session_id, letters=call_all_back(batches))
