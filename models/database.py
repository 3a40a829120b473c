"""The database: its naming rules, its instants, and how SQLite is made to keep its word."""

from datetime import UTC, datetime
from enum import Enum
from typing import Annotated, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, MetaData, String, TypeDecorator, event
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

WRITES = "samai_writes"
"""The execution option that makes SQLite take its write lock at BEGIN, before the first read of a deed."""

BUSY_MILLISECONDS = 5000


class Base(DeclarativeBase):
    """What every remembered thing is."""

    metadata = MetaData(naming_convention=NAMES)


class Instant(TypeDecorator[datetime]):
    """An aware instant, kept in UTC to the microsecond; a naive one is refused with a `ValueError`.

    It is stored without a zone and in UTC, so that order by text (SQLite) is order by time.
    """

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into UTC without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive instant refused: {value.isoformat()}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the stored instant its zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


def stored(words: type[Enum], name: str) -> SqlEnum:
    """A column type for a closed list of words: their values, checked by a named constraint."""
    return SqlEnum(
        words,
        name=name,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=60,
        values_callable=lambda kind: [str(member.value) for member in kind],
    )


Key = Annotated[int, mapped_column(primary_key=True)]
"""A row's own number."""

Slug = Annotated[str, mapped_column(String(60))]
"""A short name that files and addresses use: lower case, digits and hyphens."""

Line = Annotated[str, mapped_column(String(500), default="")]
"""One line of words."""

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


@event.listens_for(Engine, "connect")
def prepare_sqlite(connection: Any, _record: object) -> None:
    """Write-ahead log, full sync, foreign keys, and transactions that we begin ourselves."""
    if type(connection).__module__.startswith("sqlite3"):
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
        cursor.close()


@event.listens_for(Engine, "begin")
def begin_sqlite(connection: Connection) -> None:
    """A deed takes the write lock at once: an upgrade from read to write would lose to a busy neighbour."""
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
