"""Delegations that are seated in tests."""

from datetime import date

from scheduler.delegations import withdraw_delegate
from scheduler.meeting_days import set_meeting_days
from scheduler.queries.rosters import roster_for
from scheduler.seats import seat
from tests.fixtures import NOW, Letter
from vocabulary.actor import OPERATOR
from vocabulary.plan import DayPlan
from vocabulary.seats import SeatWish

FIRST, LAST, MIDDLE = date(2022, 5, 30), date(2022, 6, 10), date(2022, 6, 2)


def people_of(letter: Letter) -> list[int]:
    """Everybody on the roster of session 2, in its order."""
    return [line.person_id for line in roster_for(letter.session_ids["2"], actor=OPERATOR).lines]


def seated(letter: Letter, opens: date = FIRST, closes: date = LAST) -> int:
    """Make a plan: the first at the table, the next two behind; its number."""
    first, second, third, *_ = people_of(letter)
    wish = SeatWish(opens, closes, 1, 2, (first,), (second, third))
    return seat(letter.session_ids["2"], wish, by=OPERATOR, now=NOW)


def leaves(letter: Letter, place: int) -> int:
    """Withdraw whoever stands at this place of the roster; who it was."""
    line = roster_for(letter.session_ids["2"], actor=OPERATOR).lines[place]
    assert line.delegate_id is not None
    withdraw_delegate(line.delegate_id, by=OPERATOR, now=NOW)
    return line.person_id


def meets_in(letter: Letter, room: str) -> None:
    """Say that a day in the middle is in this room."""
    set_meeting_days(letter.session_ids["2"], [DayPlan(MIDDLE, "10:00-13:00", room)], by=OPERATOR, now=NOW)
