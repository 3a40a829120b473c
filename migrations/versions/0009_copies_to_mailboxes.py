"""Letters that an agency's central mailbox gets a copy of: they are nobody's own."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

COPY = sa.text("person_id IS NULL")
ROLES = ("CHAIR", "REQ-PARTICIPANT", "OPT-PARTICIPANT")
ANSWERS = ("NEEDS-ACTION", "ACCEPTED", "TENTATIVE", "DECLINED", "DELEGATED")
STATES = ("draft", "queued", "sending", "sent", "refused", "bounced", "dropped")


def upgrade() -> None:
    let_be_nobodys(nullable=True)
    op.create_index(
        "uq_invitation_one_copy_per_agency",
        "invitation",
        ["entry_id", "agency_id"],
        unique=True,
        sqlite_where=COPY,
        postgresql_where=COPY,
    )


def downgrade() -> None:
    op.drop_index("uq_invitation_one_copy_per_agency", table_name="invitation")
    op.execute("DELETE FROM outgoing_mail WHERE person_id IS NULL")
    op.execute("DELETE FROM invitation WHERE person_id IS NULL")
    let_be_nobodys(nullable=False)


def let_be_nobodys(*, nullable: bool) -> None:
    """Let both tables have rows without a person, or not. SQLite changes no column: its tables are written anew."""
    if op.get_bind().dialect.name == "sqlite":
        rewrite("invitation", invitation(nullable=nullable))
        rewrite("outgoing_mail", outgoing_mail(nullable=nullable))
        indexes()
        return
    op.alter_column("invitation", "person_id", nullable=nullable)
    op.alter_column("outgoing_mail", "person_id", nullable=nullable)
    check, rule = op.f("ck_invitation_is_for_somebody"), "person_id IS NOT NULL OR agency_id IS NOT NULL"
    if nullable:
        op.add_column("outgoing_mail", sa.Column("copied", sa.Text(), server_default=sa.text("''"), nullable=False))
        op.create_check_constraint(check, "invitation", rule)
    else:
        op.drop_column("outgoing_mail", "copied")
        op.drop_constraint(check, "invitation", type_="check")


def rewrite(name: str, parts: list[sa.schema.SchemaItem]) -> None:
    """Put a table's rows into one of the same name with these columns; nothing follows foreign keys meanwhile."""
    op.create_table(f"new_{name}", *parts)
    columns = ", ".join(part.name for part in parts if isinstance(part, sa.Column) and part.name != "copied")
    op.execute(f"INSERT INTO new_{name} ({columns}) SELECT {columns} FROM {name}")
    op.drop_table(name)
    op.rename_table(f"new_{name}", name)



def invitation(*, nullable: bool) -> list[sa.schema.SchemaItem]:
    rule = sa.CheckConstraint(
        "person_id IS NOT NULL OR agency_id IS NOT NULL", name=op.f("ck_invitation_is_for_somebody")
    )
    methods = ("REQUEST", "CANCEL")
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=nullable),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("participation", sa.String(60), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.Column("told_revision_id", sa.Integer(), nullable=True),
        sa.Column("told_method", sa.String(60), nullable=True),
        *([rule] if nullable else []),
        one_of("ck_invitation_participation", "participation", ROLES),
        one_of("ck_invitation_told_method", "told_method", methods),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_invitation_agency_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["calendar_entry.id"], name=op.f("fk_invitation_entry_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invitation_person_id")),
        sa.ForeignKeyConstraint(["told_revision_id"], ["revision.id"], name=op.f("fk_invitation_told_revision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("entry_id", "person_id", name=op.f("uq_invitation_entry_id_person_id")),
    ]


def one_of(name: str, column: str, several: tuple[str, ...]) -> sa.CheckConstraint:
    """The rule of a closed list, under the name that it has had: the table's own is another while it is written."""
    listed = ", ".join(f"'{one}'" for one in several)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(name))


def outgoing_mail(*, nullable: bool) -> list[sa.schema.SchemaItem]:
    copied = sa.Column("copied", sa.Text(), server_default=sa.text("''"), nullable=False)
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=nullable),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("sign_in_link_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("language", sa.String(60), nullable=False),
        sa.Column("participation", sa.String(60), nullable=True),
        sa.Column("partstat", sa.String(60), nullable=True),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("thread", sa.Text(), nullable=False),
        sa.Column("previous_revision_id", sa.Integer(), nullable=True),
        sa.Column("previous_method", sa.String(60), nullable=True),
        sa.Column("state", sa.String(60), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(length=80), nullable=True),
        sa.Column("lease_until", sa.DateTime(), nullable=True),
        sa.Column("dated", sa.DateTime(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("reply_code", sa.Integer(), nullable=True),
        sa.Column("reply_text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("encloses", sa.Boolean(), server_default=sa.false(), nullable=False),
        *([copied] if nullable else []),
        *rules_of_mail(),
    ]


def rules_of_mail() -> list[sa.schema.SchemaItem]:
    return [
        one_of("ck_outgoing_mail_mail_language", "language", ("th", "en")),
        one_of("ck_outgoing_mail_mail_participation", "participation", ROLES),
        one_of("ck_outgoing_mail_mail_partstat", "partstat", ANSWERS),
        one_of("ck_outgoing_mail_previous_method", "previous_method", ("REQUEST", "CANCEL")),
        one_of("ck_outgoing_mail_mail_state", "state", STATES),
        sa.ForeignKeyConstraint(["batch_id"], ["mail_batch.id"], name=op.f("fk_outgoing_mail_batch_id")),
        sa.ForeignKeyConstraint(["body_id"], ["mail_body.id"], name=op.f("fk_outgoing_mail_body_id")),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name=op.f("fk_outgoing_mail_invitation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outgoing_mail_person_id")),
        sa.ForeignKeyConstraint(
            ["previous_revision_id"], ["revision.id"], name=op.f("fk_outgoing_mail_previous_revision_id")
        ),
        sa.ForeignKeyConstraint(
            ["sign_in_link_id"], ["sign_in_link.id"], name=op.f("fk_outgoing_mail_sign_in_link_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outgoing_mail_message_id")),
    ]


def indexes() -> None:
    op.create_index(op.f("ix_invitation_person_id"), "invitation", ["person_id"])
    op.create_index(op.f("ix_outgoing_mail_batch_id"), "outgoing_mail", ["batch_id"])
    op.create_index("ix_outgoing_mail_invitation_id_id", "outgoing_mail", ["invitation_id", "id"])
    op.create_index("ix_outgoing_mail_state_due_at", "outgoing_mail", ["state", "due_at"])
