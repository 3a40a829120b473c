"""What is due is one look at an index, however many reminders wait."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import text

from models.database import db
from scheduler.consultations import book
from scheduler.installation import the_installation
from scheduler.queries.due_reminders import due_entries, is_alarming, long_overdue, next_due, promised_in_an_hour
from tests.making import HAND, make_ministry, make_plan
from tests.scheduler.letters import let_go
from tests.scheduler.reminding import MEETING, bangkok, look, put_on_file
from vocabulary.reminders import ReminderLimits


def test_what_is_due_and_what_is_suspiciously_late(app: Flask) -> None:
    ministry = make_ministry()
    put_on_file(ministry)
    assert next_due() is None
    let_go(book(ministry.session_id, make_plan(MEETING), invited=ministry.everybody, hand=HAND))
    assert next_due() == bangkok(17)
    assert due_entries(bangkok(16)) == []
    assert len(due_entries(bangkok(17))) == 1
    assert (long_overdue(bangkok(24, 8)), long_overdue(bangkok(24))) == (0, 3)
    assert is_alarming(bangkok(24), ReminderLimits(overdue=2))
    assert not is_alarming(bangkok(24), ReminderLimits(overdue=3))
    the_installation().late_reminders_allowed_at = bangkok(24)
    db.session.commit()
    assert long_overdue(bangkok(24)) == 0
    look(bangkok(24))
    assert (promised_in_an_hour(bangkok(24)), promised_in_an_hour(bangkok(24) + timedelta(hours=1))) == (3, 0)


def test_the_next_one_is_found_by_the_index_alone(app: Flask) -> None:
    plan = db.session.execute(text("EXPLAIN QUERY PLAN SELECT min(due_at) FROM reminder WHERE state = 'planned'")).all()
    assert [row[3] for row in plan] == ["SEARCH reminder USING COVERING INDEX ix_reminder_state_due_at (state=?)"]
