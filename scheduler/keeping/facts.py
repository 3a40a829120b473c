"""What a database holds, asked of the copy itself so that a backup's manifest and its tables cannot differ."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, inspect, select, table, text

from models.audit import AuditRow
from models.outbox import OutgoingMail
from scheduler.keeping.manifest import AuditEnd, Manifest
from scheduler.keeping.schema import VERSION, revision_in
from scheduler.queries.audit import audit_head_in
from vocabulary.refusals import Refusal
from vocabulary.states import MailState
from vocabulary.text import N_

WAITING = (MailState.QUEUED, MailState.SENDING)

NOT_WHOLE = N_(
    "The database is damaged: %(faults)s. Keep its file, and restore the last backup: %(samai)s restore FILE"
)
DIFFERS = N_("%(what)s of the restored copy is not what the backup's manifest says. Restore another backup.")


@dataclass(frozen=True, slots=True)
class Facts:
    """The step of the tables, the rows in each, where the audit ends, and how many letters wait."""

    revision: str
    rows: dict[str, int]
    audit: AuditEnd
    queued: int


def facts_in(connection: Connection) -> Facts:
    """The facts as this connection's transaction sees them."""
    names = [name for name in sorted(inspect(connection).get_table_names()) if name != VERSION.name]
    return Facts(
        revision=revision_in(connection),
        rows={name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in names},
        audit=audit_end_in(connection),
        queued=connection.scalar(select(func.count()).where(OutgoingMail.state.in_(WAITING))) or 0,
    )


def audit_end_in(connection: Connection) -> AuditEnd:
    """Where the audit ends; in tables older than its chain there are only rows to count."""
    columns = {column["name"] for column in inspect(connection).get_columns(AuditRow.__tablename__)}
    if "digest" not in columns:
        return AuditEnd(rows=connection.scalar(select(func.count()).select_from(AuditRow)) or 0, digest="")
    head = audit_head_in(connection)
    return AuditEnd(rows=head.rows, digest=head.digest)


def faults_in(connection: Connection) -> list[str]:
    """What SQLite itself finds wrong with its file; PostgreSQL keeps its own by checksums and constraints."""
    if connection.dialect.name != "sqlite":
        return []
    said = [str(line) for line in connection.scalars(text("PRAGMA integrity_check(5)")) if line != "ok"]
    orphans = connection.execute(text("PRAGMA foreign_key_check")).all()
    return said + [f"a row of {name} refers to nothing in {other}" for name, _, other, _ in orphans[:5]]


def require_whole(connection: Connection) -> None:
    """Refuse a damaged database."""
    faults = faults_in(connection)
    if faults:
        raise Refusal(NOT_WHOLE, faults="; ".join(faults))


def require_same(facts: Facts, manifest: Manifest) -> None:
    """Refuse a copy that does not hold what its manifest says."""
    for what, found, said in (
        ("The step of the tables", facts.revision, manifest.revision),
        ("The number of rows", facts.rows, manifest.rows),
        ("The end of the audit", facts.audit, manifest.audit),
    ):
        if found != said:
            raise Refusal(DIFFERS, what=what)
