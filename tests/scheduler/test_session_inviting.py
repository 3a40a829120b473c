"""Inviting a delegation: refused where there is nothing to invite to, or nobody to write to."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.decisions import decide, preview
from scheduler.posts import end_term, found_post
from scheduler.session_inviting import invite_delegation
from tests.fixtures import Letter
from tests.making import HAND
from vocabulary.decisions import Change, Decision, Verb
from vocabulary.refusals import Refusal


def test_who_cannot_be_invited_is_refused_with_what_to_do(letter: Letter) -> None:
    undated = letter.session_ids["4"]
    with pytest.raises(Refusal, match="no days yet"):
        invite_delegation(undated, hand=HAND)
    number = letter.session_ids["2"]
    with pytest.raises(Refusal, match="is over"):
        invite_delegation(number, hand=replace(HAND, now=HAND.now.replace(year=2023)))
    new_york = letter.post_ids["pr-new-york"]
    for holder in found_post(new_york).holders:
        end_term(holder.id, date(2022, 1, 4), by=HAND.by, now=HAND.now)
    with pytest.raises(Refusal, match="can be written to"):
        invite_delegation(letter.session_ids["1"], hand=HAND)
    shown = preview(Decision((Change(number, Verb.CANCEL),)), hand=HAND)
    decide(shown.decision, hand=HAND, seen=shown.seen)
    with pytest.raises(Refusal, match="is off"):
        invite_delegation(number, hand=HAND)


@pytest.mark.parametrize(
    ("day", "why"), [(date(2022, 5, 30), "before the session begins"), (date(2022, 1, 3), "has gone by")]
)
def test_a_day_on_which_no_answer_is_of_use_is_refused(letter: Letter, day: date, why: str) -> None:
    with pytest.raises(Refusal, match=why) as refused:
        invite_delegation(letter.session_ids["2"], hand=HAND, answer_by=day)
    assert refused.value.field == "answer_by"
