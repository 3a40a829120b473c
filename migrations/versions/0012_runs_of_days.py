"""Runs of days: each in a city of its own, under identities in calendars that a session keeps when it loses its days."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "block_identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["calendar_entry.id"], name=op.f("fk_block_identity_entry_id")),
        sa.ForeignKeyConstraint(["session_id"], ["committee_session.id"], name=op.f("fk_block_identity_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block_identity")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_block_identity_entry_id")),
        sa.UniqueConstraint("session_id", "position", name=op.f("uq_block_identity_session_id_position")),
    )
    op.execute(
        "INSERT INTO block_identity (session_id, position, entry_id) SELECT session_id,"
        " row_number() OVER (PARTITION BY session_id ORDER BY opens, id), entry_id FROM block ORDER BY session_id, opens"
    )
    with op.batch_alter_table("block", copy_from=block(placed=False)) as table:
        table.add_column(city())
        table.create_foreign_key(op.f("fk_block_duty_station_id"), "duty_station", ["duty_station_id"], ["id"])
    op.execute(
        "UPDATE block SET duty_station_id = (SELECT duty_station_id FROM committee_session"
        " WHERE committee_session.id = block.session_id)"
    )


def downgrade() -> None:
    with op.batch_alter_table("block", copy_from=block(placed=True)) as table:
        table.drop_constraint(op.f("fk_block_duty_station_id"), type_="foreignkey")
        table.drop_column("duty_station_id")
    op.drop_table("block_identity")


def city() -> sa.Column[int]:
    return sa.Column("duty_station_id", sa.Integer(), nullable=True)


def names() -> sa.MetaData:
    return sa.MetaData(naming_convention=op.get_context().opts["target_metadata"].naming_convention)


def block(*, placed: bool) -> sa.Table:
    """The table as it is, written out: SQLite rebuilds it, and cannot look at it where the steps are only printed."""
    return sa.Table(
        "block",
        names(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=True),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("closes >= opens", name=op.f("ck_block_closes_after_it_opens")),
        sa.ForeignKeyConstraint(["entry_id"], ["calendar_entry.id"], name=op.f("fk_block_entry_id")),
        sa.ForeignKeyConstraint(["session_id"], ["committee_session.id"], name=op.f("fk_block_session_id")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_block_venue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_block_entry_id")),
        *([city(), city_rule()] if placed else []),
    )


def city_rule() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["duty_station_id"], ["duty_station.id"], name=op.f("fk_block_duty_station_id"))
