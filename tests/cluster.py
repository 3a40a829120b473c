"""A PostgreSQL server of the tests' own: in a temporary folder, as nobody in particular, gone when they are."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

ROLE = "samai"
"""Owns the databases and is no administrator, as in a ministry."""

SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
full_page_writes = off
synchronous_commit = off
autovacuum = off
shared_buffers = 32MB
max_connections = 60
"""
"""Quick, since nobody misses these rows after a power cut. No autovacuum: its visits would hold up copies."""

INITDB = ("--username=postgres", "--auth=trust", "--no-sync", "--no-instructions", "--encoding=UTF8")
SORTING = ("--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=th")
"""Names sort as a Thai reader's do and not by bytes, so that nothing here leans on the one or the other."""

GUARD = 'read -r _; "$1/pg_ctl" stop --silent --mode=immediate --pgdata="$2/data"; rm -rf "$2"'
"""Reads from the tests' end of a pipe: when they are gone, however they went, it stops the server and tidies up."""


class Cluster:
    """One server; each test asks it for a database of its own."""

    def __init__(self) -> None:
        self.programs = programs()
        self.folder = Path(tempfile.mkdtemp(prefix="samai-pg-"))
        self.owner = owner()
        if self.owner:
            shutil.chown(self.folder, self.owner["user"], self.owner["group"])
        self.numbers = count(1)
        guard = ["sh", "-c", GUARD, "sh", str(self.programs), str(self.folder)]
        quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.guard = subprocess.Popen(guard, stdin=subprocess.PIPE, start_new_session=True, **quiet, **self.owner)

    def begin(self) -> None:
        """Make the server's files and start it."""
        self.run("initdb", *INITDB, *SORTING)
        with (self.folder / "data" / "postgresql.conf").open("a") as file:
            file.write(SETTINGS.format(folder=self.folder))
        self.start()
        with self.administrator() as connection:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(ROLE)))

    def end(self) -> None:
        """Stop the server and remove its files."""
        self.guard.communicate()

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        self.run("pg_ctl", "start", "--silent", "--wait", f"--log={self.folder}/log")

    def stop(self) -> None:
        """Stop the server at once, whoever is connected."""
        self.run("pg_ctl", "stop", "--silent", "--wait", "--mode=fast")

    def run(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's own programs on this server's files."""
        command = [str(self.programs / program), f"--pgdata={self.folder}/data", *words]
        ran = subprocess.run(
            command,
            check=False,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            **self.owner,
        )
        if ran.returncode:
            log = self.folder / "log"
            raise RuntimeError(f"{program}: {ran.stdout}{log.read_text() if log.exists() else ''}")

    @contextmanager
    def administrator(self) -> Iterator[psycopg.Connection]:
        """The server's administrator, outside every database of ours."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            yield connection

    def create(self, *, template: str = "template1", name: str = "") -> str:
        """A new database, or one anew, as a copy of another; its name."""
        name = name or f"samai_{next(self.numbers)}"
        self.drop(name)
        made = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
        with self.administrator() as connection:
            quickly = sql.SQL(" STRATEGY file_copy" if connection.info.server_version >= 150_000 else "")
            connection.execute(made.format(*map(sql.Identifier, (name, ROLE, template))) + quickly)
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever still looks at it."""
        with self.administrator() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def version(self) -> int:
        """What rises whenever anybody has begun to write in any of its databases."""
        with self.administrator() as connection:
            row = connection.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text").fetchone()
        return int(row[0]) if row else 0

    def url(self, name: str) -> str:
        """The address of a database, as an operator writes it."""
        return f"postgresql://{ROLE}@/{name}?host={self.folder}"


def programs() -> Path:
    """Where PostgreSQL's programs are: on the path, or where Debian puts the latest."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    assert folders, "PostgreSQL is missing: `make test` installs it, or says how"
    return folders[-1]


def owner() -> dict[str, Any]:
    """As whom the server runs: as whoever runs the tests, unless that is root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return {}
    names = {one.pw_name: one for one in pwd.getpwall()}
    one = names.get("postgres") or names["nobody"]
    return {"user": one.pw_uid, "group": one.pw_gid, "extra_groups": []}
