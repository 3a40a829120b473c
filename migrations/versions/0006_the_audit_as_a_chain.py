"""The audit as a chain, with its values apart."""

import json
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from secrets import token_hex
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ROW = ("number", "at", "deed", "actor_kind", "actor_person_id", "subject_kind", "subject_id", "values_digest")
VALUE = ("position", "what", "kind", "object_id", "person_id", "digest")
ACTORS = ("person", "link", "operator", "job", "anonymous")
TRACES = ("actor", "details", "added", "changed", "removed", "counted")

GUARDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("audit_row", "sqlite"): (
        "CREATE TRIGGER audit_row_is_kept BEFORE DELETE ON audit_row BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
        "CREATE TRIGGER audit_row_is_not_changed BEFORE UPDATE ON audit_row BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
        "CREATE TRIGGER audit_row_comes_last BEFORE INSERT ON audit_row WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM audit_row) BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
    ),
    ("audit_value", "sqlite"): (
        "CREATE TRIGGER audit_value_is_kept BEFORE DELETE ON audit_value BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
        "CREATE TRIGGER audit_value_is_only_erased BEFORE UPDATE ON audit_value WHEN NOT (NEW.salt IS NULL AND NEW.content IS NULL AND NEW.row_number IS OLD.row_number AND NEW.position IS OLD.position AND NEW.what IS OLD.what AND NEW.kind IS OLD.kind AND NEW.object_id IS OLD.object_id AND NEW.person_id IS OLD.person_id AND NEW.digest IS OLD.digest) BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
        "CREATE TRIGGER audit_value_comes_last BEFORE INSERT ON audit_value WHEN NEW.row_number IS NOT (SELECT max(number) FROM audit_row) OR EXISTS (SELECT 1 FROM audit_value WHERE row_number = NEW.row_number AND position = NEW.position) BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END",
    ),
    ("audit_row", "postgresql"): (
        "CREATE FUNCTION audit_row_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP <> 'INSERT' THEN RAISE EXCEPTION 'the audit is append-only'; END IF; IF NEW.number IS DISTINCT FROM (SELECT coalesce(max(number), 0) + 1 FROM audit_row) THEN RAISE EXCEPTION 'the audit is append-only'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER audit_row_is_kept BEFORE INSERT OR UPDATE OR DELETE ON audit_row FOR EACH ROW EXECUTE FUNCTION audit_row_guard()",
        "CREATE TRIGGER audit_row_is_not_emptied BEFORE TRUNCATE ON audit_row FOR EACH STATEMENT EXECUTE FUNCTION audit_row_guard()",
    ),
    ("audit_value", "postgresql"): (
        "CREATE FUNCTION audit_value_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP IN ('DELETE', 'TRUNCATE') THEN RAISE EXCEPTION 'the audit is append-only'; END IF; IF TG_OP = 'UPDATE' THEN IF NOT (NEW.salt IS NULL AND NEW.content IS NULL AND NEW.row_number IS NOT DISTINCT FROM OLD.row_number AND NEW.position IS NOT DISTINCT FROM OLD.position AND NEW.what IS NOT DISTINCT FROM OLD.what AND NEW.kind IS NOT DISTINCT FROM OLD.kind AND NEW.object_id IS NOT DISTINCT FROM OLD.object_id AND NEW.person_id IS NOT DISTINCT FROM OLD.person_id AND NEW.digest IS NOT DISTINCT FROM OLD.digest) THEN RAISE EXCEPTION 'the audit is append-only'; END IF; ELSIF NEW.row_number IS DISTINCT FROM (SELECT max(number) FROM audit_row) THEN RAISE EXCEPTION 'the audit is append-only'; END IF; RETURN NEW; END $$",
        "CREATE TRIGGER audit_value_is_kept BEFORE INSERT OR UPDATE OR DELETE ON audit_value FOR EACH ROW EXECUTE FUNCTION audit_value_guard()",
        "CREATE TRIGGER audit_value_is_not_emptied BEFORE TRUNCATE ON audit_value FOR EACH STATEMENT EXECUTE FUNCTION audit_value_guard()",
    ),
}


def upgrade() -> None:
    # the old rows wait in a table of their own; printed steps leave them there, since only Python can chain them
    op.execute("CREATE TABLE audit_row_before AS SELECT * FROM audit_row")
    op.drop_table("audit_row")
    make_rows()
    make_values()
    if not op.get_context().as_sql:
        carry_over(op.get_bind())
        op.drop_table("audit_row_before")
    for (_, dialect), statements in GUARDS.items():
        if dialect == op.get_context().dialect.name:
            for statement in statements:
                op.execute(sa.DDL(statement))


def words(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=60)


def make_rows() -> None:
    op.create_table(
        "audit_row",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("deed", sa.String(length=60), nullable=False),
        sa.Column("actor_kind", words("actor_kind", ACTORS), nullable=False),
        sa.Column("actor_person_id", sa.Integer(), nullable=True),
        sa.Column("subject_kind", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("values_digest", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_audit_row_counts_from_one")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_row")),
        sa.UniqueConstraint("digest", name=op.f("uq_audit_row_digest")),
        sa.UniqueConstraint("previous", name=op.f("uq_audit_row_previous")),
    )
    for columns in (("subject_kind", "subject_id", "number"), ("actor_person_id", "number"), ("at", "number")):
        op.create_index(f"ix_audit_row_{'_'.join(columns)}", "audit_row", list(columns))


def make_values() -> None:
    op.create_table(
        "audit_value",
        sa.Column("row_number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", words("trace", TRACES), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.CheckConstraint("(salt IS NULL) = (content IS NULL)", name=op.f("ck_audit_value_erased_as_a_whole")),
        sa.ForeignKeyConstraint(["row_number"], ["audit_row.number"], name=op.f("fk_audit_value_row_number")),
        sa.PrimaryKeyConstraint("row_number", "position", name=op.f("pk_audit_value")),
    )
    for columns in (("kind", "object_id", "row_number"), ("person_id", "row_number")):
        op.create_index(f"ix_audit_value_{'_'.join(columns)}", "audit_value", list(columns))


def carry_over(connection: sa.Connection) -> None:
    """Chain the rows that are there, each with who acted and its details as values."""
    rows, values = (sa.Table(name, sa.MetaData(), autoload_with=connection) for name in ("audit_row", "audit_value"))
    previous, number = "0" * 64, 0
    for old in old_rows(connection):
        number += 1
        own = [dict(zip(("what", "person_id", "content"), part, strict=True)) for part in parts_of(old)]
        own = [sealed(one, number=number, position=position) for position, one in enumerate(own)]
        row = {
            "number": number,
            "at": old["at"],
            "deed": old["deed"],
            "actor_kind": old["actor_kind"],
            "actor_person_id": old["actor"],
            "subject_kind": old["subject_kind"],
            "subject_id": old["subject_id"],
            "values_digest": digest_of("samai audit values", *(canonical(one[name] for name in VALUE) for one in own)),
            "previous": previous,
        }
        columns = {**row, "at": old["at"].isoformat(" ", "microseconds")}
        row["digest"] = digest_of("samai audit row", previous, canonical(columns[name] for name in ROW))
        connection.execute(rows.insert(), row)
        connection.execute(values.insert(), own)
        previous = row["digest"]


def old_rows(connection: sa.Connection) -> Iterator[dict[str, Any]]:
    """The rows in their order, a hundred at a time; a link spoke for the person whose invitation it was of."""
    old = sa.table(
        "audit_row_before",
        *(sa.column(name, sa.Integer()) for name in ("id", "actor_person_id", "subject_id")),
        *(sa.column(name, sa.Text()) for name in ("deed", "actor_kind", "actor_label", "subject_kind", "details")),
        sa.column("at", sa.DateTime()),
    )
    people = {row.id: row.person_id for row in connection.execute(sa.text("SELECT id, person_id FROM invitation"))}
    last = 0
    while chunk := connection.execute(
        sa.select(old).where(old.c.id > last).order_by(old.c.id).limit(100)
    ).mappings().all():
        for found in chunk:
            spoken_for = people.get(found["subject_id"]) if found["subject_kind"] == "invitation" else None
            details = found["details"]
            yield {
                **found,
                "actor": spoken_for if found["actor_kind"] == "link" else found["actor_person_id"],
                "details": json.loads(details) if isinstance(details, str) else details,
            }
        last = chunk[-1]["id"]


def parts_of(old: dict[str, Any]) -> Iterator[tuple[str, int | None, object]]:
    yield "actor", old["actor"], {"name": old["actor_label"]}
    if old["details"]:
        named = old["details"].get("person")
        person = old["subject_id"] if old["subject_kind"] == "person" else named if isinstance(named, int) else None
        yield "details", person, old["details"]


def sealed(part: dict[str, Any], *, number: int, position: int) -> dict[str, Any]:
    salt, content = token_hex(16), json.dumps(part["content"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {
        "row_number": number,
        "position": position,
        "what": part["what"],
        "kind": "",
        "object_id": None,
        "person_id": part["person_id"],
        "digest": digest_of("samai audit value", salt, content),
        "salt": salt,
        "content": content,
    }


def canonical(columns: Iterator[object]) -> str:
    return json.dumps(list(columns), ensure_ascii=False, separators=(",", ":"), default=repr)


def digest_of(*lines: str) -> str:
    return sha256("\n".join(lines).encode("utf-8", "surrogatepass")).hexdigest()


def downgrade() -> None:
    op.execute("CREATE TABLE audit_row_after AS SELECT * FROM audit_row")
    op.execute("CREATE TABLE audit_value_after AS SELECT * FROM audit_value")
    for table in ("audit_value", "audit_row"):
        op.drop_table(table)
        if op.get_context().dialect.name == "postgresql":
            op.execute(f"DROP FUNCTION {table}_guard()")
    op.create_table(
        "audit_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("deed", sa.String(length=60), nullable=False),
        sa.Column("actor_kind", words("actor_kind", ACTORS), nullable=False),
        sa.Column("actor_label", sa.String(length=500), nullable=False),
        sa.Column("actor_person_id", sa.Integer(), nullable=True),
        sa.Column("subject_kind", sa.String(length=60), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["actor_person_id"], ["person.id"], name=op.f("fk_audit_row_actor_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_row")),
    )
    op.create_index("ix_audit_row_subject_kind_subject_id", "audit_row", ["subject_kind", "subject_id"])
    if not op.get_context().as_sql:
        bring_back(op.get_bind())
        op.drop_table("audit_value_after")
        op.drop_table("audit_row_after")


def bring_back(connection: sa.Connection) -> None:
    """The rows as they were kept before: what an object was before and after has no place there."""
    rows = sa.Table("audit_row", sa.MetaData(), autoload_with=connection)
    found = connection.execute(
        sa.text(
            "SELECT r.*, a.content AS actor, d.content AS details FROM audit_row_after r "
            "LEFT JOIN audit_value_after a ON a.row_number = r.number AND a.what = 'actor' "
            "LEFT JOIN audit_value_after d ON d.row_number = r.number AND d.what = 'details' ORDER BY r.number"
        ).columns(at=sa.DateTime())
    ).mappings()
    for row in found.all():
        connection.execute(
            rows.insert(),
            {
                "id": row["number"],
                "at": row["at"],
                "deed": row["deed"],
                "actor_kind": row["actor_kind"],
                "actor_label": json.loads(row["actor"])["name"] if row["actor"] else "",
                "actor_person_id": row["actor_person_id"],
                "subject_kind": row["subject_kind"],
                "subject_id": row["subject_id"],
                "details": json.loads(row["details"]) if row["details"] else {},
            },
        )
