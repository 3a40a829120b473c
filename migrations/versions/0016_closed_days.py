"""Closed days with their source and state, and the years whose lists are on file as a whole."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

RULE = "state IN ('confirmed', 'expected')"


def upgrade() -> None:
    op.create_table(
        "closed_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("closure_list_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=500), nullable=False),
        sa.Column("added_by", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["closure_list_id"], ["closure_list.id"], name=op.f("fk_closed_year_closure_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_year")),
        sa.UniqueConstraint("closure_list_id", "year", name=op.f("uq_closed_year_closure_list_id_year")),
    )
    with op.batch_alter_table("closed_day", copy_from=closed_day(told=False)) as table:
        for column in columns():
            table.add_column(column)
        table.create_check_constraint(op.f("ck_closed_day_closed_day_state"), RULE)
    fill()


def downgrade() -> None:
    with op.batch_alter_table("closed_day", copy_from=closed_day(told=True)) as table:
        table.drop_constraint(op.f("ck_closed_day_closed_day_state"), type_="check")
        for name in ("added_by", "state", "source"):
            table.drop_column(name)
    op.drop_table("closed_year")


def fill() -> None:
    """Every year of which days were seeded is on file as a whole, and each day is from where its list is."""
    lists = sa.table("closure_list", sa.column("id", sa.Integer), sa.column("source", sa.String))
    days = sa.table(
        "closed_day",
        sa.column("closure_list_id", sa.Integer),
        sa.column("day", sa.Date),
        sa.column("source", sa.String),
    )
    years = sa.table("closed_year", *map(sa.column, ("closure_list_id", "year", "source", "added_by")))
    own = sa.select(lists.c.source).where(lists.c.id == days.c.closure_list_id).scalar_subquery()
    op.execute(days.update().values(source=own))
    seeded = (
        sa.select(days.c.closure_list_id, sa.extract("year", days.c.day), lists.c.source, sa.literal_column("''"))
        .join_from(days, lists, lists.c.id == days.c.closure_list_id)
        .distinct()
    )
    op.execute(years.insert().from_select(["closure_list_id", "year", "source", "added_by"], seeded))


def columns() -> list[sa.Column[str]]:
    return [
        sa.Column("source", sa.String(length=500), server_default=sa.text("''"), nullable=False),
        sa.Column("state", sa.String(length=60), server_default=sa.text("'expected'"), nullable=False),
        sa.Column("added_by", sa.String(length=500), server_default=sa.text("''"), nullable=False),
    ]


def closed_day(*, told: bool) -> sa.Table:
    """The table as it is, written out: SQLite rebuilds it, and cannot look at it where the steps are only printed."""
    return sa.Table(
        "closed_day",
        sa.MetaData(naming_convention=op.get_context().opts["target_metadata"].naming_convention),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("closure_list_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name_en", sa.String(length=500), nullable=False),
        sa.Column("name_th", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["closure_list_id"], ["closure_list.id"], name=op.f("fk_closed_day_closure_list_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_day")),
        sa.UniqueConstraint("closure_list_id", "day", name=op.f("uq_closed_day_closure_list_id_day")),
        *([*columns(), sa.CheckConstraint(RULE, name=op.f("ck_closed_day_closed_day_state"))] if told else []),
    )
