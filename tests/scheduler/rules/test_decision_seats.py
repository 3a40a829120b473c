"""Which plans of seats a decision makes lapse."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.rules.decision_state import SeatState
from tests.scheduler.rules.test_seats import SHEET
from tests.scheduler.rules.worlds import (
    CLOSES,
    HALL,
    OPENS,
    PHUWADOL,
    VIENNA,
    attendee,
    change,
    english,
    found,
    session,
    world,
)
from vocabulary.decisions import Change, ConsequenceKind, Verb
from vocabulary.plan import Days
from vocabulary.text import Bilingual

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


def test_whoever_leads_no_more_leaves_a_free_seat_in_a_plan_that_holds() -> None:
    runs = (Days(OPENS, CLOSES, venue_id=HALL), Days(date(2022, 2, 7), date(2022, 2, 11), VIENNA))
    led_there = replace(SHEET.seated[0], person_id=PHUWADOL, name=Bilingual("Vienna’s head"))
    plan = replace(PLAN, sheet=replace(PLAN.sheet, seated=(SHEET.seated[0], led_there)))
    state = world(session(1, blocks=runs), seats=(plan,), attendees=(attendee(1),))
    [one] = [
        each
        for each in found(state, change(Verb.RESCHEDULE, opens=OPENS, closes=CLOSES, venue_id=HALL)).consequences
        if each.kind is ConsequenceKind.SEATS
    ]
    assert str(one.what.both) == "A seat gets free in seat plan no. 1 of Session 1, 17–28 Jan 2022: Vienna’s head"
