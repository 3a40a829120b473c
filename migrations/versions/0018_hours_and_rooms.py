"""Hours of meetings: a building's usual ones, and those of a session's single days, with the room."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

USUAL = "10:00-13:00, 15:00-18:00"


def upgrade() -> None:
    with op.batch_alter_table("venue", copy_from=venue()) as table:
        table.add_column(hours(default=USUAL))
    with op.batch_alter_table("venue", copy_from=venue(hours(default=USUAL))) as table:
        table.alter_column("hours", server_default=None, existing_type=sa.String(500), existing_nullable=False)
    op.create_table(
        "session_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("hours", sa.String(length=500), nullable=True),
        sa.Column("room", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["committee_session.id"], name=op.f("fk_session_day_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_day")),
        sa.UniqueConstraint("session_id", "day", name=op.f("uq_session_day_session_id_day")),
    )


def downgrade() -> None:
    op.drop_table("session_day")
    with op.batch_alter_table("venue", copy_from=venue(hours())) as table:
        table.drop_column("hours")


def hours(*, default: str | None = None) -> sa.Column[str]:
    plain = None if default is None else sa.text(f"'{default}'")
    return sa.Column("hours", sa.String(length=500), nullable=False, server_default=plain)


def venue(*more: sa.schema.SchemaItem) -> sa.Table:
    """The table as it is, written out: SQLite rebuilds it, and cannot look at it where the steps are only printed."""
    return sa.Table(
        "venue",
        sa.MetaData(naming_convention=op.get_context().opts["target_metadata"].naming_convention),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("duty_station_id", sa.Integer(), nullable=False),
        sa.Column("name_en", sa.String(length=500), nullable=False),
        sa.Column("name_th", sa.String(length=500), nullable=False),
        *more,
        sa.ForeignKeyConstraint(["duty_station_id"], ["duty_station.id"], name=op.f("fk_venue_duty_station_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue")),
        sa.UniqueConstraint("key", name=op.f("uq_venue_key")),
    )
