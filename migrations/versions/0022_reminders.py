"""Reminders that are due, ladders of them, pauses, and who holds the mail."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

OLD = ("invitation", "update", "cancellation", "sign_in")
NEW = ("invitation", "update", "cancellation", "reminder", "sign_in")


def upgrade() -> None:
    let_bodies_be(OLD, NEW)
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("kind", word("reminder_kind", "answer", "meeting"), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("planned_for", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column(
            "state",
            word("reminder_state", "planned", "sent", "joined", "withheld", "held", "missed"),
            nullable=False,
        ),
        sa.Column("waits", word("reminder_waits", "hours", "letter", "cap"), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("held_by", sa.String(length=500), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["entry_id"], ["calendar_entry.id"], name=op.f("fk_reminder_entry_id")),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name=op.f("fk_reminder_invitation_id")),
        sa.ForeignKeyConstraint(["mail_id"], ["outgoing_mail.id"], name=op.f("fk_reminder_mail_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "invitation_id", "kind", "step", "sequence", name=op.f("uq_reminder_invitation_id_kind_step_sequence")
        ),
    )
    op.create_index("ix_reminder_state_due_at", "reminder", ["state", "due_at"])
    for column in ("entry_id", "done_at", "mail_id"):
        op.create_index(op.f(f"ix_reminder_{column}"), "reminder", [column])
    op.create_table(
        "reminder_ladder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("committee_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("steps", sa.String(length=500), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_reminder_ladder_agency_id")),
        sa.ForeignKeyConstraint(["committee_id"], ["committee.id"], name=op.f("fk_reminder_ladder_committee_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_ladder")),
        sa.UniqueConstraint("committee_id", "agency_id", name=op.f("uq_reminder_ladder_committee_id_agency_id")),
    )
    alone = sa.text("agency_id IS NULL")
    op.create_index(
        "uq_reminder_ladder_one_for_all",
        "reminder_ladder",
        ["committee_id"],
        unique=True,
        sqlite_where=alone,
        postgresql_where=alone,
    )
    op.create_table(
        "reminder_pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("paused_at", sa.DateTime(), nullable=False),
        sa.Column("paused_by", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["calendar_entry.id"], name=op.f("fk_reminder_pause_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder_pause")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_reminder_pause_entry_id")),
    )
    op.add_column(
        "installation", sa.Column("mail_held_by", sa.String(length=500), server_default=sa.text("''"), nullable=False)
    )
    op.add_column("installation", sa.Column("late_reminders_allowed_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("installation", "late_reminders_allowed_at")
    op.drop_column("installation", "mail_held_by")
    op.drop_table("reminder_pause")
    op.drop_table("reminder_ladder")
    op.drop_table("reminder")
    # the older program knows no such letter: what it says of the meeting, and to whom, stays
    op.execute("UPDATE mail_body SET kind = 'update' WHERE kind = 'reminder'")
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


def word(name: str, *several: str) -> sa.Enum:
    """A column of one of these words."""
    return sa.Enum(*several, name=name, native_enum=False, create_constraint=True, length=60)
