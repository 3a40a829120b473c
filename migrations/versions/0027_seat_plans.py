"""Who sits at the table and who behind, on which days of a session."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seat_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.Column("front", sa.Integer(), nullable=False),
        sa.Column("behind", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=500), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("lapsed_at", sa.DateTime(), nullable=True),
        sa.Column("lapsed_why", sa.JSON(), nullable=False),
        sa.Column("lapsed_row", sa.Integer(), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("closes >= opens", name=op.f("ck_seat_plan_closes_after_it_opens")),
        sa.CheckConstraint(
            "(lapsed_at IS NULL) = (lapsed_row IS NULL)", name=op.f("ck_seat_plan_lapsed_by_a_deed")
        ),
        sa.ForeignKeyConstraint(["decision_id"], ["session_decision.id"], name=op.f("fk_seat_plan_decision_id")),
        sa.ForeignKeyConstraint(["session_id"], ["committee_session.id"], name=op.f("fk_seat_plan_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seat_plan")),
        sa.UniqueConstraint("session_id", "number", name=op.f("uq_seat_plan_session_id_number")),
    )


def downgrade() -> None:
    op.drop_table("seat_plan")
