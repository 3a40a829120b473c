"""The overview: one committee at a glance, for the desk alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from models.committees import CabinetApproval
from models.database import db
from models.people import Person
from models.sessions import CommitteeSession
from scheduler.consultations import book
from scheduler.queries.actors import actor_of
from scheduler.queries.overview import Overview, overview_for
from scheduler.rules.waiting import WaitingKind
from tests.fixtures import NOW, Letter, People
from tests.making import HAND, Ministry, make_plan
from tests.scheduler.letters import let_go
from tests.scheduler.queries.asking import questions
from vocabulary.actor import ANONYMOUS, OPERATOR
from vocabulary.plan import Invited
from vocabulary.refusals import NotFound
from vocabulary.states import ApprovalStatus, DutyState, Stage


def overview(days: int = 0) -> Overview:
    return overview_for("ahc", actor=OPERATOR, now=NOW + timedelta(days=days))


def test_the_letter_gives_six_sessions_two_of_them_dated(letter: Letter) -> None:
    found = overview()
    assert [line.ordinal for line in found.sessions] == [1, 2, 3, 4, 5, 6]
    assert [line.opens is None for line in found.sessions] == [False, False, True, True, True, True]
    assert (found.minimum_sessions, found.nominal_days, found.today) == (6, 10, date(2022, 1, 4))


def test_the_next_session_is_the_first_yet_to_open(letter: Letter) -> None:
    found = [overview(days).next_session for days in (0, 13, 200)]
    assert [None if line is None else line.ordinal for line in found] == [1, 2, None]


def test_the_next_consultation_is_the_first_yet_to_begin(letter: Letter) -> None:
    assert overview().next_consultation is None
    plan = make_plan()
    invited = Invited(agency_ids=(letter.agency_ids["oag"],))
    later = replace(plan, starts=plan.starts + timedelta(days=1), ends=plan.ends + timedelta(days=1))
    book(letter.session_ids["2"], later, invited=invited, hand=HAND)
    first = book(letter.session_ids["1"], plan, invited=invited, hand=HAND)
    found = overview().next_consultation
    assert found is not None
    assert found.consultation_id == first
    assert len(overview().consultations) == 3


def test_cities_come_with_the_capital_first(letter: Letter) -> None:
    assert [(mark.name.en, mark.colour) for mark in overview().cities] == [
        ("Bangkok", 0),
        ("New York", 1),
        ("Vienna", 2),
    ]
    assert [clock.tzid for clock in overview().clocks] == ["Asia/Bangkok", "America/New_York", "Europe/Vienna"]


def test_the_approval_is_requested_until_a_decision_is_on_record(letter: Letter) -> None:
    assert (overview().approval.status, overview().approval.decided_on) == (ApprovalStatus.REQUESTED, None)
    approval = db.session.scalars(db.select(CabinetApproval)).one()
    approval.status, approval.decided_on, approval.decision = ApprovalStatus.APPROVED, date(2022, 1, 11), "Decision"
    db.session.commit()
    assert overview().approval.decision == "Decision"


def test_what_the_letter_promised_is_still_owed(letter: Letter) -> None:
    assert [(duty.source.en, duty.owner.en, duty.state) for duty in overview().duties] == [
        ("1.3, 10.2", "MFA", DutyState.OPEN),
        ("10.2, closing", "MFA", DutyState.OPEN),
    ]


def test_what_was_promised_before_a_session_that_nears_waits_in_red(letter: Letter) -> None:
    session = db.session.get_one(CommitteeSession, letter.session_ids["2"])
    session.stage = Stage.NEGOTIATION
    db.session.commit()
    promises = (WaitingKind.PROMISE, WaitingKind.PROMISE_BROKEN)

    def promised(now: datetime) -> list[WaitingKind]:
        found = overview_for(letter.committee_key, actor=OPERATOR, now=now).waiting
        return [one.kind for one in found if one.kind in promises]

    assert promised(NOW) == []
    assert promised(datetime(2022, 4, 4, tzinfo=UTC)) == [WaitingKind.PROMISE]
    assert promised(datetime(2022, 6, 1, tzinfo=UTC)) == [WaitingKind.PROMISE_BROKEN]


def test_the_overview_is_the_desks_alone(letter: Letter, people: People) -> None:
    head = actor_of(db.session.get_one(Person, people.head_vienna), today=NOW.date())
    for actor in (ANONYMOUS, head):
        with pytest.raises(NotFound):
            overview_for("ahc", actor=actor, now=NOW)
    with pytest.raises(NotFound):
        overview_for("none", actor=OPERATOR, now=NOW)
    assert [mark.key for mark in overview().committees] == ["ahc"]


@pytest.mark.both_databases
def test_three_consultations_take_as_many_questions_as_one(ministry: Ministry) -> None:
    def asked() -> int:
        return questions(lambda: overview_for("demo", actor=OPERATOR, now=NOW))

    def add() -> None:
        let_go(book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND))

    add()
    one = asked()
    add()
    add()
    assert asked() == one
