"""A committee, its approval, its sessions and what was held before, as rows."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from models.committees import CabinetApproval, Committee, HeadRule
from models.consultations import Consultation
from models.database import db
from models.invitations import Invitation
from models.outbox import OutgoingMail
from models.sessions import CommitteeSession
from scheduler.loading.deeds import Loaded, Source, load_committee
from scheduler.loading.differences import Difference, DifferenceKind
from scheduler.sessions import plan_session
from tests.making import HAND
from tests.scheduler.loading.small import changed, data_file, source
from vocabulary.actor import OPERATOR
from vocabulary.plan import Days, SessionPlan
from vocabulary.states import ApprovalStatus, ConsultationStatus, SessionKind, SessionStatus

NOW = datetime(2023, 1, 9, 8, 0, tzinfo=UTC)
KEPT, CHANGED = DifferenceKind.KEPT, DifferenceKind.CHANGED


def load(one: Source) -> Loaded:
    return load_committee(one, by=OPERATOR, now=NOW)


@pytest.fixture
def committee(app: Flask) -> Committee:
    load(source())
    return db.session.scalars(select(Committee)).one()


def session_of(key: str) -> CommitteeSession:
    return db.session.scalars(select(CommitteeSession).where(CommitteeSession.key == key)).one()


def composition(committee: Committee) -> list[str]:
    return [row.agency.key for row in committee.approval.composition]


def test_the_committee_has_its_capital_and_its_coordinator(committee: Committee) -> None:
    assert (committee.home.key, committee.coordinator.key) == ("poseidonia", "mea")


def test_a_dated_session_has_a_block_with_an_identity_for_calendars(committee: Committee) -> None:
    (block,) = session_of("1").blocks
    assert (block.opens, block.closes) == (date(2023, 9, 4), date(2023, 9, 15))
    assert block.venue is not None
    assert block.entry.uid.endswith("@mea.example")


def test_two_identities_are_never_the_same(app: Flask) -> None:
    load(data_file("third-country.toml"))
    uids = [block.entry.uid for one in db.session.scalars(select(CommitteeSession)) for block in one.blocks]
    assert len(set(uids)) == len(uids) == 2


def test_an_undated_session_is_a_session_without_blocks(committee: Committee) -> None:
    undated = session_of("2")
    assert undated.blocks == []
    assert undated.duty_station is not None
    assert undated.status is SessionStatus.PROVISIONAL


def test_a_session_may_continue_another(committee: Committee) -> None:
    assert session_of("2").parent_id == session_of("1").id


def test_the_consultation_held_before_has_a_day_and_no_hour_and_sends_nothing(committee: Committee) -> None:
    held = db.session.scalars(select(Consultation)).one()
    assert held.status is ConsultationStatus.HELD
    assert (held.day, held.starts, held.tzid) == (date(2022, 12, 28), None, "Atlantic/Azores")
    assert [row.agency.key for row in held.agencies] == ["garden"]
    assert db.session.scalars(select(Invitation)).all() == []
    assert db.session.scalars(select(OutgoingMail)).all() == []


def test_the_composition_keeps_the_order_of_the_approval(committee: Committee) -> None:
    assert composition(committee) == ["mea", "garden"]


@pytest.mark.parametrize(
    ("after", "agencies"), [('["garden", "mea"]', ["garden", "mea"]), ('["garden"]', ["garden"]), ("[]", [])]
)
def test_the_composition_changes_as_one_list(committee: Committee, after: str, agencies: list[str]) -> None:
    loaded = load(changed('["mea", "garden"]', after))
    assert composition(committee) == agencies
    assert loaded.differences == (
        Difference(CHANGED, "cabinet approval moss", "composition", "mea, garden", ", ".join(agencies)),
    )


def test_whom_a_held_consultation_was_with_changes_as_one_list(committee: Committee) -> None:
    load(changed('invited = ["garden"]', 'invited = ["mea", "garden"]'))
    held = db.session.scalars(select(Consultation)).one()
    assert [row.agency.key for row in held.agencies] == ["mea", "garden"]


def test_two_consultations_of_one_day_stay_two(app: Flask) -> None:
    second = '\n[[consultation]]\ntitle.en = "Second"\ndate = 2022-12-28\nstatus = "held"\nconvener = "mea"\n'
    both = source(source().text + second)
    load(both)
    assert len(db.session.scalars(select(Consultation)).all()) == 2
    assert load(both).differences == ()


def test_a_head_rule_changes_with_the_file(committee: Committee) -> None:
    post = '\n[[post]]\nkey = "pr-other"\ntitle.en = "Other"\n'
    load(source(source().text.replace('post = "pr-nairobi"', 'post = "pr-other"') + post))
    assert db.session.scalars(select(HeadRule)).one().post.key == "pr-other"


def test_a_rule_that_the_file_no_longer_names_is_kept_and_told(committee: Committee) -> None:
    loaded = load(changed('[[approval.head_rule]]\nduty_station = "nairobi"\npost = "pr-nairobi"\n', ""))
    assert len(committee.approval.head_rules) == 1
    assert loaded.differences == (Difference(KEPT, "head rule nairobi"),)
    assert loaded.changes == ()


def test_a_session_that_the_file_no_longer_names_is_kept_and_told(committee: Committee) -> None:
    loaded = load(changed('[[session]]\nkey = "2"\nordinal = 2\nduty_station = "nairobi"\nparent = "1"\n', ""))
    assert session_of("2").ordinal == 2
    assert loaded.differences == (Difference(KEPT, "committee session moss 2"),)


def test_other_days_in_the_file_move_the_session_and_its_calendars(committee: Committee) -> None:
    before = session_of("1").blocks[0].entry.sequence
    load(changed("closes = 2023-09-15", "closes = 2023-09-14"))
    block = session_of("1").blocks[0]
    assert block.closes == date(2023, 9, 14)
    assert block.entry.sequence == block.entry.material_sequence == before + 1


def test_days_that_the_file_leaves_out_are_kept(committee: Committee) -> None:
    loaded = load(changed("opens = 2023-09-04\ncloses = 2023-09-15\n", ""))
    assert session_of("1").opens == date(2023, 9, 4)
    assert [(one.kind, one.field, one.before) for one in loaded.differences] == [
        (KEPT, "opens", "2023-09-04"),
        (KEPT, "closes", "2023-09-15"),
    ]


def test_what_the_desk_has_planned_anew_is_not_planned_back(committee: Committee) -> None:
    planned = session_of("1")
    plan = SessionPlan(
        duty_station_id=planned.duty_station_id,
        status=SessionStatus.CONFIRMED,
        blocks=(Days(date(2023, 9, 11), date(2023, 9, 22)),),
    )
    plan_session(planned.id, plan, hand=HAND)
    loaded = load(source())
    assert session_of("1").opens == date(2023, 9, 11)
    assert loaded.changes == ()
    assert {(one.what, one.field, one.before, one.after) for one in loaded.differences} == {
        ("committee session moss 1", "status", "confirmed", "provisional"),
        ("committee session moss 1", "opens", "2023-09-11", "2023-09-04"),
        ("committee session moss 1", "closes", "2023-09-22", "2023-09-15"),
        ("committee session moss 1", "venue", "", "unon"),
    }


def test_a_decision_on_record_is_not_taken_back_by_a_letter_that_only_asks(committee: Committee) -> None:
    approval = db.session.scalars(select(CabinetApproval)).one()
    approval.status, approval.decided_on, approval.decision = ApprovalStatus.APPROVED, date(2023, 1, 2), "Minute 1"
    db.session.commit()
    loaded = load(source())
    assert approval.status is ApprovalStatus.APPROVED
    assert loaded.differences == (Difference(KEPT, "cabinet approval moss", "status", "approved", "requested"),)


def test_a_decision_in_the_file_is_recorded(committee: Committee) -> None:
    decided = 'status = "approved"\ndecided_on = 2023-01-01\ndecision = "Minute 1"'
    load(changed('status = "requested"', decided))
    assert committee.approval.status is ApprovalStatus.APPROVED
    assert committee.approval.decided_on == date(2023, 1, 1)


def test_another_country_in_nairobi_and_geneva_needs_data_alone(app: Flask) -> None:
    loaded = load(data_file("third-country.toml"))
    assert loaded.committee == "moss"
    assert session_of("organizational").kind is SessionKind.ORGANIZATIONAL
    assert session_of("1-resumed").parent_id == session_of("1").id
    assert load(data_file("third-country.toml")).differences == ()


DAYS = """days = [
    { opens = 2023-09-04, closes = 2023-09-05, venue = "unon" },
    { opens = 2023-09-11, closes = 2023-09-15, duty_station = "poseidonia" },
]
"""
ONE_RUN = 'venue = "unon"\nopens = 2023-09-04\ncloses = 2023-09-15\n'


def test_a_file_gives_a_session_several_runs_of_days_in_two_cities(app: Flask) -> None:
    load(changed(ONE_RUN, DAYS))
    runs = [
        (block.opens.day, block.closes.day, block.station and block.station.key) for block in session_of("1").blocks
    ]
    assert runs == [(4, 5, "nairobi"), (11, 15, "poseidonia")]
    assert load(changed(ONE_RUN, DAYS)).differences == ()


def test_several_runs_are_compared_as_a_whole_and_keep_their_identities(committee: Committee) -> None:
    uid = session_of("1").blocks[0].entry.uid
    loaded = load(changed(ONE_RUN, DAYS))
    after = "2023-09-04 to 2023-09-05 nairobi unon; 2023-09-11 to 2023-09-15 poseidonia"
    assert loaded.differences == (
        Difference(CHANGED, "committee session moss 1", "days", "2023-09-04 to 2023-09-15", after),
    )
    assert uid in [block.entry.uid for block in session_of("1").blocks]
    kept = load(changed(ONE_RUN, ""))
    assert kept.differences == (Difference(KEPT, "committee session moss 1", "days", after, ""),)
    assert len(session_of("1").blocks) == 2
