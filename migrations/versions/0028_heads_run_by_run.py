"""Decisions on who leads a single run of days, beside those for a city."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

ONE_ANYWHERE = "uq_head_override_one_for_whatever_city"
NOWHERE, NEITHER = (
    sa.text(words) for words in ("duty_station_id IS NULL", "duty_station_id IS NULL AND opens IS NULL")
)
ONE_A_RUN, EITHER = "uq_head_override_session_id_opens", "ck_head_override_for_a_run_or_a_city"


def upgrade() -> None:
    op.drop_index(ONE_ANYWHERE, table_name="head_override")
    with op.batch_alter_table("head_override", copy_from=overrides()) as table:
        table.add_column(opens())
        table.create_unique_constraint(op.f(ONE_A_RUN), ["session_id", "opens"])
        table.create_check_constraint(op.f(EITHER), "opens IS NULL OR duty_station_id IS NULL")
    op.create_index(
        ONE_ANYWHERE, "head_override", ["session_id"], unique=True, sqlite_where=NEITHER, postgresql_where=NEITHER
    )


def downgrade() -> None:
    op.drop_index(ONE_ANYWHERE, table_name="head_override")
    op.execute(
        "DELETE FROM overriding_head WHERE override_id IN (SELECT id FROM head_override WHERE opens IS NOT NULL)"
    )
    op.execute("DELETE FROM head_override WHERE opens IS NOT NULL")
    with op.batch_alter_table("head_override", copy_from=overrides(by_run=True)) as table:
        table.drop_constraint(op.f(ONE_A_RUN), type_="unique")
        table.drop_constraint(op.f(EITHER), type_="check")
        table.drop_column("opens")
    op.create_index(
        ONE_ANYWHERE, "head_override", ["session_id"], unique=True, sqlite_where=NOWHERE, postgresql_where=NOWHERE
    )


def opens() -> sa.Column[sa.Date]:
    return sa.Column("opens", sa.Date(), nullable=True)


def overrides(*, by_run: bool = False) -> sa.Table:
    """The table as it is, written out: SQLite rebuilds it, and cannot look at it where the steps are only printed."""
    return sa.Table(
        "head_override",
        sa.MetaData(naming_convention=op.get_context().opts["target_metadata"].naming_convention),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("document", sa.String(length=500), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("duty_station_id", sa.Integer(), nullable=True),
        *([opens(), sa.UniqueConstraint("session_id", "opens", name=op.f(ONE_A_RUN))] if by_run else []),
        *([sa.CheckConstraint("opens IS NULL OR duty_station_id IS NULL", name=op.f(EITHER))] if by_run else []),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_head_override_has_a_reason")),
        sa.ForeignKeyConstraint(["session_id"], ["committee_session.id"], name=op.f("fk_head_override_session_id")),
        sa.ForeignKeyConstraint(
            ["duty_station_id"], ["duty_station.id"], name=op.f("fk_head_override_duty_station_id")
        ),
        sa.UniqueConstraint(
            "session_id", "duty_station_id", name=op.f("uq_head_override_session_id_duty_station_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head_override")),
    )
