"""Answers are found by the hour in which they were recorded."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_answer_recorded_at", "answer", ["recorded_at"])


def downgrade() -> None:
    op.drop_index("ix_answer_recorded_at", table_name="answer")
