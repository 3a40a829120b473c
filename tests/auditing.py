"""What the audit says, read as a test asks for it."""

import json
from typing import Any

from sqlalchemy import select

from models.audit import AuditRow, AuditValue
from models.database import db
from vocabulary.states import Trace


def rows() -> list[AuditRow]:
    """Every row, in the order of the chain."""
    return list(db.session.scalars(select(AuditRow).order_by(AuditRow.number)))


def row(deed: str = "") -> AuditRow:
    """The last row, or the last of one deed."""
    return [one for one in rows() if deed in ("", one.deed)][-1]


def values(of: AuditRow, what: Trace) -> list[AuditValue]:
    """The values of one sort."""
    return [value for value in of.values if value.what is what]


def content(value: AuditValue) -> Any:
    """What a value says, which has not been erased."""
    assert value.content is not None
    return json.loads(value.content)


def details(of: AuditRow) -> dict[str, Any]:
    """What the deed said of itself."""
    return {name: told for value in values(of, Trace.DETAILS) for name, told in content(value).items()}


def actor_name(of: AuditRow) -> str:
    """Who acted, by name."""
    return str(content(*values(of, Trace.ACTOR))["name"])


def told(of: AuditRow, kind: str) -> list[tuple[Trace, dict[str, Any]]]:
    """What became of each object of a kind, column by column [before, after]."""
    return [(value.what, content(value)) for value in of.values if value.kind == kind]
