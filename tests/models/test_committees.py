"""An approval is dated, an obligation shown to be met, before a table believes it."""

from datetime import date

import pytest
from flask import Flask

from models.committees import CabinetApproval, Committee, Discharge, HeadRule, Instrument, Obligation
from models.database import db
from models.people import Post
from tests.making import make_ministry
from tests.models.refusing import refused, write
from vocabulary.states import ApprovalStatus, ObligationDue

pytestmark = pytest.mark.both_databases


@pytest.fixture
def committee(app: Flask) -> Committee:
    return db.session.get_one(Committee, make_ministry(1).committee_id)


def test_an_approval_without_its_decision_is_no_approval(committee: Committee) -> None:
    with refused("approved_is_dated"):
        committee.approval.status = ApprovalStatus.APPROVED
        db.session.commit()
    committee.approval.status = ApprovalStatus.APPROVED
    committee.approval.decided_on, committee.approval.decision = date(2022, 1, 11), "Cabinet resolution"
    db.session.commit()


def test_a_committee_has_one_approval(committee: Committee) -> None:
    with refused("cabinet_approval"):
        write(CabinetApproval(committee_id=committee.id, status=ApprovalStatus.REQUESTED))


def test_an_obligation_is_met_with_a_document_and_owed_again_with_a_reason(committee: Committee) -> None:
    owed = Obligation(committee=committee, position=1, owner=committee.coordinator, due=ObligationDue.EACH_SESSION)
    write(owed)
    with refused("is_shown"):
        write(Discharge(obligation_id=owed.id, met_on=date(2022, 1, 11)))
    with refused("is_reopened_with_a_reason"):
        write(Discharge(obligation_id=owed.id, met_on=date(2022, 1, 11), document="Minute", reopened_why="No"))
    write(Discharge(obligation_id=owed.id, met_on=date(2022, 1, 11), document="Minute"))
    assert [one.document for one in owed.discharges] == ["Minute"]


def test_a_city_has_one_head_rule(committee: Committee) -> None:
    post = Post(key="pr", title_en="Representative")
    rule = {"approval": committee.approval, "duty_station": committee.home, "post": post}
    write(HeadRule(**rule))
    with refused("head_rule"):
        write(HeadRule(**rule))


def test_a_resolution_is_listed_once(committee: Committee) -> None:
    write(Instrument(committee=committee, title="A/RES/75/282", adopted=date(2021, 5, 26)))
    with refused("instrument"):
        write(Instrument(committee=committee, title="A/RES/75/282", adopted=date(2021, 5, 26)))


def test_a_short_name_falls_back_to_the_full_one(committee: Committee) -> None:
    assert committee.short_name == committee.name
