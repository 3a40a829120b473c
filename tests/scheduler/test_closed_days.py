"""Lists of closed days: what is planned on a day is shown before it is closed, and stays where it is."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from models.audit import AuditRow
from models.database import db
from models.places import ClosedDay, ClosureList, DutyStation
from scheduler.closed_days import (
    Planned,
    add_closed_day,
    confirm_closed_days,
    correct_closed_day,
    day_on,
    remove_closed_day,
    start_calendar,
)
from scheduler.consultations import book, found
from scheduler.places import add_city
from scheduler.queries.calendars import calendar_named, calendar_page
from scheduler.rules.sights import sight_of_closed_day
from tests.fixtures import NOW, Letter
from tests.making import HAND, make_plan
from tests.scheduler.letters import let_go
from vocabulary.actor import OPERATOR
from vocabulary.closed_days import ClosedDayCard, ClosedDayState
from vocabulary.plan import Invited, StationCard
from vocabulary.refusals import Invalid, NotFound, Overtaken, Refusal, Stale
from vocabulary.text import Bilingual

ELEVENTH = date(2022, 1, 11)
"""The day of `make_plan`."""


def thai() -> int:
    return calendar_named("thai-government", actor=OPERATOR)


def card(day: date = ELEVENTH, name: str = "Special holiday") -> ClosedDayCard:
    return ClosedDayCard(day, Bilingual(name, "วันหยุดพิเศษ"), "Cabinet, 5 Jan 2022", ClosedDayState.CONFIRMED)


def meeting(letter: Letter) -> int:
    invited = Invited(agency_ids=(letter.agency_ids["oag"], letter.agency_ids["rtp"]))
    number = book(letter.session_ids["2"], make_plan(), invited=invited, hand=HAND)
    let_go(number)
    return number


def test_a_day_on_which_nothing_is_planned_is_put_on_the_list_at_once(letter: Letter) -> None:
    number = add_closed_day(thai(), card(), by=OPERATOR, now=NOW)
    row = db.session.get_one(ClosedDay, number)
    assert (row.card, row.added_by) == (card(), OPERATOR.label)
    deed = db.session.scalars(select(AuditRow).order_by(AuditRow.number.desc())).first()
    assert deed is not None
    assert (deed.deed, deed.subject_kind, deed.subject_id) == ("add closed day", "closed_day", number)


def test_what_is_planned_is_shown_first_with_the_next_free_day_and_stays_where_it_is(letter: Letter) -> None:
    number = meeting(letter)
    with pytest.raises(Planned, match="Something is planned") as planned:
        add_closed_day(thai(), card(), by=OPERATOR, now=NOW)
    (hit,) = planned.value.effect.hits
    assert (hit.booked.consultation_id, hit.booked.held, hit.free and hit.free.day) == (number, 2, date(2022, 1, 12))
    assert day_count(ELEVENTH) == 0
    add_closed_day(thai(), card(), by=OPERATOR, now=NOW, shown=planned.value.digest)
    assert (day_count(ELEVENTH), found(number).day) == (1, ELEVENTH)


def test_whoever_looked_before_something_else_was_planned_looks_again(letter: Letter) -> None:
    meeting(letter)
    with pytest.raises(Planned) as planned:
        add_closed_day(thai(), card(), by=OPERATOR, now=NOW)
    book(
        letter.session_ids["2"],
        make_plan(make_plan().starts + timedelta(hours=3)),
        invited=Invited(agency_ids=(letter.agency_ids["nsc"],)),
        hand=HAND,
    )
    with pytest.raises(Planned):
        add_closed_day(thai(), card(), by=OPERATOR, now=NOW, shown=planned.value.digest)


def test_a_day_that_moves_onto_a_consultation_is_looked_at_and_one_that_is_renamed_is_not(letter: Letter) -> None:
    meeting(letter)
    number = day_on(thai(), date(2022, 2, 16)).id
    correct_closed_day(number, card(date(2022, 2, 16), "Makha Bucha Day"), by=OPERATOR, now=NOW)
    with pytest.raises(Planned) as planned:
        correct_closed_day(number, card(), by=OPERATOR, now=NOW)
    correct_closed_day(number, card(), by=OPERATOR, now=NOW, shown=planned.value.digest)
    assert db.session.get_one(ClosedDay, number).day == ELEVENTH


def test_a_day_of_the_united_nations_names_the_session_that_meets_there(letter: Letter) -> None:
    unov = calendar_named("unov", actor=OPERATOR)
    with pytest.raises(Planned) as planned:
        add_closed_day(unov, card(date(2022, 6, 6), "Whit Monday"), by=OPERATOR, now=NOW)
    (sitting,) = planned.value.effect.sittings
    assert (sitting.session_id, planned.value.effect.hits) == (letter.session_ids["2"], ())
    add_closed_day(unov, card(date(2022, 7, 6), "Nothing there"), by=OPERATOR, now=NOW)


def test_a_day_stands_on_a_list_once_and_needs_a_name(letter: Letter) -> None:
    with pytest.raises(Refusal, match="6 April 2022 is on this list already: Chakri Memorial Day"):
        add_closed_day(thai(), card(date(2022, 4, 6)), by=OPERATOR, now=NOW)
    with pytest.raises(Invalid):
        add_closed_day(thai(), ClosedDayCard(ELEVENTH, Bilingual("")), by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        add_closed_day(999, card(), by=OPERATOR, now=NOW)


def test_who_corrects_or_removes_what_somebody_else_has_changed_is_shown_it(letter: Letter) -> None:
    number = add_closed_day(thai(), card(), by=OPERATOR, now=NOW)
    seen = sight_of_closed_day(card())
    correct_closed_day(number, card(name="Another name"), by=OPERATOR, now=NOW, seen=seen)
    with pytest.raises(Overtaken):
        correct_closed_day(number, card(name="A third"), by=OPERATOR, now=NOW, seen=seen)
    with pytest.raises(Overtaken):
        remove_closed_day(number, by=OPERATOR, now=NOW, seen=seen)
    remove_closed_day(number, by=OPERATOR, now=NOW)
    assert day_count(ELEVENTH) == 0
    with pytest.raises(NotFound, match="not on file any more"):
        remove_closed_day(number, by=OPERATOR, now=NOW)
    with pytest.raises(NotFound, match="not on file any more"):
        day_on(thai(), ELEVENTH)


def test_a_year_is_confirmed_by_the_official_list(letter: Letter) -> None:
    assert calendar_page(thai(), 2022, actor=OPERATOR, now=NOW).expected == 27
    with pytest.raises(Invalid, match="which official list"):
        confirm_closed_days(thai(), 2022, source=" ", by=OPERATOR, now=NOW)
    with pytest.raises(Invalid, match="Shorten this"):
        confirm_closed_days(thai(), 2022, source="x" * 201, by=OPERATOR, now=NOW)
    confirm_closed_days(thai(), 2022, source="Announcement of 2564", by=OPERATOR, now=NOW)
    page = calendar_page(thai(), 2022, actor=OPERATOR, now=NOW)
    assert page.whole is not None
    assert (page.expected, page.whole.source, page.days[0].card.source) == (0, *["Announcement of 2564"] * 2)
    with pytest.raises(Stale, match="confirmed already"):
        confirm_closed_days(thai(), 2022, source="Announcement of 2564", by=OPERATOR, now=NOW)
    assert calendar_page(thai(), 2023, actor=OPERATOR, now=NOW).expected > 0


def test_a_year_of_single_days_is_whole_only_once_it_is_confirmed(letter: Letter) -> None:
    with pytest.raises(Refusal, match="Add its days first"):
        confirm_closed_days(thai(), 2027, source="Announcement", by=OPERATOR, now=NOW)
    add_closed_day(thai(), card(date(2027, 1, 1), "New Year"), by=OPERATOR, now=NOW)
    assert calendar_page(thai(), 2027, actor=OPERATOR, now=NOW).whole is None
    confirm_closed_days(thai(), 2027, source="Announcement", by=OPERATOR, now=NOW)
    assert calendar_page(thai(), 2027, actor=OPERATOR, now=NOW).whole is not None


def test_a_city_without_a_list_gets_one_of_its_own_once(letter: Letter) -> None:
    station = add_city(StationCard(Bilingual("Ha Noi"), "Asia/Ho_Chi_Minh"), by=OPERATOR, now=NOW)
    number = start_calendar(station, Bilingual("Vietnamese government offices"), by=OPERATOR, now=NOW)
    assert db.session.get_one(DutyStation, station).closure_list_id == number
    assert db.session.get_one(ClosureList, number).key == "ha-noi"
    with pytest.raises(Stale, match="goes by a list already"):
        start_calendar(station, Bilingual("Another"), by=OPERATOR, now=NOW)
    with pytest.raises(NotFound):
        start_calendar(999, Bilingual("Another"), by=OPERATOR, now=NOW)


def day_count(day: date) -> int:
    return db.session.query(ClosedDay).filter_by(day=day).count()
