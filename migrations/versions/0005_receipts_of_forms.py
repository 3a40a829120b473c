"""Receipts of forms: what each was answered, so that one sent twice does its deed once, whatever it is."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

FORM_KEY = "form_key"
ONE_BOOKING = "uq_consultation_form_key"


def upgrade() -> None:
    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("location", sa.String(length=2000), nullable=True),
        sa.Column("flashes", sa.JSON(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_receipt_key_hash")),
    )
    op.create_index(op.f("ix_receipt_answered_at"), "receipt", ["answered_at"])
    with op.batch_alter_table("consultation", copy_from=consultation(with_form_key=True)) as table:
        table.drop_constraint(op.f(ONE_BOOKING), type_="unique")
        table.drop_column(FORM_KEY)


def downgrade() -> None:
    with op.batch_alter_table("consultation", copy_from=consultation(with_form_key=False)) as table:
        table.add_column(sa.Column(FORM_KEY, sa.String(length=64), nullable=True))
        table.create_unique_constraint(op.f(ONE_BOOKING), [FORM_KEY])
    op.drop_index(op.f("ix_receipt_answered_at"), "receipt")
    op.drop_table("receipt")


def consultation(*, with_form_key: bool) -> sa.Table:
    """The table as it is, written out: SQLite rebuilds it, and cannot look at it where the steps are only printed."""
    table = sa.Table(
        "consultation",
        sa.MetaData(naming_convention=op.get_context().opts["target_metadata"].naming_convention),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("convener_id", sa.Integer(), nullable=False),
        sa.Column("title_en", sa.String(length=500), nullable=False),
        sa.Column("title_th", sa.String(length=500), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.DateTime(), nullable=True),
        sa.Column("ends", sa.DateTime(), nullable=True),
        sa.Column("tzid", sa.String(length=60), nullable=False),
        sa.Column(
            "modality",
            sa.Enum(
                "in person",
                "online",
                "hybrid",
                name="consultation_modality",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=500), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("letter_number", sa.String(length=500), nullable=False),
        sa.Column("letter_dated", sa.Date(), nullable=True),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "planned",
                "held",
                "cancelled",
                name="consultation_status",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("cancel_reason", sa.String(length=500), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(starts IS NULL) = (ends IS NULL)", name=op.f("ck_consultation_hours_come_in_pairs")),
        sa.CheckConstraint("ends IS NULL OR ends > starts", name=op.f("ck_consultation_ends_after_it_starts")),
        sa.ForeignKeyConstraint(["committee_id"], ["committee.id"], name=op.f("fk_consultation_committee_id")),
        sa.ForeignKeyConstraint(["convener_id"], ["agency.id"], name=op.f("fk_consultation_convener_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["calendar_entry.id"], name=op.f("fk_consultation_entry_id")),
        sa.ForeignKeyConstraint(["session_id"], ["committee_session.id"], name=op.f("fk_consultation_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_consultation_entry_id")),
    )
    if with_form_key:
        table.append_column(sa.Column(FORM_KEY, sa.String(length=64), nullable=True))
        table.append_constraint(sa.UniqueConstraint(FORM_KEY, name=ONE_BOOKING))
    return table
