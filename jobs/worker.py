"""The worker process: an APScheduler clock that only ticks; what is due stands in our own tables."""

import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from threading import Event

import click
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask, current_app
from flask.cli import with_appcontext
from structlog.contextvars import bound_contextvars

from jobs.heart import Heart
from jobs.inbox import inbox_of
from jobs.outbox import Door, Sender, never
from jobs.reminders import Reminding
from jobs.road import Road
from mail.door import MailDoor
from models.database import db, does_not_answer, said_by
from scheduler.hand import Hand
from scheduler.keeping.schema import require_present
from scheduler.keys import secret_keys
from scheduler.letters import Writer
from scheduler.queries.clock import time_of_day
from scheduler.zone_rules import follow_zone_rules
from vocabulary.actor import TIME_ZONES
from vocabulary.refusals import Refusal
from vocabulary.settings import Settings

LOG = logging.getLogger(__name__)

TICK_SECONDS = 1
"""How often the outbox is looked into: an empty look is one indexed query."""

REMIND_SECONDS = 5
"""How often reminders are looked for: the same."""

Look = tuple[Callable[[], int], int]
"""What looks for work that is due, and every how many seconds."""


def register(app: Flask) -> None:
    """Give the service its worker."""
    app.cli.add_command(worker)


@click.command("worker")
@click.option("--once", is_flag=True, help="Send what is due now, then end.")
@with_appcontext
def worker(once: bool) -> None:  # noqa: FBT001 - click hands a flag over by name
    """Send letters as they fall due, until stopped by SIGTERM or Ctrl-C."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    require_tables()
    heed_zone_rules(app)
    stopped = Event()
    sender, reminding = sender_of(app, stopped), reminding_of(app, stopped)
    settings: Settings = app.extensions["samai_settings"]
    inbox = inbox_of(settings, clock=wall_clock, is_stopped=stopped.is_set)
    if once:
        with bound_contextvars(worker=sender.name):
            inbox.look()
            reminding.look()
            click.echo(f"{sender.send_due()} letters")
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    with ticking(app, sender, looks=((reminding.look, REMIND_SECONDS), (inbox.look, settings.receive_seconds))):
        click.echo("The worker is running.", err=True)
        stopped.wait()


def require_tables() -> None:
    """End with a sentence on tables that are not this program's: a worker that guesses would send what is wrong."""
    try:
        require_present()
    except Refusal as refusal:
        raise click.ClickException(str(refusal)) from None


def heed_zone_rules(app: Flask) -> None:
    """Notice where newer time-zone data makes another instant of an hour that was told; nothing leaves by itself."""
    settings: Settings = app.extensions["samai_settings"]
    moved = follow_zone_rules(hand=Hand(TIME_ZONES, time_of_day(wall_clock()), settings.desk))
    if moved:
        LOG.warning("time zones have other rules now", extra={"consultations": len(moved)})


def sender_of(app: Flask, stopped: Event | None = None) -> Sender:
    """The sender of this process, with a name no other process has, until it is stopped."""
    settings: Settings = app.extensions["samai_settings"]
    door: MailDoor = app.extensions["samai_mail"]

    @contextmanager
    def way_out() -> Iterator[Door]:
        with door.open() as connection:
            yield connection

    name = f"{socket.gethostname()[:40]}-{os.getpid()}-{token_hex(4)}"
    return Sender(
        name=name,
        lease=timedelta(seconds=settings.lease_seconds),
        writer=Writer(settings.base_url, settings.desk, secret_keys(settings)[0]),
        open=way_out,
        clock=wall_clock,
        beat=Heart(name, wall_clock).beat,
        first_wait=timedelta(seconds=settings.retry_seconds),
        road=Road(timedelta(seconds=settings.retry_seconds), settings.mail_per_minute),
        is_stopped=stopped.is_set if stopped else never,
    )


def reminding_of(app: Flask, stopped: Event | None = None) -> Reminding:
    """This process's eye on reminders that are due."""
    settings: Settings = app.extensions["samai_settings"]
    return Reminding(
        clock=wall_clock,
        limits=settings.reminder_limits,
        domain=settings.desk.domain,
        is_stopped=stopped.is_set if stopped else never,
    )


def wall_clock() -> datetime:
    """What time it is, whatever day a demonstration has."""
    return datetime.now(UTC)


@contextmanager
def ticking(app: Flask, sender: Sender, *, looks: Sequence[Look]) -> Iterator[None]:
    """Let the clock tick until the block ends, and then let the ticks under way finish: the letter in hand, if any."""
    clock = BackgroundScheduler(timezone=UTC)
    for look, seconds in (*looks, (sender.send_due, TICK_SECONDS)):
        clock.add_job(
            tick,
            "interval",
            args=[app, look],
            kwargs={"name": sender.name},
            seconds=seconds,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
            next_run_time=datetime.now(UTC),
        )
    clock.start()
    try:
        yield
    finally:
        clock.shutdown(wait=True)


def tick(app: Flask, look: Callable[[], int], *, name: str) -> None:
    """One look; whatever goes wrong, the next tick looks again."""
    with app.app_context(), bound_contextvars(worker=name):
        try:
            look()
        except Exception as error:
            if does_not_answer(error):
                LOG.warning("the database did not answer; the next tick tries again", extra={"reason": said_by(error)})
            else:
                LOG.exception("a look at what is due could not be finished; the next tick tries again")
        finally:
            db.session.remove()
