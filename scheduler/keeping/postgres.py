"""A PostgreSQL database as one file, by its own programs `pg_dump`, `pg_restore` and `psql`."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from shutil import which

from sqlalchemy import Engine, make_url, text

from scheduler.keeping.facts import Facts, facts_in
from vocabulary.refusals import Refusal
from vocabulary.text import N_

NO_PROGRAM = N_("The program %(program)s is missing. On Debian: sudo apt-get install postgresql-client")
PROGRAM_FAILED = N_("%(program)s failed: %(reason)s")
HELD = """
INSERT INTO installation (id, mail_held_at, mail_held_why) VALUES (1, now() AT TIME ZONE 'UTC', '{why}')
ON CONFLICT (id) DO UPDATE SET mail_held_at = excluded.mail_held_at, mail_held_why = excluded.mail_held_why;
"""


def dump(engine: Engine, target: Path) -> Facts:
    """Write the database as it stands at one moment, and say what it held at that very moment."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))  # it only holds the moment
        snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
        facts = facts_in(connection)
        words = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={target}"]
        run("pg_dump", words, url=engine.url.render_as_string(hide_password=False))
    target.chmod(0o600)
    run("pg_restore", ["--file=/dev/null", str(target)])
    return facts


def load(dumped: Path, url: str, *, why: str) -> None:
    """Fill an empty database in one transaction, in which its mail is held too: no worker ever sees it otherwise."""
    script, held = dumped.with_suffix(".sql"), dumped.with_suffix(".held.sql")
    run("pg_restore", ["--clean", "--if-exists", "--no-owner", "--no-privileges", f"--file={script}", str(dumped)])
    held.write_text(HELD.format(why=why.replace("'", "''")), "utf-8")
    words = ["--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--single-transaction", f"--file={script}"]
    run("psql", [*words, f"--file={held}"], url=url)


def run(program: str, words: Sequence[str], *, url: str = "") -> None:
    """Run one of its programs; the password goes through the environment, where no list of processes shows it."""
    found = which(program)
    if found is None:
        raise Refusal(NO_PROGRAM, program=program)
    environment = dict(os.environ, PGCONNECT_TIMEOUT="15")
    where = []
    if url:
        parts = make_url(url)
        environment["PGPASSWORD"] = parts.password or environment.get("PGPASSWORD", "")
        plain = parts.set(drivername="postgresql", password=None)
        where = [f"--dbname={plain.render_as_string()}"]
    ran = subprocess.run(  # noqa: S603 - our own words, and no shell
        [found, *where, *words], env=environment, capture_output=True, text=True, check=False
    )
    if ran.returncode != 0:
        raise Refusal(PROGRAM_FAILED, program=program, reason=" ".join(ran.stderr.split())[:500])
