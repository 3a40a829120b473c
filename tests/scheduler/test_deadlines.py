"""Deadlines of sessions: their hour at the desk follows the closed days."""

from datetime import UTC, date, datetime, time

import pytest

from models.audit import AuditRow
from models.database import db
from scheduler.closed_days import add_closed_day
from scheduler.deadlines import add_deadline, correct_deadline, remove_deadline
from scheduler.queries.calendars import calendar_named
from scheduler.queries.deadlines import deadline_for, deadlines_of
from scheduler.rules.sights import sight_of_deadline
from tests.fixtures import NOW, Letter
from vocabulary.actor import OPERATOR, Actor
from vocabulary.closed_days import ClosedDayCard
from vocabulary.deadlines import DeadlineCard
from vocabulary.refusals import Invalid, NotFound, Overtaken
from vocabulary.states import ActorKind
from vocabulary.text import Bilingual

CARD = DeadlineCard(Bilingual("Registration", "การลงทะเบียน"), date(2022, 5, 26), time(18), "America/New_York", "Note")


def test_the_hour_at_the_desk_moves_when_a_holiday_is_declared(letter: Letter) -> None:
    number = add_deadline(letter.session_ids["2"], CARD, by=OPERATOR, now=NOW)
    assert deadline_for(number, actor=OPERATOR).due == datetime(2022, 5, 26, 9, 30, tzinfo=UTC)
    thai = calendar_named("thai-government", actor=OPERATOR)
    add_closed_day(thai, ClosedDayCard(date(2022, 5, 26), Bilingual("Special holiday")), by=OPERATOR, now=NOW)
    db.session.expire_all()
    (line,) = deadlines_of([letter.session_ids["2"]])
    assert (line.due, str(line.effective.skipped[0].reason)) == (
        datetime(2022, 5, 25, 9, 30, tzinfo=UTC),
        "Special holiday",
    )


def test_who_corrects_or_removes_what_somebody_else_has_changed_is_shown_it(letter: Letter) -> None:
    number = add_deadline(letter.session_ids["2"], CARD, by=OPERATOR, now=NOW)
    seen, moved = sight_of_deadline(CARD), DeadlineCard(CARD.name, date(2022, 5, 27), CARD.clock, CARD.tzid)
    correct_deadline(number, moved, by=OPERATOR, now=NOW, seen=seen)
    assert deadline_for(number, actor=OPERATOR).card == moved
    with pytest.raises(Overtaken):
        correct_deadline(number, CARD, by=OPERATOR, now=NOW, seen={**seen, "origin": "Another"})
    with pytest.raises(Overtaken):
        remove_deadline(number, by=OPERATOR, now=NOW, seen=seen)
    remove_deadline(number, by=OPERATOR, now=NOW)
    assert deadlines_of([letter.session_ids["2"]]) == ()
    deeds = [row.deed for row in db.session.query(AuditRow).order_by(AuditRow.number.desc()).limit(3)]
    assert deeds == ["remove deadline", "correct deadline", "add deadline"]
    with pytest.raises(NotFound):
        remove_deadline(number, by=OPERATOR, now=NOW)


def test_what_is_wrong_or_nobodys_is_refused(letter: Letter) -> None:
    with pytest.raises(NotFound):
        add_deadline(999, CARD, by=OPERATOR, now=NOW)
    with pytest.raises(Invalid):
        add_deadline(
            letter.session_ids["2"], DeadlineCard(Bilingual(""), CARD.day, CARD.clock, CARD.tzid), by=OPERATOR, now=NOW
        )
    number = add_deadline(letter.session_ids["2"], CARD, by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        deadline_for(number, actor=Actor(ActorKind.PERSON, "somebody", person_id=1))
