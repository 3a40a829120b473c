"""Deadlines as pages list them."""

from datetime import date, time

from scheduler.deadlines import add_deadline
from scheduler.queries.deadlines import deadlines_of
from tests.fixtures import NOW, Letter
from tests.scheduler.queries.asking import questions
from vocabulary.actor import OPERATOR
from vocabulary.deadlines import DeadlineCard
from vocabulary.text import Bilingual

CARD = DeadlineCard(Bilingual("Registration", "การลงทะเบียน"), date(2022, 5, 26), time(18), "America/New_York", "Note")


def test_deadlines_stand_in_their_order_and_take_as_many_queries_for_three_as_for_one(letter: Letter) -> None:
    session_id = letter.session_ids["2"]
    last = add_deadline(session_id, CARD, by=OPERATOR, now=NOW)
    one = questions(lambda: deadlines_of([session_id]))
    first = add_deadline(
        session_id, DeadlineCard(CARD.name, date(2022, 5, 2), time(9), CARD.tzid), by=OPERATOR, now=NOW
    )
    unknown = DeadlineCard(CARD.name, date(2029, 5, 2), time(9), CARD.tzid)
    other = add_deadline(letter.session_ids["3"], unknown, by=OPERATOR, now=NOW)
    both = [session_id, letter.session_ids["3"]]
    assert questions(lambda: deadlines_of(both)) == one
    found = deadlines_of(both)
    assert [line.deadline_id for line in found] == [first, last, other]
    assert found[-1].due == found[-1].effective.deadline
