"""A process that has loaded the service and forks workers of it: a killed one is replaced in a moment.

`python -m tests.reliability.zygote` reads one word a line: `worker`, or another life, forks one and writes its number,
`wait NUMBER` writes how it ended. It has made a letter once, so that its children need not begin with what every
first letter takes; when they are forked it has no thread, no connection and no file open that they could share.
"""

import ctypes
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


def serve(app: Flask) -> None:
    """Fork and bury children as asked, until nobody asks any more."""
    for line in sys.stdin:
        word, _, number = line.strip().partition(" ")
        if word == "wait":
            answer = os.waitstatus_to_exitcode(os.waitpid(int(number), 0)[1])
        else:
            answer = os.fork()
            if answer == 0:
                live(word, app)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    front_door = create_app()
    shorten_patience(front_door)
    warm_up(front_door)
    serve(front_door)
