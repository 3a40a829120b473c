"""When a session meets on its days: as its building does, but for what was said of single days; nobody is told."""

from datetime import date

import pytest
from sqlalchemy import select

from models.database import db
from models.outbox import MailBatch
from models.places import Venue
from models.sessions import SessionDay
from scheduler.meeting_days import set_building_hours, set_meeting_days
from scheduler.queries.meeting_days import meeting_days
from scheduler.rules.meeting_hours import USUAL, MeetingDay
from scheduler.rules.sights import sight_of_hours
from tests.fixtures import NOW, Letter
from vocabulary.actor import OPERATOR
from vocabulary.plan import DayPlan, Sight
from vocabulary.refusals import Invalid, NotFound, Overtaken, Refusal, Stale

pytestmark = pytest.mark.both_databases
MONDAY, TUESDAY, SATURDAY = date(2022, 5, 30), date(2022, 5, 31), date(2022, 6, 4)


def say(letter: Letter, *plans: DayPlan, seen: Sight | None = None) -> None:
    set_meeting_days(letter.session_ids["2"], plans, by=OPERATOR, now=NOW, seen=seen)


def days(letter: Letter, key: str = "2") -> dict[date, MeetingDay]:
    return {one.day: one for one in meeting_days(letter.session_ids[key])}


def vienna() -> int:
    return db.session.scalars(select(Venue.id).where(Venue.key == "vic-vienna")).one()


def set_hours(hours: str, seen: Sight | None = None) -> None:
    set_building_hours(vienna(), hours, by=OPERATOR, now=NOW, seen=seen)


def test_single_days_have_hours_and_rooms_of_their_own_and_nobody_is_told(letter: Letter) -> None:
    say(letter, DayPlan(MONDAY, "15:00-18:00", "Board Room A"), DayPlan(TUESDAY, USUAL, "M-Building"))
    found = days(letter)
    assert (found[MONDAY].hours, found[MONDAY].room) == ("15:00-18:00", "Board Room A")
    assert (found[TUESDAY].hours, found[TUESDAY].room) == (USUAL, "M-Building")
    assert db.session.scalars(select(MailBatch)).all() == []
    set_hours("9:30-12:30")
    found = days(letter)
    assert (found[MONDAY].hours, found[TUESDAY].hours) == ("15:00-18:00", "09:30-12:30"), "a usual day follows"
    say(letter, DayPlan(MONDAY, "09:30-12:30"), DayPlan(SATURDAY, "10:00-13:00"), DayPlan(TUESDAY, ""))
    found = days(letter)
    assert [found[each].hours for each in (MONDAY, SATURDAY, TUESDAY)] == ["09:30-12:30", "10:00-13:00", ""]
    assert found[TUESDAY].room == ""


def test_a_day_that_says_nothing_of_its_own_leaves_no_row(letter: Letter) -> None:
    say(letter, DayPlan(MONDAY, USUAL), DayPlan(SATURDAY, ""))
    assert db.session.scalars(select(SessionDay)).all() == []


def test_what_another_has_said_is_not_written_over(letter: Letter) -> None:
    seen = {"hours_20220530": USUAL, "room_20220530": ""}
    say(letter, DayPlan(MONDAY, USUAL, "Theirs"), seen=seen)
    with pytest.raises(Overtaken):
        say(letter, DayPlan(MONDAY, USUAL, "Mine"), seen=seen)
    set_hours("9:30-12:30", seen=sight_of_hours(USUAL))
    with pytest.raises(Overtaken):
        set_hours("8:00-12:00", seen=sight_of_hours(USUAL))


def test_days_that_are_not_the_sessions_and_hours_that_are_none_are_refused(letter: Letter) -> None:
    with pytest.raises(Stale, match="Open the form again"):
        say(letter, DayPlan(date(2022, 7, 1), USUAL))
    with pytest.raises(Invalid, match="Write from when to when"):
        say(letter, DayPlan(MONDAY, "all day"))
    with pytest.raises(Refusal, match="Write from when to when"):
        set_hours("all day")
    with pytest.raises(NotFound):
        set_meeting_days(999, (), by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        set_building_hours(999, USUAL, by=OPERATOR, now=NOW)
    assert meeting_days(999) == ()


def test_a_building_without_hours_on_file_says_so(letter: Letter) -> None:
    set_hours("")
    assert days(letter)[MONDAY].hours is None
