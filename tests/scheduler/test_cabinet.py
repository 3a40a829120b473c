"""What Cabinet decided: recorded, corrected, taken back, and nothing else undone by it."""

from dataclasses import replace
from datetime import date

import pytest

from models.database import db
from models.resolutions import CabinetResolution
from scheduler.agencies import add_agency
from scheduler.cabinet import (
    correct_resolution,
    found_resolution,
    record_approval,
    record_resolution,
    withdraw_approval,
    withdraw_resolution,
)
from scheduler.queries.rosters import roster_for
from scheduler.queries.sights import resolution_plan
from scheduler.rules.mandate import Mandate, Verdict
from scheduler.rules.sights import sight_of_decision, sight_of_resolution
from scheduler.sessions import decide_head, undo_head_decision
from tests.auditing import details, row
from tests.fixtures import NOW, Letter, People
from vocabulary.actor import OPERATOR
from vocabulary.plan import AgencyCard, CabinetDecision, HeadDecision, ResolutionPlan
from vocabulary.refusals import Invalid, NotFound, Overtaken, Refusal, Stale
from vocabulary.text import Bilingual

DECISION = CabinetDecision(date(2022, 1, 4), "CR 7/2565")


def mandate(letter: Letter, key: str = "2") -> Mandate:
    return roster_for(letter.session_ids[key], actor=OPERATOR).session.mandate


def record(letter: Letter, *people: int, agencies: tuple[int, ...] = ()) -> int:
    plan = ResolutionPlan(DECISION, person_ids=frozenset(people), agency_ids=frozenset(agencies))
    return record_resolution(letter.session_ids["2"], plan, by=OPERATOR, now=NOW)


@pytest.fixture
def led(letter: Letter, people: People) -> int:
    """Session 2, led by somebody whom no rule names; the number of that person."""
    decide_head(letter.session_ids["2"], HeadDecision(people.focal["mdes"], "The Minister"), by=OPERATOR, now=NOW)
    return people.focal["mdes"]


def test_cabinets_decision_turns_every_delegation_by_the_rule_within(letter: Letter) -> None:
    assert {mandate(letter, key).verdict for key in "123456"} == {Verdict.AS_ASKED}
    record_approval(letter.committee_key, DECISION, by=OPERATOR, now=NOW)
    assert {mandate(letter, key).verdict for key in "123456"} == {Verdict.WITHIN}
    assert details(row("record cabinet decision")) == {"document": "CR 7/2565"}


def test_a_decision_on_record_is_corrected_and_taken_back(letter: Letter) -> None:
    record_approval(letter.committee_key, DECISION, by=OPERATOR, now=NOW)
    other = CabinetDecision(date(2022, 1, 3), " CR  8/2565 ")
    record_approval(letter.committee_key, other, by=OPERATOR, now=NOW)
    ground = mandate(letter).ground
    assert str(ground and ground.both) == "Cabinet decided on 3 January 2022: CR 8/2565"
    withdraw_approval(letter.committee_key, by=OPERATOR, now=NOW)
    assert mandate(letter).verdict is Verdict.AS_ASKED
    with pytest.raises(Stale, match="only asked for"):
        withdraw_approval(letter.committee_key, by=OPERATOR, now=NOW)


def test_what_somebody_else_recorded_meanwhile_is_shown(letter: Letter) -> None:
    seen = sight_of_decision(None, "")
    record_approval(letter.committee_key, DECISION, by=OPERATOR, now=NOW, seen=seen)
    other = replace(DECISION, document="CR 9")
    with pytest.raises(Overtaken):
        record_approval(letter.committee_key, other, by=OPERATOR, now=NOW, seen=seen)
    with pytest.raises(Overtaken):
        withdraw_approval(letter.committee_key, by=OPERATOR, now=NOW, seen=seen)


@pytest.mark.parametrize(
    ("decision", "fields"),
    [
        (CabinetDecision(date(2022, 1, 5), "CR 7"), ["decided_on"]),
        (CabinetDecision(date(2022, 1, 4), "  "), ["document"]),
        (CabinetDecision(date(2022, 1, 5), "x" * 501), ["decided_on", "document"]),
    ],
)
def test_what_cabinet_has_yet_to_decide_and_a_decision_without_a_document_are_refused(
    letter: Letter, decision: CabinetDecision, fields: list[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        record_approval(letter.committee_key, decision, by=OPERATOR, now=NOW)
    assert [problem.field for problem in refused.value.problems] == fields
    with pytest.raises(Invalid):
        record_resolution(letter.session_ids["2"], ResolutionPlan(decision, is_whole=True), by=OPERATOR, now=NOW)


def test_no_committee_has_no_approval(letter: Letter) -> None:
    with pytest.raises(NotFound):
        record_approval("nothing", DECISION, by=OPERATOR, now=NOW)


def test_a_resolution_lets_the_head_it_names_lead_and_nobody_else(letter: Letter, people: People, led: int) -> None:
    assert mandate(letter).verdict is Verdict.OUTSIDE
    record(letter, led)
    assert mandate(letter).verdict is Verdict.AS_ASKED
    decide_head(letter.session_ids["2"], HeadDecision(people.focal["moj"], "Another"), by=OPERATOR, now=NOW)
    assert mandate(letter).verdict is Verdict.OUTSIDE


def test_a_resolution_undoes_nothing_and_outlives_what_it_was_for(letter: Letter, led: int) -> None:
    number = record(letter, led)
    undo_head_decision(letter.session_ids["2"], by=OPERATOR, now=NOW)
    assert [one.resolution_id for one in mandate(letter).resolutions] == [number]
    assert mandate(letter).reasons == ()


def test_a_resolution_is_corrected_in_place_and_taken_off(letter: Letter, led: int) -> None:
    number = record(letter, led)
    kept = found_resolution(number).matters[0].id
    agency = add_agency(AgencyCard(Bilingual("Tourism")), by=OPERATOR, now=NOW)
    plan = ResolutionPlan(DECISION, is_whole=True, person_ids=frozenset({led}), agency_ids=frozenset({agency}))
    correct_resolution(number, plan, by=OPERATOR, now=NOW)
    assert kept in {one.id for one in found_resolution(number).matters}
    assert resolution_plan(found_resolution(number)) == plan
    assert mandate(letter).verdict is Verdict.WITHIN
    withdraw_resolution(number, by=OPERATOR, now=NOW)
    assert mandate(letter).verdict is Verdict.OUTSIDE
    assert db.session.query(CabinetResolution).count() == 0
    with pytest.raises(NotFound):
        withdraw_resolution(number, by=OPERATOR, now=NOW)


def test_a_resolution_that_somebody_else_corrected_is_not_written_over(letter: Letter, led: int) -> None:
    number = record(letter, led)
    seen = sight_of_resolution(resolution_plan(found_resolution(number)))
    plan = ResolutionPlan(replace(DECISION, document="CR 8"), person_ids=frozenset({led}))
    correct_resolution(number, plan, by=OPERATOR, now=NOW, seen=seen)
    with pytest.raises(Overtaken):
        correct_resolution(number, ResolutionPlan(DECISION, is_whole=True), by=OPERATOR, now=NOW, seen=seen)
    with pytest.raises(Overtaken):
        withdraw_resolution(number, by=OPERATOR, now=NOW, seen=seen)


def test_a_resolution_approves_something_that_is_on_file(letter: Letter) -> None:
    for refused, people, agencies in ((Refusal, (), ()), (NotFound, (999,), ()), (NotFound, (), (999,))):
        with pytest.raises(refused) as problem:
            record(letter, *people, agencies=agencies)
        found = problem.value.problems[0] if isinstance(problem.value, Invalid) else problem.value
        assert found.field == "approves"


def test_a_resolution_on_no_session_is_refused(letter: Letter) -> None:
    with pytest.raises(NotFound):
        record_resolution(999, ResolutionPlan(DECISION, is_whole=True), by=OPERATOR, now=NOW)
