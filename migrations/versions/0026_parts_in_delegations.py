"""As what exactly somebody is asked to a session, with the invitation and with every letter."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("invitation", "outgoing_mail"):
        op.add_column(table, sa.Column("part", sa.String(length=500), server_default=sa.text("''"), nullable=False))


def downgrade() -> None:
    for table in ("outgoing_mail", "invitation"):
        op.drop_column(table, "part")
