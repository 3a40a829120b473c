"""Where the audit's chain ends."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from models.audit import AuditRow
from models.database import db
from scheduler.rules.audit_chain import GENESIS


@dataclass(frozen=True, slots=True)
class AuditHead:
    """How many rows the chain has, and the digest of its last one.

    Kept elsewhere, as in a backup's manifest, it shows a tail that was cut off later: the chain alone cannot.
    """

    rows: int
    digest: str


def audit_head() -> AuditHead:
    """The present head; before the first deed it is that of an empty chain."""
    return audit_head_in(db.session.connection())


def audit_head_in(connection: Connection) -> AuditHead:
    """The head of the chain in whatever database this is, as in a copy that a backup is made of."""
    latest = select(AuditRow.number, AuditRow.digest).order_by(AuditRow.number.desc()).limit(1)
    last = connection.execute(latest).first()
    return AuditHead(0, GENESIS) if last is None else AuditHead(last.number, last.digest)
