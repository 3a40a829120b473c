"""Mail that comes in: what each was, what became of it, and for a while the message itself."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

CAME = (
    "reply",
    "counter",
    "refresh",
    "organizer's method",
    "bounce",
    "automatic answer",
    "own mail",
    "message",
    "unreadable",
)
VERDICTS = ("applied", "stale", "duplicate", "quarantined", "ignored", "waiting")
SETTLEMENTS = ("answer recorded", "proposal accepted", "proposal declined", "invited", "sent again", "set aside")


def upgrade() -> None:
    op.create_table(
        "received_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.String(length=500), nullable=False),
        sa.Column("came", one_of(*CAME, name="came"), nullable=False),
        sa.Column("verdict", one_of(*VERDICTS, name="verdict"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reason_values", sa.JSON(), nullable=False),
        sa.Column("sender_address", sa.String(length=320), nullable=False),
        sa.Column("sender_name", sa.String(length=500), nullable=False),
        sa.Column("subject", sa.String(length=500), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=True),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("outgoing_id", sa.Integer(), nullable=True),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column("stamp", sa.DateTime(), nullable=True),
        sa.Column("partstat", sa.String(length=40), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("proposed", sa.JSON(), nullable=True),
        sa.Column("settled_at", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.String(length=500), nullable=False),
        sa.Column("settlement", one_of(*SETTLEMENTS, name="settlement"), nullable=True),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (settlement IS NULL)", name=op.f("ck_received_mail_settled_in_some_way")
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["calendar_entry.id"], name=op.f("fk_received_mail_entry_id")),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitation.id"], name=op.f("fk_received_mail_invitation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_received_mail_person_id")),
        sa.ForeignKeyConstraint(["outgoing_id"], ["outgoing_mail.id"], name=op.f("fk_received_mail_outgoing_id")),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_received_mail_answer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_mail")),
        sa.UniqueConstraint("digest", name=op.f("uq_received_mail_digest")),
    )
    for column in ("received_at", "message_id", "entry_id", "person_id"):
        op.create_index(op.f(f"ix_received_mail_{column}"), "received_mail", [column])
    op.create_index("ix_received_mail_verdict_settled_at_id", "received_mail", ["verdict", "settled_at", "id"])
    op.create_index("ix_received_mail_invitation_id_id", "received_mail", ["invitation_id", "id"])
    op.create_table(
        "received_content",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["received_mail.id"], name=op.f("fk_received_content_mail_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_content")),
        sa.UniqueConstraint("mail_id", name=op.f("uq_received_content_mail_id")),
    )
    op.create_index(op.f("ix_received_content_kept_until"), "received_content", ["kept_until"])


def downgrade() -> None:
    op.drop_table("received_content")
    op.drop_table("received_mail")


def one_of(*words: str, name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=60)
