"""Promised duties recorded as met with their evidence, and opened again with a reason; nothing of it is forgotten."""

from datetime import date

import pytest
from sqlalchemy import select

from models.audit import AuditRow
from models.committees import Discharge, Obligation
from models.database import db
from scheduler.decisions import decide
from scheduler.obligations import close_obligation, reopen_obligation
from scheduler.queries.obligations import board_for
from scheduler.rules.sights import sight_of_evidence
from tests.fixtures import NOW, Letter
from tests.making import HAND
from vocabulary.actor import OPERATOR
from vocabulary.decisions import Change, Decision, Verb
from vocabulary.plan import Evidence, Owed, Sight
from vocabulary.refusals import Invalid, NotFound, Overtaken, Stale
from vocabulary.states import DutyState

pytestmark = pytest.mark.both_databases
CABINET = Evidence(date(2022, 1, 4), "Cabinet resolution 3/2022", "At the first opportunity")


@pytest.fixture
def framework(letter: Letter) -> Owed:
    """The framework that the letter promises."""
    return Owed(db.session.scalars(select(Obligation.id).where(Obligation.position == 2)).one())


@pytest.fixture
def consulting(letter: Letter) -> Owed:
    """The consultation that it promises before the second session."""
    number = db.session.scalars(select(Obligation.id).where(Obligation.position == 1)).one()
    return Owed(number, letter.session_ids["2"])


def close(owed: Owed, evidence: Evidence = CABINET, seen: Sight | None = None) -> None:
    close_obligation(owed, evidence, by=OPERATOR, now=NOW, seen=seen)


def reopen(owed: Owed, reason: str = "It was another framework", seen: Sight | None = None) -> None:
    reopen_obligation(owed, reason, by=OPERATOR, now=NOW, seen=seen)


def states(letter: Letter) -> list[list[DutyState]]:
    board = board_for(letter.committee_key, actor=OPERATOR, now=NOW)
    return [[one.state for one in duty.standings] for duty in board.duties]


def test_a_duty_is_met_with_its_evidence_and_the_audit_tells_it(letter: Letter, framework: Owed) -> None:
    close(framework)
    assert states(letter)[1] == [DutyState.MET]
    row = db.session.scalars(select(AuditRow).order_by(AuditRow.number.desc())).first()
    assert row is not None
    assert (row.deed, row.subject_kind, row.subject_id) == ("close obligation", "obligation", framework.obligation_id)


def test_one_that_recurs_is_met_before_one_session_alone(letter: Letter, consulting: Owed) -> None:
    close(consulting, Evidence(date(2022, 1, 4), "Answers by letter"))
    assert states(letter)[0][:3] == [DutyState.MET, DutyState.MET, DutyState.NOT_YET]


def test_evidence_is_corrected_in_its_place(letter: Letter, framework: Owed) -> None:
    close(framework)
    close(framework, Evidence(date(2022, 1, 3), "Cabinet resolution 2/2022"), seen=sight_of_evidence(CABINET))
    assert [one.document for one in db.session.scalars(select(Discharge))] == ["Cabinet resolution 2/2022"]


def test_whoever_saw_it_open_does_not_write_over_the_evidence_of_another(letter: Letter, framework: Owed) -> None:
    close(framework)
    with pytest.raises(Overtaken):
        close(framework, Evidence(date(2022, 1, 3), "Another"), seen=sight_of_evidence(None))
    close(framework, seen=sight_of_evidence(None))
    assert len(db.session.scalars(select(Discharge)).all()) == 1, "the very same is no second evidence"
    with pytest.raises(Overtaken):
        reopen(framework, seen=sight_of_evidence(Evidence(None, "Another")))


def test_it_is_owed_again_with_a_reason_and_the_evidence_stays_on_file(letter: Letter, framework: Owed) -> None:
    close(framework)
    with pytest.raises(Invalid, match="Say why"):
        reopen(framework, " ")
    reopen(framework, seen=sight_of_evidence(CABINET))
    assert states(letter)[1] == [DutyState.OPEN]
    board = board_for(letter.committee_key, actor=OPERATOR, now=NOW)
    assert [(one.document, one.why) for one in board.duties[1].taken_back] == [
        ("Cabinet resolution 3/2022", "It was another framework")
    ]
    with pytest.raises(Stale, match="open already"):
        reopen(framework)
    close(framework, Evidence(date(2022, 1, 4), "The right one"))
    assert states(letter)[1] == [DutyState.MET]


def test_what_stands_for_a_session_needs_one_and_what_stands_once_has_none(
    letter: Letter, framework: Owed, consulting: Owed
) -> None:
    for owed in (
        Owed(999),
        Owed(framework.obligation_id, letter.session_ids["2"]),
        Owed(consulting.obligation_id),
        Owed(consulting.obligation_id, 999),
    ):
        with pytest.raises(NotFound):
            close(owed)
        with pytest.raises(NotFound):
            reopen(owed)


def test_evidence_without_a_document_is_refused_and_writes_nothing(letter: Letter, framework: Owed) -> None:
    with pytest.raises(Invalid, match="Enter the document"):
        close(framework, Evidence(date(2022, 1, 4), ""))
    assert db.session.scalars(select(Discharge)).all() == []


def test_a_session_that_is_postponed_leaves_its_duties_open(letter: Letter) -> None:
    before = states(letter)
    decide(Decision((Change(letter.session_ids["2"], Verb.POSTPONE),)), hand=HAND)
    assert before[0][1] is DutyState.OPEN
    assert states(letter)[0][-1] is DutyState.NOT_YET, "without a day it is not overdue, and not met"
    assert DutyState.MET not in states(letter)[0][1:]
