"""A deadline is what a clock shows, and belongs to a session."""

from datetime import date, time

from flask import Flask

from models.database import db
from models.deadlines import Deadline
from tests.making import make_ministry
from tests.models.refusing import refused, write
from vocabulary.deadlines import DeadlineCard
from vocabulary.text import Bilingual


def deadline(session_id: int) -> Deadline:
    return Deadline(
        session_id=session_id,
        name_en="Registration",
        name_th="ลงทะเบียน",
        day=date(2022, 5, 27),
        clock=time(18),
        tzid="America/New_York",
    )


def test_it_is_a_value_as_it_was_typed(app: Flask) -> None:
    row = deadline(make_ministry().session_id)
    write(row)
    db.session.expire_all()
    name = Bilingual("Registration", "ลงทะเบียน")
    assert row.card == DeadlineCard(name, date(2022, 5, 27), time(18), "America/New_York", "")


def test_there_is_none_of_no_session(app: Flask) -> None:
    with refused("FOREIGN KEY|session_id"):
        write(deadline(99))
