"""Decisions on who leads: one for each city, or for whatever city, and several heads in their order."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NOWHERE = sa.text("duty_station_id IS NULL")
ONE_ANYWHERE = "uq_head_override_one_for_whatever_city"


def upgrade() -> None:
    op.create_table(
        "overriding_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("override_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["override_id"], ["head_override.id"], name=op.f("fk_overriding_head_override_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_overriding_head_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overriding_head")),
        sa.UniqueConstraint("override_id", "person_id", name=op.f("uq_overriding_head_override_id_person_id")),
        sa.UniqueConstraint("override_id", "position", name=op.f("uq_overriding_head_override_id_position")),
    )
    op.execute(
        "INSERT INTO overriding_head (override_id, position, person_id) SELECT id, 1, person_id FROM head_override"
    )
    with op.batch_alter_table("head_override", copy_from=overrides(by_city=False)) as table:
        table.drop_constraint(op.f("uq_head_override_session_id"), type_="unique")
        table.drop_constraint(op.f("fk_head_override_person_id"), type_="foreignkey")
        table.drop_column("person_id")
        table.add_column(city())
        table.create_foreign_key(op.f("fk_head_override_duty_station_id"), "duty_station", ["duty_station_id"], ["id"])
        table.create_unique_constraint(
            op.f("uq_head_override_session_id_duty_station_id"), ["session_id", "duty_station_id"]
        )
    op.create_index(
        ONE_ANYWHERE, "head_override", ["session_id"], unique=True, sqlite_where=NOWHERE, postgresql_where=NOWHERE
    )


def downgrade() -> None:
    op.drop_index(ONE_ANYWHERE, table_name="head_override")
    with op.batch_alter_table("head_override", copy_from=overrides(by_city=True)) as table:
        table.add_column(sa.Column("person_id", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE head_override SET person_id = (SELECT person_id FROM overriding_head"
        " WHERE overriding_head.override_id = head_override.id AND position = 1)"
    )
    op.drop_table("overriding_head")
    op.execute(
        "DELETE FROM head_override WHERE id NOT IN (SELECT min(id) FROM head_override GROUP BY session_id)"
    )
    with op.batch_alter_table("head_override", copy_from=overrides(by_city=True, led=True)) as table:
        table.drop_constraint(op.f("uq_head_override_session_id_duty_station_id"), type_="unique")
        table.drop_constraint(op.f("fk_head_override_duty_station_id"), type_="foreignkey")
        table.drop_column("duty_station_id")
        table.alter_column("person_id", existing_type=sa.Integer(), nullable=False)
        table.create_foreign_key(op.f("fk_head_override_person_id"), "person", ["person_id"], ["id"])
        table.create_unique_constraint(op.f("uq_head_override_session_id"), ["session_id"])


def city() -> sa.Column[int]:
    return sa.Column("duty_station_id", sa.Integer(), nullable=True)


def names() -> sa.MetaData:
    return sa.MetaData(naming_convention=op.get_context().opts["target_metadata"].naming_convention)


def overrides(*, by_city: bool, led: bool = False) -> sa.Table:
    """The table as it is, written out: SQLite rebuilds it, and cannot look at it where the steps are only printed."""
    return sa.Table(
        "head_override",
        names(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        *([] if by_city else [sa.Column("person_id", sa.Integer(), nullable=False)]),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("document", sa.String(length=500), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        *([city()] if by_city else []),
        *([sa.Column("person_id", sa.Integer(), nullable=True)] if led else []),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_head_override_has_a_reason")),
        sa.ForeignKeyConstraint(["session_id"], ["committee_session.id"], name=op.f("fk_head_override_session_id")),
        *(rules_by_city() if by_city else rules_before()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head_override")),
    )


def rules_by_city() -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(
            ["duty_station_id"], ["duty_station.id"], name=op.f("fk_head_override_duty_station_id")
        ),
        sa.UniqueConstraint(
            "session_id", "duty_station_id", name=op.f("uq_head_override_session_id_duty_station_id")
        ),
    ]


def rules_before() -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_head_override_person_id")),
        sa.UniqueConstraint("session_id", name=op.f("uq_head_override_session_id")),
    ]
