"""Answers that an officer corrects, people who come in another's place, and when a calendar was last fetched."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

OPEN = sa.text("state = 'open'")
SOURCES = ("link", "signed in", "calendar", "mail", "letter", "phone", "in person")
SOURCES_NOW = (*SOURCES, "correction")
RULE = "ck_answer_answer_source"


def upgrade() -> None:
    with op.batch_alter_table("answer", copy_from=answer(SOURCES)) as table:
        table.add_column(reason())
        table.drop_constraint(op.f(RULE), type_="check")
        table.create_check_constraint(op.f(RULE), listed(SOURCES_NOW))
    op.add_column("feed_subscription", sa.Column("last_read_at", sa.DateTime(), nullable=True))
    op.create_table(
        "substitution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("name_en", sa.String(length=500), nullable=False),
        sa.Column("name_th", sa.String(length=500), nullable=False),
        sa.Column("position_en", sa.String(length=500), nullable=False),
        sa.Column("position_th", sa.String(length=500), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=False),
        sa.Column("phone", sa.String(length=500), nullable=False),
        sa.Column("language", one_of("th", "en", name="language"), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source", one_of(*SOURCES_NOW, name="source"), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("state", one_of("open", "taken back", "refused", "approved", name="state"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.String(length=500), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(state = 'open') = (decided_at IS NULL)", name=op.f("ck_substitution_is_open_until_decided")
        ),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name=op.f("fk_substitution_invitation_id")),
        sa.ForeignKeyConstraint(["substitute_id"], ["person.id"], name=op.f("fk_substitution_substitute_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitution")),
    )
    op.create_index(op.f("ix_substitution_invitation_id"), "substitution", ["invitation_id"])
    op.create_index(op.f("ix_substitution_substitute_id"), "substitution", ["substitute_id"])
    op.create_index(
        "uq_substitution_one_open_per_invitation",
        "substitution",
        ["invitation_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_table("substitution")
    op.drop_column("feed_subscription", "last_read_at")
    op.execute("UPDATE answer SET source = 'mail' WHERE source = 'correction'")
    with op.batch_alter_table("answer", copy_from=answer(SOURCES_NOW, reason())) as table:
        table.drop_constraint(op.f(RULE), type_="check")
        table.create_check_constraint(op.f(RULE), listed(SOURCES))
        table.drop_column("reason")


def listed(sources: tuple[str, ...]) -> str:
    return f"source IN ({', '.join(repr(source) for source in sources)})"


def reason() -> sa.Column[str]:
    return sa.Column("reason", sa.Text(), server_default=sa.text("''"), nullable=False)


def one_of(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=60)


def answer(sources: tuple[str, ...], *more: sa.schema.SchemaItem) -> sa.Table:
    """The table as it is, written out: SQLite rebuilds it, and cannot look at it where the steps are only printed."""
    answers = one_of("NEEDS-ACTION", "ACCEPTED", "TENTATIVE", "DECLINED", "DELEGATED", name="partstat")
    return sa.Table(
        "answer",
        sa.MetaData(naming_convention=op.get_context().opts["target_metadata"].naming_convention),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("partstat", answers, nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("said_by", sa.String(length=500), nullable=False),
        sa.Column("said_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(length=500), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        *more,
        sa.CheckConstraint(listed(sources), name=op.f(RULE)),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name=op.f("fk_answer_invitation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.Index("ix_answer_invitation_id_id", "invitation_id", "id"),
        sa.Index("ix_answer_recorded_at", "recorded_at"),
    )
