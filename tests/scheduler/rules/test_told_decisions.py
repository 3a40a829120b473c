"""A decision's consequences in words, kept and read again."""

import json

from scheduler.rules.told_decisions import frozen_told, thawed_told, told
from tests.scheduler.rules.worlds import LATER, LATER_CLOSES, change, found, meeting, world
from vocabulary.decisions import ConsequenceKind, Decision, Verb

POSTPONED = change(Verb.POSTPONE, opens=LATER, closes=LATER_CLOSES)


def test_what_is_kept_is_what_was_told() -> None:
    consequences = found(world(meetings=(meeting(reply_by=LATER),)), POSTPONED, change(Verb.CANCEL, 2))
    words = told(Decision((POSTPONED, change(Verb.CANCEL, 2))), consequences)
    assert thawed_told(json.loads(json.dumps(frozen_told(words)))) == words
    assert [one.verb for one in words.changes] == [Verb.POSTPONE, Verb.CANCEL]
    [plan, other] = words.of(ConsequenceKind.PLAN)
    assert plan.before is not None
    assert (plan.why, other.what.en.startswith("Cancelled")) == (None, True)
    [proposal] = words.proposals
    assert proposal.hour.en == "Tue 22 Feb 2022 14:00"
    assert proposal.hour.th == "อ. 22 ก.พ. 2565 14:00"
    assert proposal.reply_by is not None


def test_a_day_for_answers_that_stays_is_not_told() -> None:
    words = told(Decision((POSTPONED,)), found(world(meetings=(meeting(),)), POSTPONED))
    assert words.proposals[0].reply_by is None
