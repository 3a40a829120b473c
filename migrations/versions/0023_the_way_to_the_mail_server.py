"""How the way to the mail server is, for all senders."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail_way",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.DateTime(), nullable=True),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("rests_until", sa.DateTime(), nullable=True),
        sa.Column("credit", sa.Double(), nullable=False),
        sa.Column("credited_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_mail_way_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_way")),
    )


def downgrade() -> None:
    op.drop_table("mail_way")
