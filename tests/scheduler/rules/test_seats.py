"""Who may sit where, and what makes a plan of seats lapse."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.rules.seats import (
    by_order,
    frozen_seats,
    lapses,
    left,
    moved_up,
    seat_problems,
    thawed_seats,
    unnamed,
    unsaid,
)
from vocabulary.seats import Seated, SeatPlace, SeatRow, SeatSheet, SeatWish
from vocabulary.states import Language
from vocabulary.text import Bilingual

NEW_YORK, UN = Bilingual("New York", "นครนิวยอร์ก"), Bilingual("UN Hall")
SIRA = Seated(300, Bilingual("Sira"), Bilingual("Attorney"), SeatRow.FRONT)
SHEET = SeatSheet(NEW_YORK, UN, ("CR 4", ""), (SIRA,))
HERE = SeatPlace(NEW_YORK, UN, ("CR 4", ""), is_met=True, person_ids=frozenset({100, 300, 301}))
WISH = SeatWish(date(2022, 1, 17), date(2022, 1, 18), 1, 1, (300,), (301,))


def test_seats_go_by_the_order_of_the_roster() -> None:
    assert by_order([5, 6, 7, 8], front=1, behind=2) == {5: SeatRow.FRONT, 6: SeatRow.BEHIND, 7: SeatRow.BEHIND}
    assert by_order([5], front=2, behind=2) == {5: SeatRow.FRONT}


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (HERE, []),
        (replace(HERE, is_met=False), ["The session does not meet on these days any more"]),
        (
            replace(HERE, city=None, venue=None),
            ["It meets in another place: not known; until now New York, UN Hall"],
        ),
        (replace(HERE, rooms=("", "Hall")), ["It meets in another room: Hall; until now CR 4"]),
        (replace(HERE, rooms=("CR 4", "Hall")), []),
        (replace(HERE, rooms=("", "")), ["It meets in another room: not known; until now CR 4"]),
        (replace(HERE, person_ids=frozenset()), ["No longer on the roster: Sira"]),
    ],
)
def test_a_plan_lapses_with_what_it_rests_on(now: SeatPlace, said: list[str]) -> None:
    assert [one.text(Language.ENGLISH) for one in lapses(SHEET, now)] == said


SHEET_OF_TWO = replace(SHEET, seated=(SIRA, Seated(301, Bilingual("Mali", "มะลิ"), Bilingual(""), SeatRow.BEHIND)))


def test_a_plan_holds_while_anybody_of_it_is_left_and_says_whose_seats_are_free() -> None:
    assert lapses(SHEET_OF_TWO, replace(HERE, person_ids=frozenset({301}))) == ()
    assert left(SHEET_OF_TWO, {301}) == (SIRA,)
    assert moved_up(SHEET_OF_TWO, [100, 301, 102]) == {301: SeatRow.BEHIND, 100: SeatRow.FRONT}
    assert moved_up(SHEET_OF_TWO, [301]) == {301: SeatRow.BEHIND}
    [said] = lapses(SHEET_OF_TWO, replace(HERE, person_ids=frozenset()))
    assert said.text(Language.ENGLISH) == "No longer on the roster: Sira, Mali"


def test_a_name_goes_from_a_plan_and_from_what_made_it_lapse() -> None:
    assert [one.name for one in unnamed(SHEET_OF_TWO, 301).seated] == [SIRA.name, Bilingual("")]
    why = Bilingual("No longer on the roster: Sira, Mali", "ไม่อยู่ในคณะแล้ว: Sira, มะลิ")
    assert unsaid(why, Bilingual("Mali", "มะลิ")) == Bilingual(
        "No longer on the roster: Sira, …", "ไม่อยู่ในคณะแล้ว: Sira, …"
    )
    assert unsaid(why, Bilingual("")) == why, "what was erased once is erased again with nothing to look for"


@pytest.mark.parametrize(
    ("wish", "fields"),
    [
        (WISH, []),
        (replace(WISH, closes=date(2022, 1, 16)), ["closes"]),
        (replace(WISH, front=0), ["front"]),
        (replace(WISH, front_ids=()), ["front"]),
        (replace(WISH, front=51), ["front"]),
        (replace(WISH, behind=0), ["behind"]),
        (replace(WISH, behind_ids=(300,)), ["front"]),
        (replace(WISH, behind_ids=(999,)), ["front"]),
    ],
)
def test_what_cannot_be_seated_is_refused_on_its_field(wish: SeatWish, fields: list[str]) -> None:
    assert [one.field for one in seat_problems(wish, HERE)] == fields


def test_days_of_no_run_are_refused() -> None:
    assert [one.field for one in seat_problems(WISH, SeatPlace(person_ids=HERE.person_ids))] == ["closes"]


def test_a_plan_is_kept_whole() -> None:
    assert thawed_seats(frozen_seats(SHEET)) == SHEET
