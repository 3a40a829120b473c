"""PDF files that letters enclose."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KINDS = sa.Enum(
    "signed letter", "enclosure", name="enclosure_kind", native_enum=False, create_constraint=True, length=60
)


def upgrade() -> None:
    op.create_table(
        "paper_content",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_paper_content")),
    )
    op.create_table(
        "paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kind", KINDS, nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_paper_consultation_id")),
        sa.ForeignKeyConstraint(["digest"], ["paper_content.digest"], name=op.f("fk_paper_digest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("consultation_id", "digest", name=op.f("uq_paper_consultation_id_digest")),
    )
    op.create_index(op.f("ix_paper_digest"), "paper", ["digest"])
    op.create_table(
        "paper_in_revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["paper_content.digest"], name=op.f("fk_paper_in_revision_digest")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_paper_in_revision_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_in_revision")),
        sa.UniqueConstraint("revision_id", "digest", name=op.f("uq_paper_in_revision_revision_id_digest")),
    )
    op.create_index(op.f("ix_paper_in_revision_digest"), "paper_in_revision", ["digest"])
    op.add_column("outgoing_mail", sa.Column("encloses", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("outgoing_mail", "encloses")
    op.drop_table("paper_in_revision")
    op.drop_table("paper")
    op.drop_table("paper_content")
