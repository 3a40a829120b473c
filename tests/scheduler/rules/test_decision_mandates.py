"""What a decision about sessions does to the verdict on a delegation."""

from datetime import date

from scheduler.rules.decision_mandates import mandate_in
from scheduler.rules.heads import Named, Override
from scheduler.rules.mandate import Approval, Facts, Resolution, Verdict
from tests.scheduler.rules.worlds import NAIROBI, VIENNA, change, found, only, session, world
from vocabulary.decisions import ConsequenceKind, Gravity, Verb
from vocabulary.states import ApprovalStatus, Language
from vocabulary.text import Bilingual

GIVEN = Facts(Approval(ApprovalStatus.APPROVED, decided_on=date(2022, 1, 11), decision="CR 7"))
STATE = world(mandates={1: GIVEN})


def test_a_city_without_a_rule_takes_the_delegation_outside() -> None:
    [one] = only(found(STATE, change(Verb.RELOCATE, city_id=NAIROBI)), ConsequenceKind.MANDATE)
    assert one.gravity is Gravity.ACT
    assert one.before is not None
    assert one.why is not None
    assert one.before.text(Language.ENGLISH) == "Within the standing approval"
    assert one.what.text(Language.ENGLISH) == "Outside the standing approval"
    assert one.why.text(Language.ENGLISH) == (
        "No post leads in Nairobi by the approval, and nobody is decided to lead there. "
        "Decide who leads there, then record Cabinet’s resolution that lets that person lead."
    )


def test_coming_back_under_the_rule_turns_it_within_and_says_by_what() -> None:
    state = world(session(1, city_id=NAIROBI), mandates={1: GIVEN})
    [one] = only(found(state, change(Verb.RELOCATE, city_id=VIENNA)), ConsequenceKind.MANDATE)
    assert (one.gravity, one.what.text(Language.ENGLISH)) == (Gravity.PLAIN, "Within the standing approval")
    assert one.why is not None
    assert one.why.text(Language.ENGLISH) == "Cabinet decided on 11 January 2022: CR 7"


def test_moving_between_cities_of_the_rule_changes_nothing_of_it() -> None:
    assert only(found(STATE, change(Verb.RELOCATE, city_id=VIENNA)), ConsequenceKind.MANDATE) == []


def test_without_anything_on_file_the_verdict_stands_on_the_letter() -> None:
    assert mandate_in(session(1), world()).verdict is Verdict.AS_ASKED


def test_a_head_whom_cabinet_let_lead_stays_within_wherever_it_moves() -> None:
    override = Override((Named(999, Bilingual("Minister"), Bilingual("")),), "Decided", "")
    settled = Facts(GIVEN.approval, resolutions=(Resolution(1, date(2022, 2, 1), "CR 9", False, frozenset({999})),))
    state = world(mandates={1: settled}, overrides={1: (override,)})
    assert only(found(state, change(Verb.RELOCATE, city_id=NAIROBI)), ConsequenceKind.MANDATE) == []
