"""`flask up`: the whole service from one terminal, for a first look: web, worker, demonstration."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy import select

from commands.accounts import link_for
from commands.demonstrations import introductions, make_demonstration
from commands.output import FAILED, refusing, remark, settings
from models.committees import Committee
from models.database import db
from scheduler.queries.clock import is_demonstration

ROOT = Path(__file__).parent.parent
HOST = "127.0.0.1"
LINK_MINUTES = 12 * 60
START_SECONDS, STOP_SECONDS = 30.0, 10.0

Process = subprocess.Popen[bytes]


@click.command("up")
@with_appcontext
@refusing
def up() -> None:
    """Run web and worker here until Ctrl-C; an empty instance becomes a demonstration first."""
    port = int(os.environ.get("PORT", "8000"))
    require_free(port)
    remark("Preparing the database ...")
    prepare()
    with children(web_command(port), [sys.executable, "-m", "flask", "--app", "app", "worker"]) as processes:
        wait_for_web(port, processes)
        if is_demonstration():
            print_links()
        remark(f"Samai runs at {settings().base_url}   Ctrl-C stops it.")
        db.session.remove()
        wait_for_end(processes)


def prepare() -> None:
    """Bring the tables up to date, and fill an empty database with the demonstration."""
    upgrade(directory=str(ROOT / "migrations"))
    if db.session.scalar(select(Committee.id).limit(1)) is None and not is_demonstration():
        make_demonstration()


def require_free(port: int) -> None:
    """Stop at once where something else answers at the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            remark(f"Port {port} is taken. Stop what uses it, or choose another: PORT={port + 1} make run")
            raise SystemExit(FAILED) from None


def web_command(port: int) -> list[str]:
    """How the web server is started."""
    granian = str(Path(sys.executable).parent / "granian")
    return [
        granian, "--interface", "wsgi", "--factory", "--host", HOST, "--port", str(port), "--workers", "1",
        "--blocking-threads", "8", "--no-ws", "--log-level", "error", "app:create_app",
    ]  # fmt: skip


@contextmanager
def children(*commands: Sequence[str]) -> Iterator[list[Process]]:
    """The processes while the block runs; all of them are stopped after it, however it ends.

    They stand in groups of their own, so that Ctrl-C reaches this process alone and each is stopped once.
    """
    processes = [subprocess.Popen(command, cwd=ROOT, start_new_session=True) for command in commands]
    try:
        yield processes
    finally:
        for process in processes:
            stop(process)


def stop(process: Process) -> None:
    """Ask a process to end, and end it where it does not."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for_web(port: int, processes: Sequence[Process]) -> None:
    """Wait until the service answers; stop where a process has ended meanwhile."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        require_alive(processes)
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    remark("The web server does not answer. Look at the lines above.")
    raise SystemExit(FAILED)


def require_alive(processes: Sequence[Process]) -> None:
    """Stop everything where one process has ended by itself."""
    for process in processes:
        if process.poll() is not None:
            remark(f"{Path(str(process.args[0])).name} ended with code {process.returncode}; stopping the rest.")  # type: ignore[index]
            raise SystemExit(FAILED)


def wait_for_end(processes: Sequence[Process]) -> None:
    """Wait for Ctrl-C or SIGTERM, and watch over the processes meanwhile."""
    stopped = False

    def note(*_: object) -> None:
        nonlocal stopped
        stopped = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, note)
    while not stopped:
        require_alive(processes)
        time.sleep(0.2)
    remark("Stopping ...")


def print_links() -> None:
    """Sign-in links of the people whom the demonstration introduces, and where the mail is kept."""
    for who in introductions():
        click.echo(f"{who.role.en}:\n  {link_for(who.address, minutes=LINK_MINUTES, reusable=True)}")
    if not settings().mail_host:
        click.echo(f"Mail is kept as files in {settings().outgoing}")
