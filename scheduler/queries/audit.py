"""Where the audit's chain ends, and when somebody last walked along it."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from models.audit import AuditRow, AuditValue
from models.database import db
from scheduler.rules.audit_chain import GENESIS
from vocabulary.states import Trace


@dataclass(frozen=True, slots=True)
class AuditHead:
    """How many rows the chain has, and the digest of its last one.

    Kept elsewhere, as in a backup's manifest, it shows a tail that was cut off later: the chain alone cannot.
    """

    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class LastCheck:
    """The last walk along the chain that was put on record: when, how many rows it saw, and what was wrong."""

    at: datetime
    rows: int
    faults: int


def audit_head() -> AuditHead:
    """The present head; before the first deed it is that of an empty chain."""
    return audit_head_in(db.session.connection())


def audit_head_in(connection: Connection) -> AuditHead:
    """The head of the chain in whatever database this is, as in a copy that a backup is made of."""
    latest = select(AuditRow.number, AuditRow.digest).order_by(AuditRow.number.desc()).limit(1)
    last = connection.execute(latest).first()
    return AuditHead(0, GENESIS) if last is None else AuditHead(last.number, last.digest)


def last_check() -> LastCheck | None:
    """The last walk on record; None before the first."""
    found = db.session.execute(
        select(AuditRow.at, AuditValue.content)
        .join(AuditValue, AuditValue.row_number == AuditRow.number)
        .where(AuditRow.subject_kind == "audit", AuditRow.subject_id == 0, AuditValue.what == Trace.DETAILS)
        .order_by(AuditRow.number.desc())
        .limit(1)
    ).first()
    if found is None or found.content is None:
        return None
    told = json.loads(found.content)
    return LastCheck(found.at, told["rows"], told["faults"])
