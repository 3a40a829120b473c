"""Letters of a decision leave together, or not at all."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from models.database import db
from models.outbox import MailBatch, OutgoingMail
from scheduler.consultations import book, found, move
from scheduler.decision_releases import recall_decision, release_decision
from scheduler.decisions import decide, found_decision
from scheduler.releases import release
from tests.fixtures import Letter
from tests.making import HAND, NOW, make_plan
from tests.scheduler.letters import MOVED, let_go, letters, the_draft
from vocabulary.actor import OPERATOR
from vocabulary.decisions import Change, Decision, Verb
from vocabulary.plan import Invited
from vocabulary.refusals import Refusal, Stale
from vocabulary.states import BatchState, MailState

LATER = (date(2022, 2, 28), date(2022, 3, 11))


@pytest.fixture
def meetings(letter: Letter) -> list[int]:
    """Two consultations for the first session whose invitations have left."""
    invited = Invited(agency_ids=(letter.agency_ids["oag"], letter.agency_ids["mdes"]))
    numbers = [book(letter.session_ids["1"], make_plan(), invited=invited, hand=HAND) for _ in range(2)]
    for number in numbers:
        let_go(number)
    return numbers


@pytest.fixture
def decision(letter: Letter, meetings: list[int]) -> int:
    """The session postponed, and both consultations with it."""
    return decide(Decision((Change(letter.session_ids["1"], Verb.POSTPONE, *LATER),)), hand=HAND)


def drafts(decision: int) -> list[int]:
    entries = found_decision(decision).entries
    which = MailBatch.entry_id.in_(entries) & (MailBatch.state == BatchState.DRAFT)
    return list(db.session.scalars(select(MailBatch.id).where(which)))


def go(decision: int, batch_ids: list[int], *, aware: bool = False, due_at: datetime = NOW) -> int:
    return release_decision(decision, batch_ids, by=OPERATOR, now=NOW, due_at=due_at, aware=aware)


def queued() -> list[OutgoingMail]:
    return list(db.session.scalars(select(OutgoingMail).where(OutgoingMail.state == MailState.QUEUED)))


def test_all_letters_of_a_decision_leave_together(decision: int, meetings: list[int]) -> None:
    due = NOW + timedelta(minutes=2)
    assert go(decision, drafts(decision), due_at=due) == 4
    assert [mail.due_at for mail in queued()] == [due] * 4
    assert [letters(number) for number in meetings] == [[], []]


def test_only_what_was_shown_leaves(decision: int, meetings: list[int]) -> None:
    shown = drafts(decision)
    with pytest.raises(Stale, match="drafted anew"):
        go(decision, shown[:1])
    move(meetings[0], starts=MOVED, ends=MOVED + timedelta(hours=1), hand=HAND)
    with pytest.raises(Stale, match="drafted anew"):
        go(decision, shown)
    assert queued() == []


def test_letters_that_left_meanwhile_stop_all_of_them(letter: Letter, meetings: list[int]) -> None:
    invited = Invited(agency_ids=(letter.agency_ids["oag"],))
    waiting = book(letter.session_ids["1"], make_plan(), invited=invited, hand=HAND)
    release(the_draft(waiting).id, by=OPERATOR, now=NOW, due_at=NOW)
    decision = decide(Decision((Change(letter.session_ids["1"], Verb.POSTPONE, *LATER),)), hand=HAND)
    for mail in queued():
        mail.state, mail.attempts = MailState.SENT, 1
    db.session.commit()
    with pytest.raises(Stale, match="Letters have left"):
        go(decision, drafts(decision))
    assert queued() == []
    assert len(meetings) == 2
    assert go(decision, drafts(decision)) == 5


def test_once_they_are_gone_nothing_waits(decision: int) -> None:
    go(decision, drafts(decision))
    with pytest.raises(Stale, match="waits to be released"):
        go(decision, [])


def test_words_that_look_like_a_mark_are_asked_about(decision: int, meetings: list[int]) -> None:
    row = found(meetings[0])
    row.agenda = "ลับมาก"
    db.session.commit()
    with pytest.raises(Refusal, match="mark of secrecy"):
        go(decision, drafts(decision))
    assert go(decision, drafts(decision), aware=True) == 4


def test_they_are_called_back_together(decision: int, meetings: list[int]) -> None:
    go(decision, drafts(decision))
    recall_decision(decision, by=OPERATOR, now=NOW)
    assert queued() == []
    assert [len(letters(number)) for number in meetings] == [2, 2]


def test_what_has_left_is_not_called_back(decision: int) -> None:
    with pytest.raises(Refusal, match="can be called back"):
        recall_decision(decision, by=OPERATOR, now=NOW)
    go(decision, drafts(decision))
    queued()[0].attempts = 1
    db.session.commit()
    with pytest.raises(Refusal, match="already left"):
        recall_decision(decision, by=OPERATOR, now=NOW)
