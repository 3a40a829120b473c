"""A process that runs our commands in children of its own and lets each be killed at a step of its work, for `mortal`.

Started once and forked for each run, so that the service is imported once. It reads one run a line from standard input
and answers with what became of it. The kill is SIGKILL and comes just before a step: a file opened to be written,
named, removed or brought to the disk, another program started, a statement that changes something, a commit. Or it
comes after some time, in the middle of whatever is done then, by SQLite or by a program of PostgreSQL's too.
"""

import json
import mmap
import os
import signal
import struct
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from sqlalchemy import Engine, event

from tests.routes import remember_routes

STEPS = {
    "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.link", "os.chmod", "subprocess.Popen", "sqlite3.connect",
}  # fmt: skip
INIT = ("init", "--no-input", "--desk-address", "a@mfa.go.th", "--admin-name", "Ms A", "--admin-address", "b@mfa.go.th")
BROKEN = 70
READS = ("SELECT", "WITH", "SHOW", "PRAGMA TABLE_", "PRAGMA MAIN.", "PRAGMA FOREIGN_KEY_", "PRAGMA INTEGRITY")


class Death:
    """Counts the steps in memory that the parent sees too, and kills its own process before one of them."""

    def __init__(self, counter: mmap.mmap, *, at: int, below: str) -> None:
        self.counter, self.at, self.below, self.steps = counter, at, below, 0

    def step(self) -> None:
        """One more step is about to be taken."""
        self.steps += 1
        if self.steps == self.at:
            os.kill(os.getpid(), signal.SIGKILL)
        self.counter[:8] = struct.pack("q", self.steps)

    def lie_in_wait(self) -> None:
        """Be told of every step from now on."""
        sync = os.fsync

        def synced(handle: int) -> None:
            self.step()
            sync(handle)

        os.fsync = synced  # type: ignore[assignment]
        sys.addaudithook(self.seen)
        event.listen(Engine, "before_cursor_execute", self.executed)
        event.listen(Engine, "commit", lambda _connection: self.step())

    def seen(self, name: str, arguments: tuple[Any, ...]) -> None:
        """Python is about to do something."""
        if name in STEPS:
            self.step()
        elif name == "open":
            path, _mode, flags = arguments
            if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR) and str(path).startswith(self.below):
                self.step()

    def executed(self, _connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        """The database is about to be told something."""
        if not statement.lstrip().upper().startswith(READS):
            self.step()


def runs(lines: TextIO) -> Iterator[dict[str, Any]]:
    """What is asked for, until nobody asks any more."""
    while line := lines.readline():
        yield json.loads(line)


def run(wanted: dict[str, Any]) -> dict[str, object]:
    """Run one command in a child; its exit code, or minus the signal that ended it, with its steps and its words."""
    counter = mmap.mmap(-1, 8)
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if child == 0:
            live(wanted, counter, said=said.fileno())
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        words = said.read().decode()
    return {"code": code, "steps": struct.unpack("q", counter[:8])[0], "said": words}


def live(wanted: dict[str, Any], counter: mmap.mmap, *, said: int) -> None:
    """Be the command from here on."""
    code = BROKEN
    try:
        nothing = os.open(os.devnull, os.O_RDONLY)
        for here, there in ((nothing, 0), (said, 1), (said, 2)):
            os.dup2(here, there)
        os.environ.update(wanted["environment"])
        Death(counter, at=wanted["dies_at"], below=wanted["below"]).lie_in_wait()
        signal.setitimer(signal.ITIMER_REAL, wanted["dies_after"])  # nothing catches its signal: it ends us at once
        code = typed(wanted["words"])
    finally:
        if code == BROKEN:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def typed(words: list[str]) -> int:
    """What `flask` does with these words."""
    from flask.cli import FlaskGroup

    from app import create_app

    try:
        FlaskGroup(create_app=create_app, load_dotenv=False).main(words, prog_name="flask")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    return 0


def warm_up() -> None:
    """Do everything once, so that every child finds it imported and mapped."""
    from app import create_app
    from vocabulary.settings import Settings

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(instance=Path(folder), testing=True)
        for words in (INIT, ("backup", f"{folder}/x.tar"), ("upgrade",), ("worker", "--once")):
            with create_app(settings).app_context():
                create_app(settings).test_cli_runner().invoke(args=list(words))


if __name__ == "__main__":
    remember_routes()
    warm_up()
    for one in runs(sys.stdin):
        print(json.dumps(run(one)), flush=True)  # noqa: T201
