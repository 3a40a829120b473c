"""What can be decided about a session, by its state."""

import pytest

from scheduler.rules.decision_verbs import verbs_for
from tests.scheduler.rules.worlds import OPENS, TODAY, session
from vocabulary.decisions import SessionState, Verb
from vocabulary.states import SessionStatus


@pytest.mark.parametrize(
    ("before", "first"),
    [
        (session(1), Verb.POSTPONE),
        (session(1, blocks=()), Verb.RESCHEDULE),
        (session(1, status=SessionStatus.CANCELLED), Verb.RESTORE),
        (session(1, status=SessionStatus.SUSPENDED), Verb.RECONVENE),
    ],
)
def test_the_likeliest_comes_first(before: SessionState, first: Verb) -> None:
    assert verbs_for(before, today=TODAY)[0] is first


def test_a_session_under_way_is_extended_and_one_that_was_held_is_left_alone() -> None:
    assert verbs_for(session(1), today=OPENS)[0] is Verb.EXTEND
    assert verbs_for(session(1, status=SessionStatus.HELD), today=TODAY) == ()
