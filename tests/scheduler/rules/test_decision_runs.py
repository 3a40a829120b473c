"""What a decision means for an invited delegation."""

from dataclasses import replace
from datetime import timedelta

from scheduler.rules.decision_runs import asking, run_messages, run_outcomes, stay_on
from tests.scheduler.rules.circles import CHAIR, HEAD, MEMBER, circle, run, told
from tests.scheduler.rules.worlds import NEW_YORK, session, world
from vocabulary.plan import Days
from vocabulary.states import LetterKind, SessionStatus


def test_a_postponed_session_is_called_off_for_whoever_holds_it() -> None:
    one = session(1)
    state = replace(
        world(one), circles={one.session_id: circle(run(1, one.blocks[0], told(HEAD, CHAIR), told(MEMBER, number=6)))}
    )
    after = {one.session_id: replace(one, status=SessionStatus.POSTPONED, blocks=())}
    [outcome] = run_outcomes(state, after)
    assert [(each.name, each.kind, each.run) for each in run_messages(outcome)] == [
        ("Malee", LetterKind.CANCELLATION, 1),
        ("Anan", LetterKind.CANCELLATION, 1),
    ]


def test_a_session_whose_delegation_was_never_invited_tells_nobody() -> None:
    one = session(1)
    assert run_outcomes(world(one), {one.session_id: one}) == []


def test_a_place_is_named_as_far_as_it_is_known() -> None:
    one = session(1)
    days = one.blocks[0]
    state = world(one)
    somewhere = stay_on(Days(days.opens, days.closes), state, own={}, home=state.home_of(one))
    assert (somewhere.city, somewhere.meetings) == (None, ())
    known = stay_on(Days(days.opens, days.closes, NEW_YORK, 999), state, own={}, home=state.home_of(one))
    assert known.city is not None
    assert known.building is None


def test_an_officers_day_to_answer_by_is_named_after_a_decision_too() -> None:
    one = session(1)
    state, days = world(one), one.blocks[0]
    stay = stay_on(Days(days.opens, days.closes), state, own={}, home=state.home_of(one))
    early = days.opens - timedelta(days=9)
    asked = replace(circle(run(1, days)), answer_by=early)
    assert asking(asked, stay, today=early).answer_day == early
    assert asking(asked, stay, today=early + timedelta(days=1)).answer_day == stay.answer_day
