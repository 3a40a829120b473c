"""Several draft batches let go together, and called back together: steps of deeds."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select

from models.database import db
from models.outbox import MailBatch
from scheduler.drafts import drop_draft
from scheduler.releases import drafted_anew, let_go, recallable, refuse_secret, take_back
from vocabulary.actor import Actor
from vocabulary.refusals import Stale
from vocabulary.states import BatchState
from vocabulary.text import N_

OTHERS = N_("The letters have been drafted anew since this page was opened. Look at them and release them.")


def batches_of(entry_ids: Collection[int], state: BatchState) -> list[MailBatch]:
    """The batches of these meetings in one state."""
    which = select(MailBatch).where(MailBatch.entry_id.in_(entry_ids), MailBatch.state == state)
    return list(db.session.scalars(which.order_by(MailBatch.id)))


def drafts_shown(entry_ids: Collection[int], shown: Collection[int], *, nothing: str) -> list[MailBatch]:
    """What waits for its release, as it was shown; refused where nothing does, or others."""
    batches = batches_of(entry_ids, BatchState.DRAFT)
    if not batches:
        raise Stale(nothing)
    if {batch.id for batch in batches} != set(shown):
        raise Stale(OTHERS)
    return batches


def let_all_go(
    batches: Sequence[MailBatch], *, by: Actor, now: datetime, due_at: datetime, aware: bool = False
) -> tuple[int, bool]:
    """Let these go, all or none: how many letters they are, and whether they went.

    They do not where some have left since; what waits is then drafted anew.
    """
    for batch in batches:
        refuse_secret(batch, aware=aware)
    drafted = [drafted_anew(batch, now=now) for batch in batches]
    fresh = [batch for _, batch in drafted if batch is not None]
    as_shown = len(fresh) == len(drafted)
    for batch in fresh if as_shown else ():
        let_go(batch, by=by, now=now, due_at=due_at)
    return sum(letters for letters, _ in drafted), as_shown


def call_all_back(batches: Sequence[MailBatch]) -> int:
    """Make these drafts again, as long as no sender has touched any of their letters; how many they are."""
    released = [recallable(batch) for batch in batches]
    count = sum(len(batch.mails) for batch in released)
    for batch in released:
        drop_draft(batch.entry)
        take_back(batch)
    return count
