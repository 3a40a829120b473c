"""`flask up`: the whole service from one terminal, for a first look: web, worker, demonstration."""

import os
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import click
from flask.cli import with_appcontext

from commands.accounts import link_for
from commands.demonstrations import asked_now, fill, introductions
from commands.output import FAILED, app, now, refusing, remark, settings
from commands.processes import Child, ProcessEndedError, Stop, children, stopped_by_signals, wait_until
from commands.upgrades import bring_up_to_date
from models.database import db
from scheduler.queries.clock import is_demonstration
from scheduler.search_rebuild import is_blank, rebuild_search
from vocabulary.actor import OPERATOR
from vocabulary.refusals import NotFound
from vocabulary.settings_ground import own_address

ROOT = Path(__file__).parent.parent
HOST = "127.0.0.1"
LINK_MINUTES = 12 * 60
START_SECONDS = 30.0


@click.command("up")
@click.option("--port", envvar="PORT", default=8000, type=click.IntRange(1, 65535), help="Where the pages are.")
@with_appcontext
@refusing
def up(*, port: int) -> None:
    """Run web and worker here until Ctrl-C; an empty instance becomes a demonstration first."""
    require_free(port)
    lead_to(port)
    remark("Samai: preparing the database")
    make_ready()
    remark("Samai: starting web and worker")
    with stopped_by_signals() as stop, children(commands(port), folder=ROOT) as running:
        try:
            attend(port, running, stop=stop)
        except ProcessEndedError as error:
            remark(
                f"{error} Stopping the rest. Start it again: what was saved is safe, and letters that wait leave then."
            )
            raise SystemExit(FAILED) from None
        remark("Samai: stopping")


def lead_to(port: int) -> None:
    """Let every link lead to this port, in the processes that are started too, unless an address is set."""
    if "base_url" not in settings().model_fields_set:
        os.environ["PORT"] = str(port)
        app().extensions["samai_settings"] = settings().model_copy(update={"base_url": own_address()})


def make_ready() -> None:
    """Tables of today, something in them, and all of it to be found."""
    bring_up_to_date()
    fill(asked_now())
    if is_blank():
        rebuild_search(by=OPERATOR, now=now())


def attend(port: int, running: Sequence[Child], *, stop: Stop, patience: float = START_SECONDS) -> None:
    """Wait for the pages, say where they are, and stay until somebody asks for the end."""
    end = time.monotonic() + patience
    wait_until(lambda: stop.asked or answers(port) or time.monotonic() > end, running=running)
    if stop.asked:
        return
    if not answers(port):
        remark("The web server does not answer. Look at the lines above.")
        raise SystemExit(FAILED)
    if is_demonstration():
        print_links()
    db.session.remove()
    remark(f"Samai runs at {settings().base_url}   Ctrl-C stops it.")
    wait_until(lambda: stop.asked, running=running)


def require_free(port: int) -> None:
    """Stop at once where something else answers at the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            other = port + 1 if port < 65535 else 8000
            remark(f"Port {port} is taken. Stop what uses it, or choose another: PORT={other} make run")
            raise SystemExit(FAILED) from None


def commands(port: int) -> dict[str, list[str]]:
    """What is started, by the name people know it by."""
    granian = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--factory"]
    where = ["--host", HOST, "--port", str(port), "--workers", "1", "--blocking-threads", "8", "--no-ws"]
    return {
        "The web server": [*granian, *where, "--log-level", "error", "app:serve"],
        "The worker": [sys.executable, "-m", "flask", "--app", "app", "worker"],
    }


def answers(port: int) -> bool:
    """Whether the service is up."""
    try:
        with urllib.request.urlopen(f"http://{HOST}:{port}/healthz", timeout=2):
            return True
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def print_links() -> None:
    """Sign-in links of the people whom the demonstration introduces, and where the mail is kept.

    Somebody whom its visitor has given another address, or who may sign in no more, gets none.
    """
    for who in introductions():
        try:
            click.echo(f"{who.role.en}:\n  {link_for(who.address, minutes=LINK_MINUTES, reusable=True)}")
        except NotFound:
            click.echo(f"{who.role.en}: nobody who may sign in has the address {who.address} any more.")
    if not settings().mail_host:
        click.echo(f"Mail is kept as files in {settings().outgoing.resolve()}")
