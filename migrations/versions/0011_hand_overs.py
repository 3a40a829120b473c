"""Focal points pass their work on: what each asks of the desk, and what became of it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    op.create_table(
        "hand_over",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name_en", sa.String(length=500), nullable=False),
        sa.Column("name_th", sa.String(length=500), nullable=False),
        sa.Column("position_en", sa.String(length=500), nullable=False),
        sa.Column("position_th", sa.String(length=500), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("phone", sa.String(length=500), nullable=False),
        sa.Column("language", one_of("th", "en", name="language"), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", one_of("open", "taken back", "refused", "confirmed", name="state"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name=op.f("ck_hand_over_is_open_until_decided")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_hand_over_agency_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_hand_over_person_id")),
        sa.ForeignKeyConstraint(["successor_id"], ["person.id"], name=op.f("fk_hand_over_successor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over")),
    )
    op.create_index(op.f("ix_hand_over_agency_id"), "hand_over", ["agency_id"])
    op.create_index(
        "uq_hand_over_one_open_per_focal_point",
        "hand_over",
        ["agency_id", "person_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_index("uq_hand_over_one_open_per_focal_point", table_name="hand_over")
    op.drop_index(op.f("ix_hand_over_agency_id"), table_name="hand_over")
    op.drop_table("hand_over")


def one_of(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=60)
