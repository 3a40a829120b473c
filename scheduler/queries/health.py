"""Whether the database answers, who works for it, whether its mail may leave, and when it was last kept safe."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from models.database import db
from models.installation import Installation, WorkerBeat
from models.people import Person


@dataclass(frozen=True, slots=True)
class Beat:
    """A worker's last sign of life."""

    name: str
    started_at: datetime
    beat_at: datetime


@dataclass(frozen=True, slots=True)
class MailHold:
    """Since when no letter leaves, why, and by whose word."""

    since: datetime
    why: str
    by: str = ""


HELD = select(Installation.mail_held_at, Installation.mail_held_why, Installation.mail_held_by)


def is_reachable() -> bool:
    """Whether the database answers, with tables in it."""
    try:
        db.session.execute(select(Person.id).limit(1))
    except (OperationalError, ProgrammingError, PoolExhausted):
        db.session.rollback()
        return False
    return True


def beats() -> tuple[Beat, ...]:
    """Every worker heard of in the last day, the latest first."""
    rows = db.session.execute(
        select(WorkerBeat.name, WorkerBeat.started_at, WorkerBeat.beat_at).order_by(
            WorkerBeat.beat_at.desc(), WorkerBeat.id.desc()
        )
    )
    return tuple(Beat(name, started_at, beat_at) for name, started_at, beat_at in rows)


def last_beat() -> Beat | None:
    """The latest sign of life of any worker; None where none has ever worked."""
    return next(iter(beats()), None)


def last_backup() -> datetime | None:
    """When the last backup was finished; None before the first."""
    return db.session.scalar(select(Installation.last_backup_at))


def mail_hold() -> MailHold | None:
    """Why no letter leaves; None while they do."""
    held = db.session.connection().execute(HELD).one_or_none()
    return None if held is None or held[0] is None else MailHold(held[0], held[1], held[2])
