"""A newer list taken in: what was shown, all of it or nothing, and nothing that is planned moves."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from models.audit import AuditRow
from models.database import db
from models.imports import KeptSheet
from models.places import ClosedDay
from scheduler.closed_days import add_closed_day
from scheduler.consultations import book, found
from scheduler.importing.day_deeds import (
    File,
    brought_days,
    days_planned,
    import_days,
    import_kept_days,
    keep_days,
)
from scheduler.importing.day_templates import days_csv, days_xlsx
from scheduler.importing.days import About, DayChange
from scheduler.importing.deeds import Decision, brought_sheet, keep_sheet
from scheduler.importing.sheets import read_sheet
from scheduler.queries.calendars import calendar_named, calendar_page
from tests.fixtures import NOW, Letter, People
from tests.making import HAND, make_plan
from vocabulary.actor import OPERATOR, Actor
from vocabulary.closed_days import ClosedDayCard, ClosedDayState
from vocabulary.columns import DayColumn
from vocabulary.plan import Invited
from vocabulary.refusals import Invalid, NotFound, Refusal, Stale
from vocabulary.states import ActorKind, Duty, Language
from vocabulary.text import Bilingual

WALL = datetime(2026, 1, 1, tzinfo=UTC)
NEW = "day,name\n3 Jan 2022,New Year\n11 Jan 2022,Special holiday\n"


def thai() -> int:
    return calendar_named("thai-government", actor=OPERATOR)


def file_of(text: str, source: str = "Announcement") -> File:
    sheet = read_sheet(text.encode(), name="days.csv", columns=DayColumn)
    return File(sheet, "days.csv", About(source, ClosedDayState.CONFIRMED))


def officer(number: int) -> Actor:
    return Actor(ActorKind.PERSON, "Chanika", person_id=number, duty=Duty.DESK_OFFICER)


def test_what_was_shown_is_taken_in_and_what_is_planned_is_named_and_stays(letter: Letter, people: People) -> None:
    by = officer(people.desk)
    meeting = book(letter.session_ids["2"], make_plan(), invited=Invited((letter.agency_ids["oag"],)), hand=HAND)
    number = keep_days(thai(), file_of(NEW), by=by, wall=WALL)
    brought = brought_days(number, by=by, now=NOW, wall=WALL)
    (effect,) = brought.plan.effects
    (hit,) = effect.hits
    assert (hit.booked.consultation_id, hit.free and hit.free.day) == (meeting, date(2022, 1, 12))
    plan = import_kept_days(Decision(number, brought.plan.digest, WALL), by=by, now=NOW)
    page = calendar_page(thai(), 2022, actor=OPERATOR, now=NOW)
    assert [one.card.day for one in page.days] == [date(2022, 1, 3), date(2022, 1, 11)]
    assert {(one.card.state, one.card.source, one.added_by) for one in page.days} == {
        (ClosedDayState.CONFIRMED, "Announcement", "Chanika")
    }
    assert (plan.count(DayChange.NEW), plan.count(DayChange.CHANGED), plan.count(DayChange.GONE)) == (1, 1, 26)
    assert found(meeting).day == date(2022, 1, 11)
    assert db.session.query(KeptSheet).count() == 0
    row = db.session.scalars(select(AuditRow).order_by(AuditRow.number.desc())).first()
    assert row is not None
    assert (row.deed, row.subject_kind, row.subject_id) == ("import closed days", "closure_list", thai())


def test_a_list_that_changed_since_the_look_is_shown_anew(letter: Letter, people: People) -> None:
    by = officer(people.desk)
    number = keep_days(thai(), file_of(NEW), by=by, wall=WALL)
    shown = brought_days(number, by=by, now=NOW, wall=WALL).plan.digest
    add_closed_day(thai(), ClosedDayCard(date(2022, 1, 5), Bilingual("Another")), by=OPERATOR, now=NOW)
    with pytest.raises(Stale):
        import_kept_days(Decision(number, shown, WALL), by=by, now=NOW)


def test_a_moved_day_keeps_its_row_and_another_year_stays(letter: Letter) -> None:
    before = db.session.query(ClosedDay).filter_by(day=date(2022, 2, 16)).one().id
    others = calendar_page(thai(), 2023, actor=OPERATOR, now=NOW).days
    plan = import_days(thai(), file_of("day,name\n17 Feb 2022,Makha Bucha\n"), by=OPERATOR, now=NOW)
    assert plan.count(DayChange.MOVED) == 1
    assert db.session.get_one(ClosedDay, before).day == date(2022, 2, 17)
    assert calendar_page(thai(), 2023, actor=OPERATOR, now=NOW).days == others


def test_a_file_with_a_problem_or_with_nothing_new_changes_nothing(letter: Letter) -> None:
    days = calendar_page(thai(), 2022, actor=OPERATOR, now=NOW).days
    with pytest.raises(Invalid):
        import_days(thai(), file_of("day,name\n32 Jan 2022,Nothing\n"), by=OPERATOR, now=NOW)
    assert calendar_page(thai(), 2022, actor=OPERATOR, now=NOW).days == days
    import_days(thai(), file_of(NEW), by=OPERATOR, now=NOW)
    with pytest.raises(Refusal, match="nothing to import"):
        import_days(thai(), file_of(NEW), by=OPERATOR, now=NOW)
    with pytest.raises(Invalid, match="which official list"):
        import_days(thai(), file_of(NEW, source=""), by=OPERATOR, now=NOW)


def test_a_list_of_a_year_that_is_not_on_file_begins_it(letter: Letter) -> None:
    unov = calendar_named("unov", actor=OPERATOR)
    import_days(unov, file_of("day,name\n15 Apr 2022,Good Friday\n"), by=OPERATOR, now=NOW)
    whole = calendar_page(unov, 2022, actor=OPERATOR, now=NOW).whole
    assert whole is not None
    assert (whole.source, whole.added_by) == ("Announcement", OPERATOR.label)


@pytest.mark.parametrize("make", [days_csv, days_xlsx])
def test_the_list_as_it_is_comes_back_as_nothing_new(letter: Letter, make: object) -> None:
    page = calendar_page(thai(), 2022, actor=OPERATOR, now=NOW)
    content = make(page, Language.THAI)  # type: ignore[operator]
    file = File(read_sheet(content, name="f", columns=DayColumn), "f", About("Announcement", ClosedDayState.CONFIRMED))
    plan = days_planned(thai(), file, by=OPERATOR, now=NOW)
    assert (plan.is_idle, plan.problems, len(plan.lines)) == (True, (), 27)


def test_a_kept_list_is_its_officers_alone_and_no_file_of_people(letter: Letter, people: People) -> None:
    by = officer(people.desk)
    number = keep_days(thai(), file_of(NEW), by=by, wall=WALL)
    with pytest.raises(NotFound):
        brought_days(number, by=officer(people.administrator), now=NOW, wall=WALL)
    with pytest.raises(NotFound):
        brought_days(number, by=by, now=NOW, wall=WALL + timedelta(days=2))
    with pytest.raises(NotFound):
        brought_sheet(number, by=by, wall=WALL)
    sheet = read_sheet(b"agency,e-mail\nmoj,new@moj.example\n", name="people.csv")
    with pytest.raises(NotFound):
        brought_days(keep_sheet(sheet, name="people.csv", by=by, wall=WALL), by=by, now=NOW, wall=WALL)
    with pytest.raises(NotFound):
        keep_days(999, file_of(NEW), by=by, wall=WALL)
    outsider = Actor(ActorKind.PERSON, "somebody", person_id=1)
    with pytest.raises(NotFound):
        days_planned(thai(), file_of(NEW), by=outsider, now=NOW)
