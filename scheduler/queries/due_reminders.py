"""Which reminders are due: asked at every tick, so that nothing due costs one look at an index."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Table, func, select

from models.database import Base, db
from models.installation import Installation
from models.reminders import Reminder
from scheduler.rules.reminder_judgement import LONG_AGO
from vocabulary.reminders import ReminderLimits, ReminderState, Wait

ROWS: Table = Base.metadata.tables[Reminder.__tablename__]
PLANNED = ROWS.c.state == ReminderState.PLANNED
NEXT = select(func.min(ROWS.c.due_at)).where(PLANNED)
ALLOWED = select(Installation.late_reminders_allowed_at)
HOUR = timedelta(hours=1)


def next_due() -> datetime | None:
    """When the next reminder falls due."""
    return db.session.connection().execute(NEXT).scalar()


def due_entries(now: datetime) -> Sequence[int]:
    """The meetings of which reminders are due, the longest due first."""
    return db.session.scalars(
        select(ROWS.c.entry_id)
        .where(PLANNED, ROWS.c.due_at <= now)
        .group_by(ROWS.c.entry_id)
        .order_by(func.min(ROWS.c.due_at), ROWS.c.entry_id)
    ).all()


def long_overdue(now: datetime) -> int:
    """How many reminders are overdue for longer than any downtime explains, and that nobody has said to go on with."""
    allowed = db.session.scalar(ALLOWED)
    late = select(func.count()).where(PLANNED, ROWS.c.due_at <= now - LONG_AGO)
    return db.session.scalar(late if allowed is None else late.where(ROWS.c.due_at > allowed)) or 0


def is_alarming(now: datetime, limits: ReminderLimits) -> bool:
    """Whether so many are long overdue that the clock, and not the ministry, is the likelier reason."""
    return long_overdue(now) > limits.overdue


def are_capped() -> bool:
    """Whether any were put off because as many had left as may, in all or to their reader."""
    return db.session.scalar(select(ROWS.c.id).where(PLANNED, ROWS.c.waits == Wait.CAP).limit(1)) is not None


def promised_in_an_hour(now: datetime) -> int:
    """How many reminders were promised within the last hour."""
    sent = select(func.count()).where(ROWS.c.done_at > now - HOUR, ROWS.c.state == ReminderState.SENT)
    return db.session.scalar(sent) or 0
