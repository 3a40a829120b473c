"""Whether what was written down can be right: the end of the audit, the latest moment, the letters that wait."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text

from models.audit import AuditRow
from models.database import db
from models.installation import Installation, WorkerBeat
from models.outbox import OutgoingMail
from models.places import DutyStation
from scheduler.queries.audit import AuditHead, audit_head
from scheduler.queries.audit_check import Check, Finding, chunk_after, last_erasures, values_between
from scheduler.queries.clock import is_demonstration
from scheduler.queries.operation import ON_THE_WAY
from scheduler.rules.audit_chain import GENESIS

TAIL = 100


@dataclass(frozen=True, slots=True)
class WaitingLetter:
    """A letter that is due and has not left: how often it was tried, and what the server said last."""

    number: int
    first_due: datetime
    attempts: int
    words: str


def tail_findings(rows: int = TAIL) -> list[Finding]:
    """What is wrong with the last rows of the audit: a look that costs the same however long the chain is."""
    first = max(0, audit_head().rows - rows)
    check = Check(head=AuditHead(first, digest_at(first) or GENESIS), erasures=last_erasures())
    values = values_between(first, None)
    return [finding for row in chunk_after(first) for finding in check.faults_of(row, values.get(row["number"], []))]


def digest_at(number: int) -> str | None:
    """The digest of the audit's row at this number; None where there is no such row."""
    return db.session.scalar(select(AuditRow.digest).where(AuditRow.number == number))


def latest_moment() -> datetime | None:
    """The latest moment of the wall clock that was written down: no clock may be behind it."""
    columns = [WorkerBeat.beat_at, Installation.last_backup_at, OutgoingMail.dated]
    if not is_demonstration():
        columns += [AuditRow.at, OutgoingMail.sent_at]
    found = [db.session.scalar(select(func.max(column))) for column in columns]
    return max((moment for moment in found if moment is not None), default=None)


def servers_clock() -> datetime | None:
    """What time the database's server has; None where the database is a file of this machine."""
    if db.engine.dialect.name == "sqlite":
        return None
    told: datetime | None = db.session.scalar(text("SELECT clock_timestamp()"))
    return told


def database_version() -> str:
    """The kind and version of the database."""
    if db.engine.dialect.name == "sqlite":
        return f"SQLite {db.session.scalar(text('SELECT sqlite_version()'))}"
    return f"PostgreSQL {str(db.session.scalar(text('SHOW server_version'))).split()[0]}"


def zones_in_use() -> tuple[str, ...]:
    """The zones of all cities on file."""
    return tuple(db.session.scalars(select(DutyStation.tzid).distinct().order_by(DutyStation.tzid)))


def waiting_longest(wall: datetime) -> WaitingLetter | None:
    """The letter that has waited longest of those that are due; None where none waits."""
    first_due = func.coalesce(OutgoingMail.dated, OutgoingMail.due_at, type_=OutgoingMail.due_at.type)
    row = db.session.execute(
        select(OutgoingMail.id, first_due, OutgoingMail.attempts, OutgoingMail.reply_code, OutgoingMail.reply_text)
        .where(OutgoingMail.state.in_(ON_THE_WAY), first_due <= wall)
        .order_by(first_due, OutgoingMail.id)
        .limit(1)
    ).first()
    if row is None:
        return None
    words = " ".join(filter(None, [str(row.reply_code or ""), row.reply_text]))
    return WaitingLetter(row.id, row[1], row.attempts, words)
