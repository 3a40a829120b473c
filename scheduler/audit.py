"""Writing the audit: one row a deed at the end of the chain, with the values it covers."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex
from typing import Any

from models.audit import AuditRow, AuditValue
from models.database import Base, db
from models.invitations import Invitation
from scheduler.changes import taken
from scheduler.queries.audit import audit_head
from scheduler.rules.audit_chain import content_digest, row_digest, values_digest
from vocabulary.actor import Actor
from vocabulary.states import Trace

ROWS, VALUES = (Base.metadata.tables[kind.__tablename__] for kind in (AuditRow, AuditValue))

MOST_ITEMS = 100
"""Of a longer list among a deed's details, only the beginning is kept."""


@dataclass
class Record:
    """What the audit row will say of this deed: its subject and what a reader needs to understand it."""

    subject_kind: str = ""
    subject_id: int | None = None
    details: dict[str, Any] = field(default_factory=dict)

    def about(self, kind: str, number: int, **details: object) -> None:
        """Name the subject of the deed, once its row has a number.

        What rows said before and after is noted without being named; details are what no row shows.
        """
        self.subject_kind, self.subject_id = kind, number
        self.details.update(details)


def append_row(name: str, record: Record, *, by: Actor, now: datetime) -> None:
    """Write who did what to what, and what changed, as the next row of the chain.

    The write lock is held, so that no other row can follow the same one; the tables refuse it besides.
    """
    db.session.flush()
    head, person_id = audit_head(), person_of(by)
    number = head.rows + 1
    values = [
        value(position, part, number=number) for position, part in enumerate(parts(record, by=by, person_id=person_id))
    ]
    row: dict[str, Any] = {
        "number": number,
        "at": now,
        "deed": name,
        "actor_kind": by.kind.value,
        "actor_person_id": person_id,
        "subject_kind": record.subject_kind,
        "subject_id": record.subject_id,
        "values_digest": values_digest(values),
        "previous": head.digest,
    }
    row["digest"] = row_digest(head.digest, row)
    db.session.execute(ROWS.insert(), row)
    db.session.execute(VALUES.insert(), values)


def person_of(by: Actor) -> int | None:
    """The number of whoever acts; a link speaks for the person whose invitation it is of."""
    if by.person_id is not None or by.invitation_id is None:
        return by.person_id
    invitation = db.session.get(Invitation, by.invitation_id)
    return None if invitation is None else invitation.person_id


@dataclass(frozen=True, slots=True)
class Part:
    """One value to be: what it tells, of which object, about whom, and its content."""

    what: Trace
    kind: str
    object_id: int | None
    person_id: int | None
    content: object


def parts(record: Record, *, by: Actor, person_id: int | None) -> Iterator[Part]:
    """Who acted by name, what the deed says, and every row it changed."""
    yield Part(Trace.ACTOR, "", None, person_id, {"name": by.label})
    if record.details:
        details = {name: bounded(told) for name, told in record.details.items()}
        yield Part(Trace.DETAILS, "", None, told_of(record), details)
    for touch in taken(db.session()):
        yield Part(touch.what, touch.kind, touch.object_id, touch.person_id, touch.fields)


def told_of(record: Record) -> int | None:
    """The person whom a deed's details are about, if any."""
    if record.subject_kind == "person":
        return record.subject_id
    number = record.details.get("person")
    return number if isinstance(number, int) else None


def bounded(told: object) -> object:
    """A detail of a size that anybody would read: a long list ends in the number of what is left out."""
    if isinstance(told, list | tuple) and len(told) > MOST_ITEMS:
        return [*told[:MOST_ITEMS], f"+{len(told) - MOST_ITEMS}"]
    return told


def value(position: int, part: Part, *, number: int) -> dict[str, Any]:
    """A value as a row, under a salt of its own."""
    salt = token_hex(16)
    content = json.dumps(part.content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {
        "row_number": number,
        "position": position,
        "what": part.what.value,
        "kind": part.kind,
        "object_id": part.object_id,
        "person_id": part.person_id,
        "digest": content_digest(salt, content),
        "salt": salt,
        "content": content,
    }
