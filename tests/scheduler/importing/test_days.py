"""A newer list of closed days held against the one on file: what is new, gone, moved and changed."""

import io
from datetime import date

import pytest
from openpyxl import Workbook

from scheduler.importing.days import About, DayChange, DayPlan, Present, plan_of, read_days
from scheduler.importing.sheets import Sheet, read_sheet
from vocabulary.closed_days import ClosedDayCard, ClosedDayState
from vocabulary.columns import DayColumn
from vocabulary.text import Bilingual

ABOUT = About("Announcement of 2564", ClosedDayState.CONFIRMED)
TODAY = date(2022, 1, 4)
ON_FILE = {
    1: ClosedDayCard(date(2022, 1, 1), Bilingual("New Year", "วันขึ้น|ปีใหม่"), ABOUT.source, ABOUT.state),
    2: ClosedDayCard(date(2022, 2, 16), Bilingual("Makha Bucha", "วันมาฆบูชา"), "holidays, TH"),
    3: ClosedDayCard(date(2022, 4, 6), Bilingual("Chakri Day", "วันจักรี"), "holidays, TH"),
    4: ClosedDayCard(date(2023, 1, 1), Bilingual("New Year", "วันขึ้นปีใหม่"), "holidays, TH"),
}
PRESENT = Present(ON_FILE, frozenset({2022}))


def sheet_of(text: str) -> Sheet:
    return read_sheet(text.encode(), name="days.csv", columns=DayColumn)


def plan(text: str, present: Present = PRESENT) -> DayPlan:
    return plan_of(read_days(sheet_of(text), ABOUT, today=TODAY), present)


def outline(found: DayPlan) -> list[tuple[str, DayChange | None, int | None]]:
    return [(line.card.day.isoformat(), line.change, line.day_id) for line in found.lines]


def sentences(text: str) -> list[str]:
    return [str(problem) for problem in plan(text).problems]


def test_the_difference_says_what_is_new_gone_moved_changed_and_left() -> None:
    found = plan(
        "day,name th,name\n1 ม.ค. 2565,วันขึ้นปีใหม่,New Year\n17/2/2565,วันมาฆบูชา,\n๑๓ เม.ย. ๒๕๖๕,วันสงกรานต์,Songkran\n"
    )
    assert outline(found) == [
        ("2022-01-01", None, 1),
        ("2022-02-17", DayChange.MOVED, 2),
        ("2022-04-06", DayChange.GONE, 3),
        ("2022-04-13", DayChange.NEW, None),
    ]
    assert (found.years, found.begins, found.closing) == ((2022,), (), (date(2022, 2, 17), date(2022, 4, 13)))
    moved = found.lines[1]
    assert (moved.card.name, moved.before) == (Bilingual("Makha Bucha", "วันมาฆบูชา"), ON_FILE[2])
    assert [found.count(change) for change in DayChange] == [1, 1, 0, 1]


def test_a_day_is_changed_by_its_source_its_state_or_its_name() -> None:
    found = plan(
        "date;holiday;state;source\n2022-01-01;New Year;;\n2022-02-16;;expected;\n2022-04-06;Chakri;;Gazette\n"
    )
    assert [change for _, change, _ in outline(found)] == [None, DayChange.CHANGED, DayChange.CHANGED]
    assert (found.lines[1].card.state, found.lines[2].card.source) == (ClosedDayState.EXPECTED, "Gazette")
    assert found.lines[2].card.name == Bilingual("Chakri", "วันจักรี")


def test_a_list_that_is_on_file_is_idle_until_its_year_is_there_as_a_whole() -> None:
    same = "day,name\n2022-01-01,New Year\n"
    one = Present({1: ON_FILE[1]}, frozenset({2022}))
    assert plan(same, one).is_idle
    part = plan(same, Present({1: ON_FILE[1]}, frozenset()))
    assert (part.is_idle, part.begins) == (False, (2022,))
    assert plan(same, one).digest != part.digest


def test_a_year_that_the_file_does_not_name_is_left_alone_and_a_namesake_there_is_no_move() -> None:
    found = plan("day,name\n2022-01-01,New Year\n2022-02-16,Makha Bucha\n2022-04-06,Chakri Day\n2024-01-01,New Year\n")
    assert outline(found)[-1] == ("2024-01-01", DayChange.NEW, None)
    assert 4 not in {line.day_id for line in found.lines}
    assert (found.years, found.begins) == ((2022, 2024), (2024,))


def test_two_days_of_one_name_move_each_to_the_nearest() -> None:
    present = Present(
        {
            7: ClosedDayCard(date(2022, 4, 13), Bilingual("Songkran")),
            8: ClosedDayCard(date(2022, 4, 14), Bilingual("Songkran")),
        },
        frozenset({2022}),
    )
    found = plan("day,name\n2022-04-18,Songkran\n2022-04-19,songkran\n", present)
    assert [(line.day_id, line.change) for line in found.lines] == [(8, DayChange.MOVED), (7, DayChange.MOVED)]


def test_every_problem_is_named_by_row_and_column() -> None:
    assert sentences("shoe,day\n1,2\n") == [
        "Row 1, A: “shoe” is no heading known here. Call it as in the template, or delete the column."
    ]
    found = sentences(
        "day,weekday,name,state\n"
        "tomorrow,,A,\n"
        "2022-01-03,Tuesday,B,\n"
        ",,C,\n"
        "2022-05-02,Monday,D,perhaps\n"
        "2 May 2022,,E,\n"
        "2022-05-09,,,\n"
        "2022-05-10,,A|B,\n"
    )
    assert [one.split(":")[0] for one in found] == [
        "Row 2, Day",
        "Row 3, Day",
        "Row 4, Day",
        "Row 5, State",
        "Row 6, Day",
        "Row 7, Name in Thai",
        "Row 8, Name in English",
    ]
    assert "is a Monday, not a Tuesday" in found[1]
    assert "row 5 has this day already" in found[4]


def test_a_cell_that_is_a_date_is_read_as_one_and_a_formula_is_not() -> None:
    buffer, book = io.BytesIO(), Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("day", "name"), (date(2022, 5, 2), "A"), ("=TODAY()", "B"), (date(2565, 5, 3), "C")):
        sheet.append(row)
    book.save(buffer)
    reading = read_days(read_sheet(buffer.getvalue(), name="f", columns=DayColumn), ABOUT, today=TODAY)
    assert [entry.card.day for entry in reading.entries] == [date(2022, 5, 2), date(2022, 5, 3)]
    assert [str(problem) for problem in reading.problems] == [
        "Row 3, Day: this is a formula. Copy the column and paste it as values."
    ]


@pytest.mark.parametrize("text", ["day,name\n3/4/68,A\n", "day,name\n29 Feb 2022,A\n"])
def test_a_day_that_may_be_another_is_asked_about(text: str) -> None:
    assert sentences(text)[0].startswith("Row 2, Day: ")
