"""Consultations and sessions as one kind of thing: what letters invite to."""

import pytest

from scheduler.queries.occasions import CONSULTATION, occasion_at, occasions_of
from scheduler.rules.double_bookings import SESSION
from tests.fixtures import Letter
from tests.making import Ministry
from tests.scheduler.queries.asking import questions
from vocabulary.actor import ANONYMOUS, OPERATOR
from vocabulary.decisions import Place
from vocabulary.refusals import NotFound


@pytest.mark.parametrize("number", [0, 1])
def test_a_session_is_the_desks_alone(letter: Letter, number: int) -> None:
    actor, session_id = (OPERATOR, 99) if number else (ANONYMOUS, letter.session_ids["2"])
    with pytest.raises(NotFound):
        occasion_at(Place(SESSION, session_id), actor=actor)


def test_those_that_begin_first_come_first_and_the_undated_last(letter: Letter) -> None:
    places = [Place(SESSION, letter.session_ids[key]) for key in ("3", "2", "1")]
    first, second, undated = occasions_of(places)
    assert [first.place, second.place, undated.place] == places[::-1]
    assert [first.several, second.is_session, undated.days, undated.starts] == [False, True, (), None]
    assert questions(lambda: occasions_of(places)) == 2
    assert occasions_of([]) == []


def test_a_consultation_is_one_meeting_at_one_hour(ministry: Ministry, booked: int) -> None:
    (one,) = occasions_of([Place(CONSULTATION, booked)])
    assert (one.is_session, one.is_open, one.several) == (False, True, False)
    assert one.starts == one.parts[0].starts
    assert occasion_at(Place(CONSULTATION, booked), actor=OPERATOR) == one
