"""One deed: one transaction, one audit row, one commit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select

import scheduler.feed_versions
import scheduler.search_index  # noqa: F401 - the hooks of both stand in the transaction of every deed
from models.database import WRITES, db
from models.demonstration import Demonstration
from scheduler.audit import Record, append_row
from scheduler.issued_marks import keep_issued
from scheduler.receipts import close_or_hold, form_under_way, refuse_repetition
from scheduler.reminder_plan import keep_planned
from vocabulary.actor import Actor

REHEARSES = "samai_rehearses"
"""Marks a database session all of whose deeds will be undone."""


@contextmanager
def deed(name: str, *, by: Actor, now: datetime) -> Iterator[Record]:
    """Run the steps inside as one transaction that takes the write lock first, and write its audit row.

    Whatever was read before is forgotten, so that the deed decides on the present state. An exception undoes
    everything, the audit row included. Deeds do not nest: their steps do.
    """
    record = Record()
    with writing():
        yield record
        keep_planned(now)
        keep_issued(now)
        append_row(name, record, by=by, now=now)
        keep_demonstration_going(now)


@contextmanager
def writing() -> Iterator[None]:
    """One transaction that takes the write lock first and commits once: a deed's, or a job's own short one.

    In a rehearsal it is part of the rehearsal's; in a form's view it stays open until the form is answered.
    """
    if db.session.info.get(REHEARSES):
        yield
        db.session.flush()
        return
    begin_writing()
    try:
        refuse_repetition()
        yield
        close_or_hold()
    except BaseException:
        give_up()
        raise


def give_up() -> None:
    """Undo the transaction and let the write lock go."""
    form = form_under_way()
    if form is not None:
        form.held = None
    db.session.info.pop(WRITES, None)
    db.session.rollback()


@contextmanager
def rehearsing() -> Iterator[None]:
    """Take steps, or do whole deeds, look at what they lead to, and undo them all."""
    begin_writing()
    db.session.info[REHEARSES] = True
    try:
        yield
    finally:
        db.session.info.pop(REHEARSES, None)
        db.session.info.pop(WRITES, None)
        db.session.rollback()


def begin_writing() -> None:
    """End the reading so far and take the write lock; a form's second deed joins its first, which still holds it.

    Where the lock cannot be had, nothing is begun, and the next deed may try.
    """
    form = form_under_way()
    if form is not None and form.held is not None:
        return
    if db.session.info.get(WRITES):
        raise ValueError("a deed inside a deed")
    db.session.rollback()
    try:
        db.session.connection(execution_options={WRITES: True})
    except BaseException:
        db.session.rollback()
        raise
    db.session.info[WRITES] = True


def keep_demonstration_going(now: datetime) -> None:
    """Remember the latest time a deed has seen, behind which a demonstration's clock never goes back."""
    demonstration = db.session.scalar(select(Demonstration))
    if demonstration is not None and demonstration.latest < now:
        demonstration.latest = now
