"""A process that books consultations without end, and writes down outside of the database which were done."""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from models.database import db
from models.people import FocalPoint
from models.sessions import CommitteeSession
from scheduler.consultations import book
from tests.making import HAND, make_plan
from vocabulary.plan import Invited
from vocabulary.text import Bilingual

DONE = "done"
"""The file, beside the database, to which the number of every committed booking is added."""

CALLED = "Consultation number %05d"


def write_deeds(app: Flask) -> None:
    """Book one consultation after the other until the process is ended."""
    done = os.open(Path(app.instance_path, DONE), os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    with app.app_context():
        session_id = db.session.scalars(select(CommitteeSession.id)).one()
        agency_ids = tuple(db.session.scalars(select(FocalPoint.agency_id)))
        for number in count(1):
            os.write(done, b"%d\n" % book_one(number, session_id, agency_ids=agency_ids))
            db.session.remove()


def book_one(number: int, session_id: int, *, agency_ids: Sequence[int]) -> int:
    """Book one of them; the number of its row."""
    plan = make_plan(make_plan().starts + timedelta(hours=number))
    plan = replace(plan, title=Bilingual(CALLED % number))
    return book(session_id, plan, invited=Invited(tuple(agency_ids)), hand=HAND)


def done_in(instance: Path) -> set[int]:
    """What was written down as done."""
    file = instance / DONE
    return {int(line) for line in file.read_text("ascii").split()} if file.exists() else set()
