"""When letters are taken for the mail server, and how many."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules.mail_way import ENOUGH, LONGEST_REST, Way, credit_at, rest_after, room_on

WALL = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
FIRST = timedelta(seconds=30)


def test_the_rest_doubles_up_to_five_minutes() -> None:
    rests = [rest_after(ENOUGH + more, first=FIRST).total_seconds() for more in range(8)]
    assert rests == [30, 60, 120, 240, 300, 300, 300, 300]
    assert rest_after(10_000, first=timedelta(minutes=20)) == LONGEST_REST


@pytest.mark.parametrize(
    ("way", "room"),
    [
        (Way(), 100),
        (Way(failures=ENOUGH - 1), 100),
        (Way(failures=ENOUGH, rests_until=WALL + FIRST), 0),
        (Way(failures=ENOUGH, rests_until=WALL), 1),
        (Way(failures=99, rests_until=WALL - FIRST), 1),
    ],
)
def test_where_nobody_answers_one_letter_is_tried_after_each_rest(way: Way, room: int) -> None:
    assert room_on(way, WALL, most=100, per_minute=0) == room


def test_a_pace_lets_a_tenth_of_a_minute_go_at_once_and_the_rest_evenly() -> None:
    assert room_on(Way(), WALL, most=100, per_minute=30) == 3
    spent = Way(credit=0, credited_at=WALL)
    assert [room_on(spent, WALL + timedelta(seconds=s), most=100, per_minute=30) for s in (0, 2, 3, 5, 60)] == [
        *(0, 0, 1, 2, 3)
    ]
    assert room_on(Way(failures=ENOUGH), WALL, most=100, per_minute=30) == 1


def test_a_clock_that_was_put_back_earns_nothing() -> None:
    assert credit_at(Way(credit=1, credited_at=WALL), WALL - timedelta(days=1), per_minute=60) == 1
    rests = Way(failures=ENOUGH, rests_until=WALL + LONGEST_REST * 300)
    assert room_on(rests, WALL, most=100, per_minute=0) == 1, "a rest that no rule gave is over"


@given(st.integers(min_value=2, max_value=200), st.lists(st.floats(min_value=0, max_value=20), max_size=60))
def test_no_minute_sees_more_than_it_may(per_minute: int, pauses: list[float]) -> None:
    way, wall = Way(), WALL
    taken: list[datetime] = []
    for pause in pauses:
        wall += timedelta(seconds=pause)
        room = room_on(way, wall, most=100, per_minute=per_minute)
        taken += [wall] * room
        way = Way(credit=credit_at(way, wall, per_minute=per_minute) - room, credited_at=wall)
    for begun in taken:
        assert sum(begun <= each < begun + timedelta(minutes=1) for each in taken) <= per_minute
