"""Decisions about sessions: what was decided, what it brought about, and what takes it back."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "session_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=500), nullable=False),
        sa.Column("dated", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=False),
        sa.Column("decided_by", sa.String(length=500), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("undo", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_decision")),
    )
    with op.batch_alter_table("session_revision", copy_from=revisions(decided=False)) as table:
        table.add_column(decision())
        table.create_foreign_key(
            op.f("fk_session_revision_decision_id"), "session_decision", ["decision_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("session_revision", copy_from=revisions(decided=True)) as table:
        table.drop_constraint(op.f("fk_session_revision_decision_id"), type_="foreignkey")
        table.drop_column("decision_id")
    op.drop_table("session_decision")


def decision() -> sa.Column[int]:
    return sa.Column("decision_id", sa.Integer(), nullable=True)


def revisions(*, decided: bool) -> sa.Table:
    """The table as it is, written out: SQLite rebuilds it, and cannot look at it where the steps are only printed."""
    return sa.Table(
        "session_revision",
        sa.MetaData(naming_convention=op.get_context().opts["target_metadata"].naming_convention),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("changed_by", sa.String(length=500), nullable=False),
        sa.Column("document", sa.String(length=500), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        *([decision()] if decided else []),
        sa.ForeignKeyConstraint(["session_id"], ["committee_session.id"], name=op.f("fk_session_revision_session_id")),
        *(
            [sa.ForeignKeyConstraint(["decision_id"], ["session_decision.id"], name=op.f("fk_session_revision_decision_id"))]
            if decided
            else []
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_revision")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_session_revision_session_id_number")),
    )
