"""Promised duties: since when, what shows that one was met, and the evidence, session by session where it recurs."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

DUE = ("before each session", "before the first session of the negotiation stage")
ADDED = {"source_th": "", "promised": "", "proof": "document"}
REMOVED = {"status": "open", "evidence": ""}


def upgrade() -> None:
    op.create_table(
        "discharge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("met_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=500), nullable=False),
        sa.Column("remark", sa.String(length=500), nullable=False),
        sa.Column("reopened_on", sa.Date(), nullable=True),
        sa.Column("reopened_why", sa.String(length=500), nullable=False),
        sa.CheckConstraint("document <> ''", name=op.f("ck_discharge_is_shown")),
        sa.CheckConstraint(
            "(reopened_on IS NULL) = (reopened_why = '')", name=op.f("ck_discharge_is_reopened_with_a_reason")
        ),
        sa.ForeignKeyConstraint(["obligation_id"], ["obligation.id"], name=op.f("fk_discharge_obligation_id")),
        sa.ForeignKeyConstraint(["session_id"], ["committee_session.id"], name=op.f("fk_discharge_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discharge")),
    )
    with op.batch_alter_table("obligation", copy_from=obligation(*old())) as table:
        table.alter_column("source", new_column_name="source_en", existing_type=sa.String(500), existing_nullable=False)
        for name, value in ADDED.items():
            table.add_column(word(name, default=value))
    op.execute(  # what was met as a whole is shown by the same evidence
        "INSERT INTO discharge (obligation_id, met_on, document, remark, reopened_why)"
        " SELECT id, met_on, evidence, '', '' FROM obligation WHERE status = 'met'"
    )
    op.execute(f"UPDATE obligation SET proof = 'consultation' WHERE due = '{DUE[0]}' AND text_en LIKE 'Consult%'")
    before = obligation(word("source_en"), *defaulted(ADDED), *state())
    with op.batch_alter_table("obligation", copy_from=before) as table:
        table.drop_constraint(op.f("ck_obligation_met_is_shown"), type_="check")
        table.drop_constraint(op.f("ck_obligation_obligation_status"), type_="check")
        for name in ("status", "met_on", "evidence"):
            table.drop_column(name)
        table.create_check_constraint(op.f("ck_obligation_proof"), PROOF_RULE)
        for name in ADDED:
            table.alter_column(name, server_default=None, existing_type=kind_of(name), existing_nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("obligation", copy_from=obligation(*new())) as table:
        table.alter_column("source_en", new_column_name="source", existing_type=sa.String(500), existing_nullable=False)
        for name, value in REMOVED.items():
            table.add_column(word(name, default=value))
        table.add_column(met_on())
    shown = "FROM discharge WHERE obligation_id = obligation.id AND session_id IS NULL AND reopened_on IS NULL"
    op.execute(
        f"UPDATE obligation SET status = 'met', met_on = (SELECT max(met_on) {shown}),"
        f" evidence = (SELECT max(document) {shown}) WHERE EXISTS (SELECT 1 {shown})"
    )
    before = obligation(word("source"), *map(word, ADDED), *defaulted(REMOVED), met_on(), rule("proof", PROOF_RULE))
    with op.batch_alter_table("obligation", copy_from=before) as table:
        table.drop_constraint(op.f("ck_obligation_proof"), type_="check")
        for name in ADDED:
            table.drop_column(name)
        for name, words in (("met_is_shown", MET_RULE), ("obligation_status", STATUS_RULE)):
            table.create_check_constraint(op.f(f"ck_obligation_{name}"), words)
        for name in REMOVED:
            table.alter_column(name, server_default=None, existing_type=kind_of(name), existing_nullable=False)
    op.drop_table("discharge")


def kind_of(name: str) -> sa.String:
    return sa.String(length=60 if name in {"status", "proof"} else 500)


def word(name: str, *, default: str | None = None) -> sa.Column[str]:
    plain = None if default is None else sa.text(f"'{default}'")
    return sa.Column(name, kind_of(name), nullable=False, server_default=plain)


def defaulted(words: dict[str, str]) -> list[sa.Column[str]]:
    return [word(name, default=value) for name, value in words.items()]


def rule(name: str, words: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(words, name=op.f(f"ck_obligation_{name}"))


PROOF_RULE = "proof IN ('consultation', 'document')"
STATUS_RULE = "status IN ('open', 'met')"
MET_RULE = "status <> 'met' OR (met_on IS NOT NULL AND evidence <> '')"


def met_on() -> sa.Column[object]:
    return sa.Column("met_on", sa.Date(), nullable=True)


def state() -> list[sa.schema.SchemaItem]:
    rules = (rule("met_is_shown", MET_RULE), rule("obligation_status", STATUS_RULE))
    return [word("status"), met_on(), word("evidence"), *rules]


def old() -> list[sa.schema.SchemaItem]:
    return [word("source"), *state()]


def new() -> list[sa.schema.SchemaItem]:
    return [word("source_en"), *map(word, ADDED), rule("proof", PROOF_RULE)]


def obligation(*parts: sa.schema.SchemaItem) -> sa.Table:
    """The table as it is, written out: SQLite rebuilds it, and cannot look at it where the steps are only printed."""
    return sa.Table(
        "obligation",
        sa.MetaData(naming_convention=op.get_context().opts["target_metadata"].naming_convention),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text_en", sa.String(length=500), nullable=False),
        sa.Column("text_th", sa.String(length=500), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column(
            "due",
            sa.Enum(*DUE, name="obligation_due", native_enum=False, create_constraint=True, length=60),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["committee_id"], ["committee.id"], name=op.f("fk_obligation_committee_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["agency.id"], name=op.f("fk_obligation_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligation")),
        sa.UniqueConstraint("committee_id", "position", name=op.f("uq_obligation_committee_id_position")),
        *parts,
    )
