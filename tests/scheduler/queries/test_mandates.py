"""What a verdict is found from, read for many sessions at once."""

from datetime import date

import pytest
from sqlalchemy import select

from models.committees import CabinetApproval
from models.database import db
from models.sessions import CommitteeSession
from scheduler.agencies import add_agency
from scheduler.cabinet import record_resolution
from scheduler.delegations import name_delegate
from scheduler.queries.mandates import mandate_facts
from scheduler.rules.mandate import Approval, Facts
from tests.fixtures import NOW, Letter, People
from tests.scheduler.queries.asking import questions
from vocabulary.actor import OPERATOR
from vocabulary.plan import AgencyCard, CabinetDecision, Nomination, PersonCard, ResolutionPlan
from vocabulary.states import ApprovalStatus, DelegateRole
from vocabulary.text import Bilingual

DECISION = CabinetDecision(date(2022, 1, 4), "CR 7/2565")


def facts() -> dict[int, Facts]:
    return mandate_facts(db.session.scalars(select(CommitteeSession)).all())


def test_an_approval_is_read_with_its_list_and_whether_it_leaves_room(letter: Letter) -> None:
    approval = facts()[letter.session_ids["4"]].approval
    names = ("mfa", "oag", "rtp", "nsc", "ncsa", "moj", "mdes")
    assert approval.agency_ids == {letter.agency_ids[name] for name in names}
    assert (approval.status, approval.is_open, approval.decided_on) == (ApprovalStatus.REQUESTED, True, None)


def test_whoever_is_named_comes_with_the_word_of_the_open_category(letter: Letter) -> None:
    number = add_agency(AgencyCard(Bilingual("Tourism")), by=OPERATOR, now=NOW)
    card = PersonCard(Bilingual("Ms Dee Tuayang"))
    nomination = Nomination(number, DelegateRole.ADVISER, card=card, reason="Needed", approver="Director-General")
    name_delegate(letter.session_ids["2"], nomination, by=OPERATOR, now=NOW)
    member = facts()[letter.session_ids["2"]].members[-1]
    assert (member.agency_id, member.agency.en, member.reason, member.approver) == (
        number,
        "Tourism",
        "Needed",
        "Director-General",
    )


def test_resolutions_stand_by_their_days_with_all_that_they_approve(letter: Letter, people: People) -> None:
    for day, plan in ((4, {"is_whole": True}), (3, {"person_ids": frozenset({people.desk})})):
        decision = CabinetDecision(date(2022, 1, day), f"CR {day}")
        whole = ResolutionPlan(decision, **plan)
        record_resolution(letter.session_ids["2"], whole, by=OPERATOR, now=NOW)
    found = facts()[letter.session_ids["2"]].resolutions
    assert [(one.document, one.is_whole, one.person_ids) for one in found] == [
        ("CR 3", False, frozenset({people.desk})),
        ("CR 4", True, frozenset()),
    ]
    assert facts()[letter.session_ids["1"]].resolutions == ()


@pytest.mark.both_databases
def test_it_takes_three_questions_for_one_session_as_for_six(letter: Letter, people: People) -> None:
    everything = select(CommitteeSession)
    one = everything.where(CommitteeSession.id == letter.session_ids["2"])
    plan = ResolutionPlan(DECISION, person_ids=frozenset({people.desk}))
    for key in "246":
        record_resolution(letter.session_ids[key], plan, by=OPERATOR, now=NOW)
    assert questions(lambda: mandate_facts(db.session.scalars(one).all())) == 4
    assert questions(lambda: mandate_facts(db.session.scalars(everything).all())) == 4


def test_a_committee_without_an_approval_asks_for_nothing(letter: Letter) -> None:
    approval = db.session.scalars(select(CabinetApproval)).one()
    db.session.delete(approval)
    assert {one.approval for one in facts().values()} == {Approval()}
