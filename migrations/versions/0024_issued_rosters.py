"""Rosters as they were issued, each under its number."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issued_roster",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "language",
            sa.Enum("th", "en", name="issued_language", native_enum=False, create_constraint=True, length=60),
            nullable=False,
        ),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.Column("issued_by", sa.String(length=500), nullable=False),
        sa.Column("despite", sa.String(length=500), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("superseded_at", sa.DateTime(), nullable=True),
        sa.Column("superseded_why", sa.JSON(), nullable=False),
        sa.Column("superseded_row", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(superseded_at IS NULL) = (superseded_row IS NULL)",
            name=op.f("ck_issued_roster_superseded_by_a_deed"),
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["session_decision.id"], name=op.f("fk_issued_roster_decision_id")),
        sa.ForeignKeyConstraint(["session_id"], ["committee_session.id"], name=op.f("fk_issued_roster_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_roster")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_issued_roster_session_id_number")),
    )


def downgrade() -> None:
    op.drop_table("issued_roster")
