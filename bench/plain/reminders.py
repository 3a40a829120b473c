"""Reminders as one job of APScheduler's each, kept in its own store: each looks for an answer and writes a letter."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from threading import Semaphore

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask
from sqlalchemy import select

from models.database import db
from models.invitations import Answer, Invitation
from models.outbox import MailBody, OutgoingMail
from models.reminders import Reminder
from vocabulary.reminders import ReminderState
from vocabulary.states import LetterKind, MailState, Method, PartStat

FIRED = Semaphore(0)
"""One more for every job that has fired."""

APPS: list[Flask] = []
"""The application that jobs work in: a store keeps their numbers alone."""


def idle(_number: int) -> None:
    """A job that does nothing."""
    FIRED.release()


def remind(number: int) -> None:
    """A job that writes one letter, unless there is an answer."""
    with APPS[-1].app_context():
        row = db.session.get_one(Reminder, number)
        invitation = db.session.get_one(Invitation, row.invitation_id)
        answered = db.session.scalar(select(Answer).where(Answer.invitation_id == invitation.id).limit(1))
        if answered is None and invitation.person is not None and invitation.withdrawn_at is None:
            db.session.add(letter(invitation, now=row.due_at))
            row.state = ReminderState.SENT
        db.session.commit()
    FIRED.release()


def letter(invitation: Invitation, *, now: datetime) -> OutgoingMail:
    """One reminder as its row."""
    person = invitation.person
    if person is None:
        raise ValueError("a reminder to nobody")
    return OutgoingMail(
        body=MailBody(kind=LetterKind.REMINDER, revision_id=invitation.told_revision_id),
        person=person,
        invitation=invitation,
        address=person.email or "",
        name=person.name.plain.text(person.language),
        language=person.language,
        partstat=PartStat.NEEDS_ACTION,
        message_id=f"<{token_hex(16)}@mfa.example>",
        previous_revision_id=invitation.told_revision_id,
        previous_method=Method.REQUEST,
        state=MailState.QUEUED,
        created_at=now,
        due_at=now,
    )


@contextmanager
def plain_reminders(app: Flask, numbers: Sequence[int], *, does_nothing: bool = False) -> Iterator[BackgroundScheduler]:
    """A scheduler that holds one job a reminder, all of them due, and has not begun."""
    APPS.append(app)
    with TemporaryDirectory() as folder:
        store = SQLAlchemyJobStore(url=f"sqlite:///{Path(folder) / 'jobs.db'}")
        # one thread: several would only wait for each other's commits
        clock = BackgroundScheduler(jobstores={"default": store}, executors={"default": ThreadPoolExecutor(1)})
        clock.start(paused=True)
        due = datetime.now(UTC) - timedelta(minutes=1)
        for number in numbers:
            job = idle if does_nothing else remind
            clock.add_job(job, "date", run_date=due, args=[number], misfire_grace_time=None)
        yield clock
        clock.shutdown(wait=True)
        store.engine.dispose()


def run_all(clock: BackgroundScheduler, count: int) -> None:
    """Let the scheduler go, until every job has fired."""
    clock.resume()
    for _ in range(count):
        FIRED.acquire()
