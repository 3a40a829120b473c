"""What is classified: consultations of which nothing leaves, and what was said of each file when it was enclosed.

Agencies answer by letter too: of a classified meeting, by nothing else.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

LEVELS = ("unclassified", "confidential", "secret", "top secret")
RULE = f"classification IN ({', '.join(repr(level) for level in LEVELS)})"
SOURCES = ("link", "signed in", "calendar", "mail", "phone", "in person")
SOURCES_NOW = ("link", "signed in", "calendar", "mail", "letter", "phone", "in person")


def upgrade() -> None:
    for name, before in (("consultation", consultation(classified=False)), ("paper", paper(classified=False))):
        with op.batch_alter_table(name, copy_from=before) as table:
            table.add_column(column())
            table.create_check_constraint(op.f(f"ck_{name}_classification"), RULE)
    op.add_column("paper", sa.Column("words", sa.Text(), server_default=sa.text("''"), nullable=False))
    let_answers_come(before=SOURCES, after=SOURCES_NOW)


def downgrade() -> None:
    op.execute("UPDATE answer SET source = 'mail' WHERE source = 'letter'")
    let_answers_come(before=SOURCES_NOW, after=SOURCES)
    op.drop_column("paper", "words")
    for name, before in (("consultation", consultation(classified=True)), ("paper", paper(classified=True))):
        with op.batch_alter_table(name, copy_from=before) as table:
            table.drop_constraint(op.f(f"ck_{name}_classification"), type_="check")
            table.drop_column("classification")


def let_answers_come(*, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    """Change the closed list of ways in which answers reach the desk."""
    name = op.f("ck_answer_answer_source")
    with op.batch_alter_table("answer", copy_from=answer(before)) as table:
        table.drop_constraint(name, type_="check")
        table.create_check_constraint(name, f"source IN ({', '.join(repr(source) for source in after)})")


def column() -> sa.Column[str]:
    return sa.Column("classification", sa.String(length=60), server_default=sa.text("'unclassified'"), nullable=False)


def rule(name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(RULE, name=op.f(f"ck_{name}_classification"))


def one_of(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=60)


def names() -> sa.MetaData:
    return sa.MetaData(naming_convention=op.get_context().opts["target_metadata"].naming_convention)


def consultation(*, classified: bool) -> sa.Table:
    """The table as it is, written out: SQLite rebuilds it, and cannot look at it where the steps are only printed."""
    return sa.Table(
        "consultation",
        names(),
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
        sa.Column("modality", one_of("in person", "online", "hybrid", name="consultation_modality"), nullable=False),
        sa.Column("place", sa.String(length=500), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("letter_number", sa.String(length=500), nullable=False),
        sa.Column("letter_dated", sa.Date(), nullable=True),
        sa.Column("reply_by", sa.Date(), nullable=True),
        sa.Column("status", one_of("planned", "held", "cancelled", name="consultation_status"), nullable=False),
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
        *([column(), rule("consultation")] if classified else []),
    )


def paper(*, classified: bool) -> sa.Table:
    """The same of enclosed files."""
    return sa.Table(
        "paper",
        names(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kind", one_of("signed letter", "enclosure", name="enclosure_kind"), nullable=False),
        sa.Column("name", sa.String(length=500), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_paper_consultation_id")),
        sa.ForeignKeyConstraint(["digest"], ["paper_content.digest"], name=op.f("fk_paper_digest")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
        sa.UniqueConstraint("consultation_id", "digest", name=op.f("uq_paper_consultation_id_digest")),
        sa.Index("ix_paper_digest", "digest"),
        *([column(), rule("paper")] if classified else []),
    )


def answer(sources: tuple[str, ...]) -> sa.Table:
    """The same of answers."""
    listed = f"source IN ({', '.join(repr(source) for source in sources)})"
    answers = one_of("NEEDS-ACTION", "ACCEPTED", "TENTATIVE", "DECLINED", "DELEGATED", name="partstat")
    return sa.Table(
        "answer",
        names(),
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
        sa.CheckConstraint(listed, name=op.f("ck_answer_answer_source")),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name=op.f("fk_answer_invitation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.Index("ix_answer_invitation_id_id", "invitation_id", "id"),
        sa.Index("ix_answer_recorded_at", "recorded_at"),
    )
