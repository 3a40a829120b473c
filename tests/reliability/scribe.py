"""A process that does deeds without end, and writes down outside of the database which were done."""

import os
from datetime import timedelta
from itertools import count

from flask import Flask
from sqlalchemy import select

from models.database import db
from models.people import Agency
from models.sessions import CommitteeSession
from scheduler.consultations import book
from tests.making import HAND, make_plan
from vocabulary.plan import Invited

DONE = "done"
"""The file, beside the database, to which the number of every committed booking is added."""


def write_deeds(app: Flask) -> None:
    """Book one consultation after the other until the process is ended."""
    with app.app_context():
        session_id = db.session.scalars(select(CommitteeSession.id)).one()
        invited = Invited(tuple(db.session.scalars(select(Agency.id).where(Agency.key != "mfa"))))
        done = os.open(os.path.join(app.instance_path, DONE), os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        for number in count():
            plan = make_plan(make_plan().starts + timedelta(hours=number))
            consultation_id = book(session_id, plan, invited=invited, hand=HAND)
            os.write(done, b"%d\n" % consultation_id)
            db.session.remove()
