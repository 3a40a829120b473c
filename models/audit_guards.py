"""How the database itself keeps the audit append-only: triggers, made with the tables.

A row may only be added after the last one, with its values beside it; nothing is changed or deleted, but that a value
may lose its content together with its salt. (The guard on adding also stops SQLite's REPLACE, which deletes without
asking a trigger.) The steps in migrations/ make the same.
"""

REFUSED = "the audit is append-only"

KEPT = ("row_number", "position", "what", "kind", "object_id", "person_id", "digest")
"""What stays of a value when its content is erased."""

NEXT = "(SELECT coalesce(max(number), 0) + 1 FROM audit_row)"
LAST = "(SELECT max(number) FROM audit_row)"
THERE = "SELECT 1 FROM audit_value WHERE row_number = NEW.row_number AND position = NEW.position"


def sqlite_guard(table: str, name: str, *, when: str) -> str:
    """One trigger of SQLite: `when` is the rest of its line, from BEFORE on."""
    before, _, condition = when.partition(" WHEN ")
    clause = f" WHEN {condition}" if condition else ""
    return f"CREATE TRIGGER {table}_{name} {before} ON {table}{clause} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"


def differs(equal: str) -> str:
    """Whether an update does anything but erase; `equal` compares two values that may be NULL."""
    same = " AND ".join(f"NEW.{column} {equal} OLD.{column}" for column in KEPT)
    return f"NOT (NEW.salt IS NULL AND NEW.content IS NULL AND {same})"


SQLITE_ROW = (
    sqlite_guard("audit_row", "is_kept", when="BEFORE DELETE"),
    sqlite_guard("audit_row", "is_not_changed", when="BEFORE UPDATE"),
    sqlite_guard("audit_row", "comes_last", when=f"BEFORE INSERT WHEN NEW.number IS NOT {NEXT}"),
)
SQLITE_VALUE = (
    sqlite_guard("audit_value", "is_kept", when="BEFORE DELETE"),
    sqlite_guard("audit_value", "is_only_erased", when=f"BEFORE UPDATE WHEN {differs('IS')}"),
    sqlite_guard(
        "audit_value", "comes_last", when=f"BEFORE INSERT WHEN NEW.row_number IS NOT {LAST} OR EXISTS ({THERE})"
    ),
)

REFUSAL = f"RAISE EXCEPTION '{REFUSED}'"


def postgresql_guard(table: str, body: str) -> tuple[str, ...]:
    """A function of PostgreSQL and the triggers that call it for every row, and for an emptied table."""
    call = f"EXECUTE FUNCTION {table}_guard()"
    return (
        f"CREATE FUNCTION {table}_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NEW; END $$",
        f"CREATE TRIGGER {table}_is_kept BEFORE INSERT OR UPDATE OR DELETE ON {table} FOR EACH ROW {call}",
        f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}",
    )


POSTGRESQL_ROW = postgresql_guard(
    "audit_row",
    f"IF TG_OP <> 'INSERT' THEN {REFUSAL}; END IF; IF NEW.number IS DISTINCT FROM {NEXT} THEN {REFUSAL}; END IF;",
)
POSTGRESQL_VALUE = postgresql_guard(
    "audit_value",
    f"IF TG_OP IN ('DELETE', 'TRUNCATE') THEN {REFUSAL}; END IF; "
    f"IF TG_OP = 'UPDATE' THEN IF {differs('IS NOT DISTINCT FROM')} THEN {REFUSAL}; END IF; "
    f"ELSIF NEW.row_number IS DISTINCT FROM {LAST} THEN {REFUSAL}; END IF;",
)

GUARDS = {
    ("audit_row", "sqlite"): SQLITE_ROW,
    ("audit_value", "sqlite"): SQLITE_VALUE,
    ("audit_row", "postgresql"): POSTGRESQL_ROW,
    ("audit_value", "postgresql"): POSTGRESQL_VALUE,
}


def after_drop(table: str) -> str:
    """PostgreSQL keeps a function whose table has gone."""
    return f"DROP FUNCTION IF EXISTS {table}_guard()"
