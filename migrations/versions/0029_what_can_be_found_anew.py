"""Nothing can be found until it is read anew: sessions are found by rooms and documents too, and promises by evidence.

`flask upgrade` and `flask up` read it; after `flask db upgrade` alone, `flask search rebuild` does.
"""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM search_entry")


def downgrade() -> None:
    op.execute("DELETE FROM search_entry")
