"""A process that has loaded the service and forks workers of it: a killed one is replaced in a moment.

It reads one word a line: `worker`, or another life, forks one and writes its number, `wait NUMBER` writes how it ended.
It has made a letter once, so that its children need not begin with what every first letter takes; when they are forked
it has no thread, no connection and no file open that they could share.

`python -m tests.reliability.zygote` is the mother of such processes, one for each installation: a JSON object a line.
"""

import ctypes
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import NoReturn

from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import select

from app import create_app
from jobs.worker import sender_of, worker
from models.database import db
from models.outbox import OutgoingMail
from scheduler.letters import Press, mails_in
from tests.reliability.scribe import write_deeds
from vocabulary.states import MailState

PR_SET_PDEATHSIG = 1

NO_NAME = "mail.nowhere.invalid"
"""A name that no server has (RFC 2606)."""

DOT_SECONDS = "DOT_SECONDS"
"""In the environment: how long to wait for the answer to a final dot, which is ten minutes and no setting."""


def work(app: Flask) -> None:
    """Be the worker that an operator starts."""
    worker.main(args=[], obj=ScriptInfo(create_app=lambda: app), standalone_mode=False)


def work_misled(app: Flask) -> None:
    """The same where the mail server's name is known to nobody."""
    app.extensions["mail"].server = NO_NAME
    work(app)


LIVES: dict[str, Callable[[Flask], object]] = {"worker": work, "misled": work_misled, "scribe": write_deeds}


def warm_up(app: Flask) -> None:
    """Make some of the promised letters, and close whatever that has opened."""
    with app.app_context():
        promised = select(OutgoingMail.id).where(OutgoingMail.state == MailState.QUEUED)
        press = Press(sender_of(app).writer)
        for mail in mails_in(db.session.scalars(promised.order_by(OutgoingMail.id).limit(4)).all()):
            press.casting(mail).wire()
        db.session.remove()
        db.engine.dispose()


def shorten_patience(app: Flask) -> None:
    """Wait less for the answer to a final dot, where that is asked for."""
    if DOT_SECONDS in os.environ:
        state = app.extensions["mail"]
        patience = replace(state.route.patience, dot=float(os.environ[DOT_SECONDS]))
        state.route = replace(state.route, patience=patience)


def die_with_parent() -> None:
    """Be killed as soon as the parent is gone, however it went: nobody is left to do it (Linux)."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def live(name: str, app: Flask) -> NoReturn:
    """Be one child until its end."""
    die_with_parent()
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # the way to whoever asks is its parent's
    code = 1
    try:
        LIVES[name](app)
        code = 0
    finally:
        sys.stderr.flush()
        os._exit(code)


def buried(number: int) -> int:
    """Wait for a child; how it ended."""
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def serve(app: Flask) -> None:
    """Fork and bury children as asked, until nobody asks any more.

    One that is told to stop before it can listen has begun nothing, and ends as cleanly as later.
    """
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    for line in sys.stdin:
        word, _, number = line.strip().partition(" ")
        if word == "wait":
            answer = buried(int(number))
        else:
            answer = os.fork()
            if answer == 0:
                live(word, app)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def give_birth(environment: dict[str, str], words: str, log: str) -> int:
    """Fork a zygote on another installation; it is spoken to through two named pipes."""
    number = os.fork()
    if number:
        return number
    die_with_parent()
    os.environ.clear()
    os.environ.update(environment)
    for path, flags, target in (
        (log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, sys.stderr),
        (f"{words}.in", os.O_RDONLY, sys.stdin),
        (f"{words}.out", os.O_WRONLY, sys.stdout),
    ):
        os.dup2(os.open(path, flags, 0o600), target.fileno())
    front_door = create_app()
    shorten_patience(front_door)
    warm_up(front_door)
    serve(front_door)
    os._exit(0)


def mother() -> None:
    """Give birth and bury as asked until nobody asks any more: what has loaded the service need not do so again."""
    die_with_parent()
    for line in sys.stdin:
        asked = json.loads(line)
        answer = buried(asked["bury"]) if "bury" in asked else give_birth(**asked)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    mother()
