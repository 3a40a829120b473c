"""A PostgreSQL database as one file, by its own programs `pg_dump`, `pg_restore` and `psql`."""

import os
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from shutil import which
from typing import Any

from sqlalchemy import Engine, Select, func, make_url, select, table, text
from sqlalchemy.dialects.postgresql.base import PGDialect

from models.audit import AuditRow
from models.database import WRITE_LOCK
from scheduler.keeping.facts import Facts, facts_in
from scheduler.keeping.manifest import Manifest
from scheduler.keeping.schema import VERSION
from vocabulary.refusals import Refusal
from vocabulary.text import N_

NO_PROGRAM = N_("The program %(program)s is missing. On Debian: sudo apt-get install postgresql-client")
PROGRAM_FAILED = N_(
    "%(program)s failed, and the database is as it was: %(reason)s. Put right what it names, then try again."
)
WAIT_SECONDS = 60
"""How long a backup or a restore waits for whoever holds the tables."""

ALONE = f"""
BEGIN;
SET client_min_messages = warning;
SET lock_timeout = '{WAIT_SECONDS}s';
DO $samai$ DECLARE found text; holds boolean; BEGIN
  PERFORM pg_advisory_xact_lock({WRITE_LOCK});
  FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema LOOP
    IF found <> '{VERSION.name}' THEN
      EXECUTE format('SELECT EXISTS (SELECT FROM %I)', found) INTO holds;
      IF holds THEN RAISE EXCEPTION 'somebody has written into % meanwhile', found; END IF;
    END IF;
    EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', found);
  END LOOP;
  FOR found IN SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = current_schema::regnamespace AND prorettype = 'trigger'::regtype LOOP
    EXECUTE 'DROP FUNCTION ' || found;
  END LOOP;
END $samai$;
"""  # noqa: S608 - our own words
"""Behind the write lock of all deeds: an empty database without the tables that it may have had."""

UNLESS = """
DO $samai$ BEGIN
  IF ({query}) IS DISTINCT FROM {value} THEN RAISE EXCEPTION USING MESSAGE = {wrong}; END IF;
END $samai$;
"""
HELD = """
INSERT INTO installation (id, mail_held_at, mail_held_why) VALUES (1, now() AT TIME ZONE 'UTC', {why})
ON CONFLICT (id) DO UPDATE SET mail_held_at = excluded.mail_held_at, mail_held_why = excluded.mail_held_why;
COMMIT;
"""
"""The last words of the script: where it ends before them, however it came to, nothing was changed."""


def dump(engine: Engine, target: Path) -> Facts:
    """Write the database as it stands at one moment, and say what it held at that very moment."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))  # it only holds the moment
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        facts = facts_in(connection)
        words = ["--format=custom", "--no-owner", "--no-privileges", f"--lock-wait-timeout={WAIT_SECONDS}s"]
        words += ["--no-password", f"--snapshot={snapshot}", f"--file={target}"]
        run("pg_dump", words, url=engine.url.render_as_string(hide_password=False))
    target.chmod(0o600)
    run("pg_restore", ["--file=/dev/null", str(target)])
    return facts


def load(dumped: Path, url: str, *, say: Manifest, why: str) -> None:
    """Fill an empty database in one transaction, which first compares it with the manifest and holds its mail.

    No worker ever sees it otherwise. Whoever kills us does not kill psql: it ends its transaction behind the write
    lock, and a second load waits there and finds the database filled.
    """
    script = dumped.with_suffix(".sql")
    script.write_text(ALONE, "utf-8")
    words = ["--no-owner", "--no-privileges", "--no-comments", "--file=-", str(dumped)]
    run("pg_restore", words, out=script)
    with script.open("a", encoding="utf-8") as file:
        file.write(f"RESET search_path;\n{compared(say)}{HELD.format(why=literal(why))}")
    run("psql", ["--quiet", "--no-psqlrc", "--no-password", "--set=ON_ERROR_STOP=1", f"--file={script}"], url=url)


def compared(say: Manifest) -> str:
    """Statements that end the transaction where the tables do not hold what the manifest says."""
    return "".join(
        UNLESS.format(query=spelled(query), value=value, wrong=literal(f"{what} is not what the manifest says"))
        for what, query, value in sayings(say)
    )


def spelled(query: Select[Any]) -> str:
    """A query as PostgreSQL reads it."""
    return str(query.compile(dialect=PGDialect(), compile_kwargs={"literal_binds": True}))  # type: ignore[no-untyped-call]


def sayings(say: Manifest) -> Iterable[tuple[str, Select[Any], str]]:
    """What the manifest says, how to ask the tables for it, and the answer."""
    yield "the step of the tables", select(VERSION.c.version_num), literal(say.revision)
    for name, count in say.rows.items():
        yield f"the number of rows in {name}", select(func.count()).select_from(table(name)), str(count)
    if say.audit.rows and say.audit.digest:
        last = select(AuditRow.digest).order_by(AuditRow.number.desc()).limit(1)
        yield "the end of the audit", last, literal(say.audit.digest)


def literal(words: str) -> str:
    """These words as SQL writes them."""
    return "'" + words.replace("'", "''") + "'"


def run(program: str, words: Sequence[str], *, url: str = "", out: Path = Path(os.devnull)) -> None:
    """Run one of its programs, whose words are added to a file if need be.

    The password goes through the environment, where no list of processes shows it.
    """
    found = which(program)
    if found is None:
        raise Refusal(NO_PROGRAM, program=program)
    environment, where = address(url) if url else ({}, [])
    with out.open("ab") as file:
        ran = subprocess.run(  # noqa: S603 - our own words, and no shell
            [found, *where, *words],
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.PIPE,
            check=False,
        )
    if ran.returncode != 0:
        reason = " ".join(ran.stderr.decode("utf-8", "replace").split())
        raise Refusal(PROGRAM_FAILED, program=program, reason=reason[:500].rstrip("."))


def address(url: str) -> tuple[dict[str, str], list[str]]:
    """How a program is told of a database: what its environment says, and what its words say."""
    parts = make_url(url)
    password = parts.password or parts.query.get("password")
    plain = parts._replace(drivername="postgresql", password=None).difference_update_query(["password"])
    environment = {"PGCONNECT_TIMEOUT": "15"}
    if password:
        environment["PGPASSWORD"] = str(password)
    return environment, [f"--dbname={plain.render_as_string(hide_password=False)}"]
