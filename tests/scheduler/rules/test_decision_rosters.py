"""What a decision does to rosters that were issued, and to those that were not."""

from datetime import date

import pytest

from scheduler.rules.decision_rosters import HEAD_WHY, led_after, runs_after, why_superseded
from scheduler.rules.decision_state import IssuedState
from tests.scheduler.rules.worlds import (
    LATER,
    LATER_CLOSES,
    TENURES,
    TODAY,
    VIENNA,
    attendee,
    change,
    english,
    found,
    session,
    world,
)
from vocabulary.decisions import Change, ConsequenceKind, SessionState, Verb
from vocabulary.issued import Sheet, SheetLine
from vocabulary.plan import Days
from vocabulary.states import DelegateRole, SessionStatus
from vocabulary.text import Bilingual

KIND = ConsequenceKind.ROSTER
SUPERSEDED = "Roster no. 1 of Session 1, issued on 4 January 2022, is superseded"
NEW_DAYS = {"opens": LATER, "closes": LATER_CLOSES}


def issued_for(one: SessionState) -> IssuedState:
    """The roster of a session as it would be issued on the first day of the world."""
    state = world(one)
    lines = tuple(
        SheetLine(number, DelegateRole.HEAD, name, title, Bilingual(""), is_co_head, cities)  # type: ignore[arg-type]
        for number, name, title, is_co_head, cities in led_after(one, state)
    )
    return IssuedState(1, 1, TODAY, Sheet(one.name, one.name, one.name, tuple(runs_after(one, state)), lines))


def test_a_roster_for_the_former_plan_is_looked_through() -> None:
    state = world(attendees=(attendee(1), attendee(2)))
    assert english(found(state, change(Verb.POSTPONE)), KIND) == [
        "The roster of Session 1 names 1 people for the former plan"
    ]


@pytest.mark.parametrize(
    ("decided", "is_superseded"),
    [
        (change(Verb.POSTPONE), True),
        (change(Verb.POSTPONE, **NEW_DAYS), True),
        (change(Verb.CANCEL), True),
        (change(Verb.RELOCATE, city_id=VIENNA), True),
        (change(Verb.EXTEND, closes=LATER), True),
        (change(Verb.POSTPONE, 2), False),
    ],
)
def test_an_issued_roster_is_superseded_by_another_plan_of_its_session(decided: Change, is_superseded: bool) -> None:
    state = world(issued=(issued_for(session(1)),), attendees=(attendee(1),))
    assert english(found(state, decided), KIND) == ([SUPERSEDED] if is_superseded else [])


def test_what_is_over_stands_as_it_was_issued() -> None:
    past = session(1, blocks=(Days(date(2021, 12, 1), date(2021, 12, 10)),), status=SessionStatus.SUSPENDED)
    state = world(past, issued=(issued_for(past),))
    assert english(found(state, change(Verb.EXTEND, closes=date(2021, 12, 15))), KIND) == []
    assert english(found(state, change(Verb.RECONVENE, **NEW_DAYS)), KIND) == [SUPERSEDED]


def test_other_heads_supersede_it_too() -> None:
    mark = issued_for(session(1))
    assert why_superseded(mark, session(1), state=world()) is None
    why = why_superseded(mark, session(1), state=world(tenures=TENURES[1:]))
    assert why is not None
    assert why.message == HEAD_WHY
