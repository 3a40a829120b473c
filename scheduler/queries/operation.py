"""What an operator's monitoring asks: how the mail, the workers, the backups and the answers stand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text

from models.database import db
from models.invitations import Answer
from models.outbox import MailBatch, OutgoingMail
from models.reminders import Reminder
from scheduler.queries.due_reminders import long_overdue
from scheduler.queries.health import Beat, beats, last_backup, mail_hold
from scheduler.queries.mail_way import mail_trouble
from vocabulary.reminders import ReminderState
from vocabulary.states import BatchState, MailState

ON_THE_WAY = (MailState.QUEUED, MailState.SENDING)
FAILED = (MailState.REFUSED, MailState.BOUNCED)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

SIZES = {
    "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
    "postgresql": "SELECT pg_database_size(current_database())",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """The service at one moment.

    `oldest_unsent` is None where nothing that is due waits, `silent_since` while the mail server answers.
    """

    letters: Mapping[MailState, int]
    oldest_unsent: datetime | None
    failed_in_a_day: int
    drafts: int
    answers_in_an_hour: int
    beats: tuple[Beat, ...]
    last_backup: datetime | None
    is_held: bool
    reminders: Mapping[ReminderState, int]
    overdue_reminders: int
    silent_since: datetime | None
    database_bytes: int


def figures(*, now: datetime, wall: datetime) -> Figures:
    """How everything stands: answers go by the deeds' time, mail and work by the wall clock."""
    trouble = mail_trouble()
    return Figures(
        letters=letters_by_state(),
        oldest_unsent=oldest_unsent(wall),
        failed_in_a_day=failed_since(wall - DAY),
        drafts=drafts_waiting(),
        answers_in_an_hour=answers_since(now - HOUR),
        beats=beats(),
        last_backup=last_backup(),
        is_held=mail_hold() is not None,
        reminders=reminders_by_state(),
        overdue_reminders=long_overdue(now),
        silent_since=None if trouble is None else trouble.failing_since,
        database_bytes=database_bytes(),
    )


def letters_by_state() -> dict[MailState, int]:
    """How many letters stand where; every state is named."""
    rows = db.session.execute(select(OutgoingMail.state, func.count()).group_by(OutgoingMail.state))
    return dict.fromkeys(MailState, 0) | {state: count for state, count in rows}  # noqa: C416 - rows are no pairs


def reminders_by_state() -> dict[ReminderState, int]:
    """How many reminders stand where; every state is named."""
    rows = db.session.execute(select(Reminder.state, func.count()).group_by(Reminder.state))
    return dict.fromkeys(ReminderState, 0) | {state: count for state, count in rows}  # noqa: C416 - rows are no pairs


def oldest_unsent(wall: datetime) -> datetime | None:
    """When the letter that has waited longest was first due: one that is put off again and again keeps its age."""
    first_due = func.coalesce(OutgoingMail.dated, OutgoingMail.due_at, type_=OutgoingMail.due_at.type)
    waiting = select(func.min(first_due)).where(OutgoingMail.state.in_(ON_THE_WAY), first_due <= wall)
    return db.session.scalar(waiting)


def failed_since(instant: datetime) -> int:
    """How many letters whose last attempt is younger than this were refused or came back."""
    failed = select(func.count()).where(OutgoingMail.state.in_(FAILED), OutgoingMail.due_at >= instant)
    return db.session.scalar(failed) or 0


def drafts_waiting() -> int:
    """How many meetings have letters that nobody has released yet."""
    return db.session.scalar(select(func.count()).where(MailBatch.state == BatchState.DRAFT)) or 0


def answers_since(instant: datetime) -> int:
    """How many answers have been recorded since then."""
    return db.session.scalar(select(func.count()).where(Answer.recorded_at >= instant)) or 0


def database_bytes() -> int:
    """How large the database is."""
    return int(db.session.scalar(text(SIZES[db.engine.dialect.name])) or 0)
