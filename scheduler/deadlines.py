"""Deadlines of sessions; by when they must be met at the desk follows from the closed days."""

from datetime import datetime

from models.database import db
from models.deadlines import Deadline
from models.sessions import CommitteeSession
from scheduler.deed import deed
from scheduler.queries.deadlines import NO_DEADLINE
from scheduler.queries.sights import refuse_overtaken
from scheduler.rules.deadlines import checked_deadline
from scheduler.rules.sights import sight_of_deadline
from vocabulary.actor import Actor
from vocabulary.deadlines import DeadlineCard
from vocabulary.plan import Sight
from vocabulary.refusals import NotFound
from vocabulary.text import N_


def add_deadline(session_id: int, card: DeadlineCard, *, by: Actor, now: datetime) -> int:
    """Put a deadline of a session on file; the number of the new row."""
    with deed("add deadline", by=by, now=now) as record:
        if db.session.get(CommitteeSession, session_id) is None:
            raise NotFound(N_("This session does not exist."))
        row = Deadline(session_id=session_id)
        write(row, checked_deadline(card))
        db.session.add(row)
        db.session.flush()
        record.about("deadline", row.id)
        return row.id


def correct_deadline(
    deadline_id: int, card: DeadlineCard, *, by: Actor, now: datetime, seen: Sight | None = None
) -> None:
    """Correct a deadline or move it; refused with `Overtaken` unlike seen."""
    with deed("correct deadline", by=by, now=now) as record:
        row, card = found_deadline(deadline_id), checked_deadline(card)
        mine = sight_of_deadline(card)
        refuse_overtaken(seen, sight_of_deadline(row.card), mine=mine, about=("deadline", deadline_id))
        write(row, card)
        record.about("deadline", deadline_id)


def remove_deadline(deadline_id: int, *, by: Actor, now: datetime, seen: Sight | None = None) -> None:
    """Take a deadline off the session."""
    with deed("remove deadline", by=by, now=now) as record:
        row = found_deadline(deadline_id)
        refuse_overtaken(seen, sight_of_deadline(row.card), mine=None, about=("deadline", deadline_id))
        record.about("session", row.session_id)
        db.session.delete(row)


def found_deadline(deadline_id: int) -> Deadline:
    """The deadline of this number, or a refusal."""
    row = db.session.get(Deadline, deadline_id)
    if row is None:
        raise NotFound(NO_DEADLINE)
    return row


def write(row: Deadline, card: DeadlineCard) -> None:
    """Let the row say what the card says."""
    row.name_en, row.name_th, row.source = card.name.en, card.name.th, card.source
    row.day, row.clock, row.tzid = card.day, card.clock, card.tzid
