"""One function for page, terminal and deed."""

import pytest

from scheduler.rules.decisions import consequences_of, digest_of, pair_of, settled
from tests.scheduler.rules.worlds import LATER, LATER_CLOSES, VIENNA, change, meeting, world
from vocabulary.decisions import ConsequenceKind, Decision, Verb
from vocabulary.refusals import Invalid

MOVED = Decision((change(Verb.POSTPONE, opens=LATER, closes=LATER_CLOSES), change(Verb.CANCEL, 2)))


def test_consequences_stand_in_the_order_of_the_page() -> None:
    kinds = [one.kind for one in consequences_of(MOVED, world(meetings=(meeting(),))).consequences]
    assert kinds == sorted(kinds, key=list(ConsequenceKind).index)
    assert kinds.count(ConsequenceKind.PLAN) == 2


def test_the_same_decision_on_the_same_state_has_the_same_digest() -> None:
    state = world(meetings=(meeting(),))
    first, again = (digest_of(MOVED, consequences_of(MOVED, state)) for _ in range(2))
    assert first == again
    moved_meanwhile = world(meetings=(meeting(), meeting(11)))
    assert digest_of(MOVED, consequences_of(MOVED, moved_meanwhile)) != first


def test_what_follows_is_settled_by_name() -> None:
    state = world(meetings=(meeting(),))
    consequences = consequences_of(MOVED, state)
    named = settled(MOVED, consequences)
    assert named.following == frozenset({10})
    assert digest_of(named, consequences_of(named, state)) == digest_of(MOVED, consequences)


def test_a_decision_that_cannot_be_has_no_consequences() -> None:
    with pytest.raises(Invalid):
        consequences_of(Decision((change(Verb.RELOCATE, city_id=VIENNA), change(Verb.EXTEND, 2))), world())


def test_only_a_checked_decision_has_a_before_and_an_after() -> None:
    with pytest.raises(ValueError, match="exist"):
        pair_of(change(Verb.CANCEL, 9), world())
