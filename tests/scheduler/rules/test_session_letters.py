"""Who is asked to which days of a session, and what stands of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scheduler.rules.session_letters import (
    Placed,
    left_over,
    opening_of,
    resting_order,
    runs_after,
    runs_due,
    without_address,
)
from tests.scheduler.rules.circles import (
    CHAIR,
    CLOSES,
    HEAD,
    MEMBER,
    OPENS,
    REQUIRED,
    SILENT,
    STAY,
    TODAY,
    TOPIC,
    circle,
    run,
    told,
)
from vocabulary.delegation_parts import DelegationPart
from vocabulary.invite import Firmness
from vocabulary.plan import Days
from vocabulary.states import DelegateRole, SessionStatus

LATER = Days(OPENS + timedelta(days=60), CLOSES + timedelta(days=60), 1)


def test_heads_are_asked_first_and_nobody_without_an_address() -> None:
    fresh = run(issued=False)
    leads = {HEAD.person_id: DelegationPart(DelegateRole.HEAD)}
    [due] = runs_due(circle(fresh), [Placed(fresh, STAY, leads)], today=TODAY)
    asked = [(one.person_id, one.role, one.holder.wanted, one.holder.leads) for one in due.reached]
    assert asked == [(1, CHAIR, True, True), (2, REQUIRED, True, False)]
    assert due.reached[1].agency_id == 7
    assert [one.name for one in without_address(circle(fresh), [HEAD.person_id])] == [SILENT.name]


def test_whoever_led_and_leads_no_more_is_asked_no_more() -> None:
    known = run(1, Days(OPENS, CLOSES, 1), told(HEAD, CHAIR), told(MEMBER, number=6))
    [due] = runs_due(circle(known), [Placed(known, STAY)], today=TODAY)
    assert [(one.person_id, one.holder.wanted) for one in due.reached] == [(1, False), (2, True)]


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (SessionStatus.POSTPONED, Firmness.POSTPONED),
        (SessionStatus.CANCELLED, Firmness.CANCELLED),
        (SessionStatus.CONFIRMED, Firmness.GIVEN_UP),
    ],
)
def test_days_that_are_off_say_why(status: SessionStatus, why: Firmness) -> None:
    known = run(1, None, told(HEAD, CHAIR), told(MEMBER, number=6), told(replace(MEMBER, person_id=9), number=7))
    [due] = runs_due(circle(known, topic=replace(TOPIC, status=status)), [Placed(known, None)], today=TODAY)
    assert (due.cancelled, due.facts.firmness) == (True, why)
    assert [one.holder.wanted for one in due.reached] == [True, True, False], "who left the delegation is asked no more"


def test_nothing_is_told_of_what_is_over_or_was_never_known() -> None:
    known, unknown = run(), run(2, None, issued=False)
    placed = [Placed(known, STAY), Placed(unknown, None)]
    assert runs_due(circle(known, unknown), placed, today=CLOSES + timedelta(days=1)) == ()
    assert len(runs_due(circle(known, unknown), placed, today=CLOSES)) == 1
    held = circle(known, topic=replace(TOPIC, status=SessionStatus.HELD))
    assert runs_due(held, placed, today=TODAY) == ()
    off = circle(unknown, topic=replace(TOPIC, status=SessionStatus.CANCELLED))
    assert runs_due(off, [Placed(unknown, STAY)], today=TODAY) == ()


def test_days_keep_take_up_and_make_identities_as_writing_them_does() -> None:
    known, resting = run(), run(2, None)
    present = Days(OPENS, CLOSES, 1)
    assert [one.entry_id for one in runs_after(circle(known, resting), [present])] == [1]
    [moved] = runs_after(circle(known, resting), [LATER])
    assert (moved.entry_id, moved.begins, moved.issued and moved.issued.sequence) == (1, 1, 1)
    both = runs_after(circle(known, resting), [present, LATER])
    assert [(one.entry_id, one.begins) for one in both] == [(1, 0), (2, 1)]
    several = [present, LATER, Days(LATER.opens + timedelta(days=60), LATER.closes + timedelta(days=60), 1)]
    assert [one.entry_id for one in runs_after(circle(known, resting), several)] == [1, 2, 0]
    assert [(one.entry_id, one.begins) for one in left_over(circle(known, resting), [])] == [(1, 1), (2, 0)]
    assert run(3, None, issued=False).raised.issued is None


def test_what_rests_goes_by_when_it_came_to_rest() -> None:
    assert min([run(1, None), run(2, None)], key=resting_order).entry_id == 2
    assert resting_order(replace(run(), rested=None)) == (0.0, 0)
    assert opening_of(run()) == OPENS
    assert opening_of(run(1, None)) > OPENS
