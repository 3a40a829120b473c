"""Writing down what a walk along the audit's chain has found, so that whoever reads the audit sees it."""

from datetime import datetime

from scheduler.deed import deed
from scheduler.queries.audit_check import Check
from vocabulary.actor import Actor
from vocabulary.refusals import Forbidden
from vocabulary.text import N_

NOT_YOURS = N_("Only an administrator records whether the audit was verified.")
VERIFYING = "verify audit"


def record_check(check: Check, faults: int, *, by: Actor, now: datetime) -> None:
    """Put on record how far a walk that has ended came, and how many faults it found."""
    with deed(VERIFYING, by=by, now=now) as record:
        if not by.is_administrator:
            raise Forbidden(NOT_YOURS)
        record.about("audit", 0, rows=check.rows, faults=faults, head=check.head.digest)
