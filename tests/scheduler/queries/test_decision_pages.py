"""A decision's page: for the desk alone, and no dearer for many meetings than for one."""

import pytest

from scheduler.consultations import book
from scheduler.decisions import decide, undo
from scheduler.queries.decision_pages import decision_page
from scheduler.rules.double_bookings import SESSION
from tests.fixtures import Letter, People
from tests.making import HAND, NOW, Ministry, make_plan
from tests.scheduler.delegations import invited
from tests.scheduler.letters import let_go, queries_of
from vocabulary.actor import OPERATOR, Actor
from vocabulary.decisions import Change, Decision, Place, Verb
from vocabulary.refusals import NotFound
from vocabulary.states import ActorKind, LetterKind


def decided(ministry: Ministry, count: int) -> int:
    for _ in range(count):
        let_go(book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND))
    return decide(Decision((Change(ministry.session_id, Verb.CANCEL),)), hand=HAND)


def test_it_says_what_waits_and_what_may_be_done(ministry: Ministry) -> None:
    number = decided(ministry, 2)
    page = decision_page(number, actor=OPERATOR, wall=NOW)
    assert page.draft.counts == {LetterKind.CANCELLATION: 6}
    assert (page.released, page.waiting, page.may_be_undone, page.marks) == (0, 0, True, ())
    undo(number, hand=HAND)
    page = decision_page(number, actor=OPERATOR, wall=NOW)
    assert (page.meetings, page.may_be_undone) == ((), False)


def test_many_meetings_ask_no_more_than_one(ministry: Ministry) -> None:
    one = decided(ministry, 1)
    before = queries_of(lambda: decision_page(one, actor=OPERATOR, wall=NOW))
    undo(one, hand=HAND)
    several = decided(ministry, 3)
    assert queries_of(lambda: decision_page(several, actor=OPERATOR, wall=NOW)) <= before


def test_nobody_else_sees_it(ministry: Ministry) -> None:
    number = decided(ministry, 1)
    with pytest.raises(NotFound):
        decision_page(number, actor=Actor(ActorKind.ANONYMOUS, "nobody"), wall=NOW)
    with pytest.raises(NotFound):
        decision_page(99, actor=OPERATOR, wall=NOW)


def test_the_letters_of_an_invited_delegation_wait_under_its_session(letter: Letter, people: People) -> None:
    session_id = invited(letter, people)
    number = decide(Decision((Change(session_id, Verb.CANCEL),)), hand=HAND)
    [one] = decision_page(number, actor=OPERATOR, wall=NOW).meetings
    assert (one.about, one.title.en) == (Place(SESSION, session_id), "Session 2")
    assert one.draft is not None
    assert one.draft.counts == {LetterKind.CANCELLATION: 5}
