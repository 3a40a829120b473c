"""Looking at what a meeting's draft would send, and letting it go."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import event, select

from models.calendar_entries import CalendarEntry
from models.database import db
from models.outbox import MailBatch, OutgoingMail
from scheduler.consultations import found
from scheduler.drafts import draft_of
from scheduler.releases import release
from tests.making import NOW
from vocabulary.actor import OPERATOR
from vocabulary.states import LetterKind, MailState

MOVED = datetime(2022, 1, 12, 3, 0, tzinfo=UTC)


def let_go(consultation_id: int, minutes: int = 0) -> int:
    """Release the draft and pretend that a sender has delivered it."""
    batch = the_draft(consultation_id)
    count = release(batch.id, by=OPERATOR, now=NOW + timedelta(minutes=minutes), due_at=NOW)
    for mail in db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)):
        mail.state, mail.attempts = MailState.SENT, 1
    db.session.commit()
    return count


def the_draft(consultation_id: int) -> MailBatch:
    batch = draft_of(found(consultation_id).entry_id)
    assert batch is not None
    return batch


def letters(consultation_id: int) -> list[tuple[str, LetterKind, int]]:
    """Whom the draft would write to, in what words, under which SEQUENCE."""
    batch = draft_of(found(consultation_id).entry_id)
    return [] if batch is None else [outline(mail) for mail in batch.mails]


def outline(mail: OutgoingMail) -> tuple[str, LetterKind, int]:
    assert mail.body.revision is not None
    return mail.address, mail.body.kind, mail.body.revision.sequence


def entry_of(consultation_id: int) -> CalendarEntry:
    return found(consultation_id).entry


def stamps(mails: Iterable[OutgoingMail]) -> list[tuple[int, datetime]]:
    return [(mail.body.revision.sequence, mail.body.revision.stamp) for mail in mails if mail.body.revision]


def queries_of(act: Callable[[], object]) -> int:
    """How many statements an act sends to the database, not counting inserts of rows.

    It begins as a request does, knowing no row: else the collector of garbage would have a say in what is asked.
    """
    statements: list[str] = []
    db.session.commit()
    db.session.expunge_all()

    def note(*arguments: Any) -> None:
        statements.append(arguments[2])

    event.listen(db.engine, "before_cursor_execute", note)
    act()
    event.remove(db.engine, "before_cursor_execute", note)
    return len([statement for statement in statements if statement.startswith("SELECT")])
