"""Which plans of seats a decision makes lapse."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.rules.decision_state import SeatState
from tests.scheduler.rules.test_seats import SHEET
from tests.scheduler.rules.worlds import CLOSES, HALL, OPENS, VIENNA, attendee, change, english, found, world
from vocabulary.decisions import Change, ConsequenceKind, Verb

PLAN = SeatState(1, 1, OPENS, CLOSES, replace(SHEET, rooms=("CR 4",)))


@pytest.mark.parametrize(
    ("decided", "lapsing"),
    [
        (change(Verb.EXTEND, closes=date(2022, 1, 31)), False),
        (change(Verb.POSTPONE), True),
        (change(Verb.CANCEL), True),
        (change(Verb.RELOCATE, city_id=VIENNA), True),
        (change(Verb.POSTPONE, 2), False),
    ],
)
def test_a_decision_names_the_plans_that_lapse(decided: Change, lapsing: bool) -> None:
    state = world(seats=(PLAN, replace(PLAN, number=2, closes=date(2021, 1, 1))), attendees=(attendee(1),))
    assert english(found(state, decided), ConsequenceKind.SEATS) == (
        ["Seat plan no. 1 of Session 1, 17–28 Jan 2022, lapses"] if lapsing else []
    )
    assert HALL in state.cities[1].venues
