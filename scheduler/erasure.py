"""Forgetting somebody in the audit: what was said of a person goes, that something was done stays."""

from datetime import datetime

from sqlalchemy import CursorResult, func, select, update

from models.audit import AuditValue
from models.database import db
from scheduler.deed import deed
from scheduler.rules.audit_chain import ERASING
from vocabulary.actor import Actor
from vocabulary.refusals import Forbidden, NotFound
from vocabulary.text import N_

NOT_YOURS = N_("Only an administrator erases what the audit says of a person.")
NOTHING = N_("The audit says nothing of this person that could be erased.")


def erasable(person_id: int) -> int:
    """How many values of the audit tell about this person."""
    told = select(func.count()).where(AuditValue.person_id == person_id, AuditValue.content.is_not(None))
    return db.session.scalar(told) or 0


def erase_from_audit(person_id: int, *, by: Actor, now: datetime) -> int:
    """Empty every value that tells about this person, as actor or as acted upon; how many they were.

    The chain still verifies: it is over salted digests, and the salt goes with the content. The deed is itself on
    record, by the person's number alone. Nothing brings the values back but a backup made before.
    """
    with deed(ERASING, by=by, now=now) as record:
        if not by.is_administrator:
            raise Forbidden(NOT_YOURS)
        if not erasable(person_id):
            raise NotFound(NOTHING)
        told = update(AuditValue).where(AuditValue.person_id == person_id, AuditValue.content.is_not(None))
        emptied = db.session.execute(told.values(salt=None, content=None).execution_options(synchronize_session=False))
        record.about("person", person_id)
        return emptied.rowcount if isinstance(emptied, CursorResult) else 0
