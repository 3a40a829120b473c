"""Letters that decline a proposal, and further addresses from which somebody writes."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

OLD = ("invitation", "update", "cancellation", "reminder", "sign_in")
NEW = ("invitation", "update", "cancellation", "reminder", "decline", "sign_in")
PROPOSED = ("proposed_starts", "proposed_ends")


def upgrade() -> None:
    let_bodies_be(OLD, NEW)
    for column in PROPOSED:
        op.add_column("mail_body", sa.Column(column, sa.DateTime(), nullable=True))
    op.create_table(
        "other_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_other_address_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_address")),
        sa.UniqueConstraint("address", name=op.f("uq_other_address_address")),
    )
    op.create_index(op.f("ix_other_address_person_id"), "other_address", ["person_id"])


def downgrade() -> None:
    op.drop_table("other_address")
    for column in PROPOSED:
        op.drop_column("mail_body", column)
    # the older program knows no such letter: what it says of the meeting, and to whom, stays
    op.execute("UPDATE mail_body SET kind = 'update' WHERE kind = 'decline'")
    let_bodies_be(NEW, OLD)


def let_bodies_be(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Change which kinds of letters there are."""
    check = op.f("ck_mail_body_letter_kind")
    with op.batch_alter_table("mail_body", copy_from=mail_body(before)) as table:
        table.drop_constraint(check, type_="check")
        table.create_check_constraint(check, one_of("kind", *after))


def mail_body(kinds: tuple[str, ...]) -> sa.Table:
    """The table as it is before."""
    return sa.Table(
        "mail_body",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.String(length=500), nullable=False),
        sa.CheckConstraint(one_of("kind", *kinds), name=op.f("ck_mail_body_letter_kind")),
        sa.CheckConstraint(
            "(kind = 'sign_in') = (revision_id IS NULL)", name=op.f("ck_mail_body_meeting_letters_have_a_revision")
        ),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_mail_body_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_body")),
    )


def one_of(column: str, *several: str) -> str:
    """The rule of a closed list."""
    listed = ", ".join(f"'{one}'" for one in several)
    return f"{column} IN ({listed})"
