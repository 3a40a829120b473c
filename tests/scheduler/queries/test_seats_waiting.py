"""Seats that wait for the desk: a plan that has lapsed with no other made, and seats that somebody has left."""

from datetime import date

import pytest

from scheduler.decisions import decide
from scheduler.delegations import withdraw_delegate
from scheduler.queries.overview import overview_for
from scheduler.queries.rosters import roster_for
from scheduler.rules.waiting import Waiting, WaitingKind
from scheduler.seats import seat, unseat
from tests.fixtures import NOW, Letter, People
from tests.making import HAND
from tests.scheduler.queries.asking import questions
from vocabulary.actor import OPERATOR
from vocabulary.decisions import Change, Decision, Verb
from vocabulary.seats import SeatWish
from vocabulary.text import Bilingual

FIRST, LAST = date(2022, 5, 30), date(2022, 6, 10)
KINDS = (WaitingKind.SEATS, WaitingKind.FREE_SEAT)


@pytest.fixture
def number(letter: Letter) -> int:
    """Session 2, of whose delegation three have a seat."""
    session_id = letter.session_ids["2"]
    first, second, third, *_ = (line.person_id for line in roster_for(session_id, actor=OPERATOR).lines)
    seat(session_id, SeatWish(FIRST, LAST, 1, 2, (first,), (second, third)), by=OPERATOR, now=NOW)
    return session_id


def waiting() -> list[Waiting]:
    return [one for one in overview_for("ahc", actor=OPERATOR, now=NOW).waiting if one.kind in KINDS]


def test_a_plan_that_holds_and_one_that_the_desk_took_back_wait_for_nobody(number: int) -> None:
    assert waiting() == []
    unseat(number, 1, by=OPERATOR, now=NOW)
    assert waiting() == []


def test_a_plan_that_has_lapsed_waits_until_there_is_another(number: int, people: People) -> None:
    earlier = Change(number, Verb.RESCHEDULE, date(2022, 5, 23), date(2022, 5, 27))
    decide(Decision((earlier,)), hand=HAND)
    [one] = waiting()
    assert (one.kind, one.subject_id, one.values["number"]) == (WaitingKind.SEATS, number, 1)
    wish = SeatWish(date(2022, 5, 23), date(2022, 5, 27), 1, 0, (people.head_vienna,))
    seat(number, wish, by=OPERATOR, now=NOW)
    assert waiting() == []


def test_a_seat_that_somebody_has_left_waits_and_takes_no_further_question(number: int) -> None:
    before = questions(waiting)
    leaving = roster_for(number, actor=OPERATOR).lines[1]
    assert leaving.delegate_id is not None
    withdraw_delegate(leaving.delegate_id, by=OPERATOR, now=NOW)
    [one] = waiting()
    assert (one.kind, one.subject_id) == (WaitingKind.FREE_SEAT, number)
    assert one.values["names"] == Bilingual(leaving.name.plain.en, leaving.name.plain.th)
    assert questions(waiting) == before
