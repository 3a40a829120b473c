"""A session's letters let go together, called back together, and never otherwise than they were shown."""

import pytest

from scheduler.queries.rosters import roster_for
from scheduler.queries.session_invitations import InvitedDelegation, invited_delegation
from scheduler.session_inviting import invite_delegation
from scheduler.session_releases import recall_session, release_session
from scheduler.sessions import found
from tests.fixtures import Letter, People
from tests.making import HAND
from tests.scheduler.delegations import drafts_of_session, invited, named
from vocabulary.actor import OPERATOR
from vocabulary.refusals import Refusal, Stale


def shown(session_id: int) -> InvitedDelegation:
    roster = roster_for(session_id, actor=OPERATOR)
    return invited_delegation(roster, today=HAND.now.date(), wall=HAND.now.replace(year=2021))


def test_letters_are_let_go_as_they_were_shown_and_called_back(letter: Letter) -> None:
    number = letter.session_ids["2"]
    assert shown(number).may_begin
    assert not shown(number).is_begun
    with pytest.raises(Stale, match="waits to be released"):
        release_session(number, [1], by=HAND.by, now=HAND.now, due_at=HAND.now)
    invite_delegation(number, hand=HAND)
    batches = [batch.id for batch in drafts_of_session(number)]
    with pytest.raises(Stale, match="drafted anew"):
        release_session(number, [], by=HAND.by, now=HAND.now, due_at=HAND.now)
    assert shown(number).draft.total == 5
    assert release_session(number, batches, by=HAND.by, now=HAND.now, due_at=HAND.now) == 5
    page = shown(number)
    assert (page.waiting, page.drafts, page.is_begun, page.several_runs) == (5, (), True, False)
    sequence = found(number).blocks[0].entry.sequence
    recall_session(number, [one.batch_id for one in page.released], by=HAND.by, now=HAND.now)
    assert shown(number).draft.total == 5
    assert found(number).blocks[0].entry.sequence >= sequence, "a feed may have shown it"
    with pytest.raises(Refusal, match="can be called back"):
        recall_session(number, [999], by=HAND.by, now=HAND.now)


def test_letters_that_left_meanwhile_let_nothing_else_go(letter: Letter, people: People) -> None:
    number = invited(letter, people)
    named(letter, people, "2", "moj")
    [batch] = drafts_of_session(number)
    release_session(number, [batch.id], by=HAND.by, now=HAND.now, due_at=HAND.now)
    assert shown(number).waiting == 1
