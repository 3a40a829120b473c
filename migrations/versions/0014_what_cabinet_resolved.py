"""What Cabinet resolved on single delegations, in place of the standing approval or beyond it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cabinet_resolution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("document", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("document <> ''", name=op.f("ck_cabinet_resolution_has_a_document")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["committee_session.id"], name=op.f("fk_cabinet_resolution_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cabinet_resolution")),
    )
    op.create_table(
        "resolved_matter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resolution_id", sa.Integer(), nullable=False),
        sa.Column("matter", resolved(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(matter = 'head') = (person_id IS NOT NULL)", name=op.f("ck_resolved_matter_a_head_is_a_person")
        ),
        sa.CheckConstraint(
            "(matter = 'agency') = (agency_id IS NOT NULL)", name=op.f("ck_resolved_matter_an_agency_is_named")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_resolved_matter_agency_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_resolved_matter_person_id")),
        sa.ForeignKeyConstraint(
            ["resolution_id"], ["cabinet_resolution.id"], name=op.f("fk_resolved_matter_resolution_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resolved_matter")),
    )


def downgrade() -> None:
    op.drop_table("resolved_matter")
    op.drop_table("cabinet_resolution")


def resolved() -> sa.Enum:
    return sa.Enum(
        "delegation", "head", "agency", name="resolved", native_enum=False, create_constraint=True, length=60
    )
