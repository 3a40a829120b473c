"""The database: its naming rules, its instants, and how SQLite and PostgreSQL are made to keep the same word."""

from datetime import UTC, datetime
from enum import Enum
from typing import Annotated, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, MetaData, String, TypeDecorator, event, make_url
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

WRITES = "samai_writes"
"""The execution option of a transaction that takes the write lock at its BEGIN, before the first read of a deed."""

WAITS = "samai_waits"
"""The execution option that says for how many milliseconds such a transaction waits for the lock."""

BUSY_MILLISECONDS = 5000
FORGOTTEN_MILLISECONDS = 60_000
"""PostgreSQL ends a transaction in which nothing happens for so long: whoever began it is lost, and holds a lock."""

WRITE_LOCK = 0x53616D6169
"""The number of PostgreSQL's write lock: it names no row and no table, and belongs to one database."""

AWAY = ("08", "53", "55P03", "57P")
"""How PostgreSQL says that it is not there, full, held by somebody else, or about to stop (SQLSTATE)."""

AWAY_SQLITE = ("database is locked", "database or disk is full", "unable to open database file")
"""How SQLite says the same."""

DISK_FULL = "53100"
"""PostgreSQL's own number for it."""

NO_TABLE = ("42P01", "42703")
"""What PostgreSQL calls a table, and a column, that is not there (SQLSTATE)."""


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


class written(FunctionElement[str]):  # noqa: N801 - a function of SQL
    """An instant in a query as text of always the same length, "2022-01-04 02:00:00.000000", so that it sorts as it is.

    A wide page reads thousands of instants, of which it needs the days: as values they would cost more than the query.
    """

    type = String()
    inherit_cache = True


@compiles(written)
def written_by_sqlite(element: written, compiler: SQLCompiler, **options: Any) -> str:
    """SQLite keeps the very text."""
    return compiler.process(element.clauses, **options)


@compiles(written, "postgresql")
def written_by_postgresql(element: written, compiler: SQLCompiler, **options: Any) -> str:
    """PostgreSQL writes it so when asked."""
    return f"to_char({compiler.process(element.clauses, **options)}, 'YYYY-MM-DD HH24:MI:SS.US')"


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
def prepare(connection: Any, _record: object) -> None:
    """Tell a new connection how long it may wait, and SQLite how to keep its word."""
    if type(connection).__module__.startswith("sqlite3"):
        prepare_sqlite(connection)
    else:
        prepare_postgresql(connection)


def prepare_sqlite(connection: Any) -> None:
    """Write-ahead log, full sync, foreign keys, nothing left of what was erased, and transactions that we begin."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    cursor.close()


def prepare_postgresql(connection: Any) -> None:
    """Wait for a row as long as SQLite would for the file, and let nobody who is lost keep a lock."""
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {BUSY_MILLISECONDS}")
        cursor.execute(f"SET idle_in_transaction_session_timeout = {FORGOTTEN_MILLISECONDS}")
    connection.autocommit = False


@event.listens_for(Engine, "begin")
def begin(connection: Connection) -> None:
    """Begin as a reader or as a writer, alike in both databases.

    A reader sees one state of the tables from its first query to its last, however many there are. A writer takes
    the one write lock before it reads anything: it sees what the writer before it left, and no two interleave.
    """
    options = connection.get_execution_options()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(WRITES) else "BEGIN")
    elif "isolation_level" not in options:
        begin_postgresql(connection, writes=options.get(WRITES, False), waits=options.get(WAITS, BUSY_MILLISECONDS))


def begin_postgresql(connection: Connection, *, writes: bool, waits: int) -> None:
    """A reader's snapshot is its whole transaction's; a writer's begins behind the lock that it may have waited for.

    The level is the driver's to remember and costs no word to the server.
    """
    driver: Any = connection.connection.dbapi_connection
    connection.dialect.set_isolation_level(driver, "READ COMMITTED" if writes else "REPEATABLE READ")
    if writes:
        if waits != BUSY_MILLISECONDS:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {waits}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")


def engine_options(uri: str) -> dict[str, Any]:
    """How the connections to this database are kept: none that a restarted server has ended is used again.

    What the address itself says of a connection counts before this. One process holds at most 15 of them, which
    leaves room for several within PostgreSQL's usual hundred.
    """
    url = make_url(uri)
    options: dict[str, Any] = {"hide_parameters": True}  # people's names have no place in a log
    if url.get_backend_name() == "sqlite":
        return options
    wished: dict[str, Any] = {
        "connect_timeout": 5,
        "application_name": "samai",
        "keepalives_idle": 30,
        "keepalives_interval": 10,
        "keepalives_count": 3,
    }
    arguments = {name: value for name, value in wished.items() if name not in url.query}
    return options | {"pool_pre_ping": True, "pool_timeout": 5, "connect_args": arguments}


def lacks_tables(error: DBAPIError) -> bool:
    """Whether the tables are not there, or older than the code."""
    text = str(error.orig)
    return getattr(error.orig, "sqlstate", "") in NO_TABLE or "no such table" in text or "no such column" in text


def is_full(error: object) -> bool:
    """Whether there is no room left where the database keeps its rows."""
    cause = getattr(error, "orig", None)
    return getattr(cause, "sqlstate", "") == DISK_FULL or "disk is full" in str(cause)


def said_by(error: BaseException) -> str:
    """A database's own words, on one line, for the log."""
    return " ".join(str(getattr(error, "orig", error)).split())[:300]


def does_not_answer(error: BaseException) -> bool:
    """Whether somebody else holds the database, or it is full or away: the same may be asked again."""
    cause = getattr(error, "orig", None)
    state = getattr(cause, "sqlstate", "")  # None where PostgreSQL was not even reached
    return str(cause).startswith(AWAY_SQLITE) or state is None or state.startswith(AWAY)
