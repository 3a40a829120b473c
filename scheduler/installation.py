"""Steps on the one row of what holds for the whole installation."""

from datetime import datetime

from sqlalchemy import delete, update

from models.database import db
from models.installation import Installation, WorkerBeat


def the_installation() -> Installation:
    """The row to write in, made when there is none yet: for a deed or a job that holds the write lock."""
    row = db.session.get(Installation, 1)
    if row is None:
        row = Installation(id=1, mail_held_why="")
        db.session.add(row)
    return row


def note_beat(name: str, *, started: datetime, wall: datetime, forget_before: datetime) -> None:
    """A worker lives: write it down, and forget those that have not been heard of since `forget_before`."""
    beat = update(WorkerBeat).where(WorkerBeat.name == name).values(beat_at=wall).returning(WorkerBeat.id)
    if db.session.scalar(beat) is None:
        db.session.add(WorkerBeat(name=name, started_at=started, beat_at=wall))
    db.session.execute(delete(WorkerBeat).where(WorkerBeat.beat_at < forget_before))
