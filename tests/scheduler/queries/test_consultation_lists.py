"""All consultations in one list: ahead and behind."""

from datetime import timedelta

from scheduler.consultations import book, cancel
from scheduler.queries.consultation_lists import consultation_lists
from tests.making import HAND, NOW, Ministry, make_plan
from tests.scheduler.letters import MOVED
from tests.scheduler.queries.asking import questions
from vocabulary.actor import ANONYMOUS, OPERATOR


def test_what_is_planned_comes_first_the_earliest_on_top(ministry: Ministry, booked: int) -> None:
    later = book(ministry.session_id, make_plan(MOVED), invited=ministry.everybody, hand=HAND)
    found = consultation_lists(actor=OPERATOR, now=NOW)
    assert [line.what.consultation_id for line in found.ahead] == [booked, later]
    assert found.behind == ()
    assert (str(found.ahead[0].setting.session), found.ahead[0].setting.home.en) == ("Session 2", "Bangkok")


def test_what_is_over_or_cancelled_stands_behind_the_latest_on_top(ministry: Ministry, booked: int) -> None:
    later = book(ministry.session_id, make_plan(MOVED), invited=ministry.everybody, hand=HAND)
    cancel(booked, reason="", hand=HAND)
    found = consultation_lists(actor=OPERATOR, now=NOW)
    assert [line.what.consultation_id for line in found.behind] == [booked]
    found = consultation_lists(actor=OPERATOR, now=NOW + timedelta(days=30))
    assert [line.what.consultation_id for line in found.behind] == [later, booked]


def test_nobody_but_the_desk_has_a_list(booked: int) -> None:
    found = consultation_lists(actor=ANONYMOUS, now=NOW)
    assert (found.ahead, found.behind) == ((), ())


def test_three_consultations_take_as_many_questions_as_one(ministry: Ministry, booked: int) -> None:
    once = questions(lambda: consultation_lists(actor=OPERATOR, now=NOW))
    for _ in range(2):
        book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    assert questions(lambda: consultation_lists(actor=OPERATOR, now=NOW)) == once
