"""One primary focal point an agency, its central mailbox, and spreadsheets between the look and the decision."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

PRESENT = sa.text("is_primary AND ended_on IS NULL")


def upgrade() -> None:
    op.create_table(
        "kept_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("sheet", sa.JSON(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_kept_sheet_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_sheet")),
    )
    op.create_index(op.f("ix_kept_sheet_person_id"), "kept_sheet", ["person_id"])
    op.create_table(
        "mailbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column(
            "language",
            sa.Enum("th", "en", name="mailbox_language", native_enum=False, create_constraint=True, length=60),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_mailbox_agency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailbox")),
        sa.UniqueConstraint("agency_id", name=op.f("uq_mailbox_agency_id")),
    )
    keep_one_primary()
    op.create_index(
        "uq_focal_point_one_primary_per_agency",
        "focal_point",
        ["agency_id"],
        unique=True,
        sqlite_where=PRESENT,
        postgresql_where=PRESENT,
    )


def keep_one_primary() -> None:
    """Let the first present focal point of each agency be the primary one, and the others its backups."""
    op.execute("UPDATE focal_point SET is_primary = FALSE")
    op.execute(
        "UPDATE focal_point SET is_primary = TRUE WHERE id IN "
        "(SELECT min(id) FROM focal_point WHERE ended_on IS NULL GROUP BY agency_id)"
    )


def downgrade() -> None:
    op.drop_index("uq_focal_point_one_primary_per_agency", table_name="focal_point")
    op.drop_table("mailbox")
    op.drop_index(op.f("ix_kept_sheet_person_id"), table_name="kept_sheet")
    op.drop_table("kept_sheet")
