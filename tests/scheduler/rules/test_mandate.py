"""Whether a delegation keeps within what Cabinet approved, or is asked for (letter, item 10.1)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules.heads import Head, HeadStatus, Named, Override, Rule, Seat, Tenure, heads_of
from scheduler.rules.mandate import Approval, Facts, Mandate, Member, Resolution, Verdict, mandate_of
from vocabulary.states import ApprovalStatus, Capacity, Language
from vocabulary.text import Bilingual

VIENNA, HA_NOI = 1, 2
MFA, OAG, MOTS = 10, 11, 12
ANAN, MINISTER = 100, 101
RULES = [Rule(VIENNA, 5, Bilingual("Permanent Representative in Vienna"), Bilingual("letter, item 10.1"))]
TENURES = [Tenure(5, ANAN, Bilingual("Anan"), Capacity.SUBSTANTIVE, date(2021, 1, 1))]
IN_VIENNA = Seat(VIENNA, Bilingual("Vienna"), date(2022, 5, 30))
IN_HA_NOI = Seat(HA_NOI, Bilingual("Ha Noi"), date(2025, 10, 25))
ASKED = Approval(reference=Bilingual("No. 1002/4"), agency_ids=frozenset({MFA, OAG}), is_open=True)
GIVEN = replace(ASKED, status=ApprovalStatus.APPROVED, decided_on=date(2022, 1, 11), decision="CR 7/2565")
OFFICER = Member(200, MFA, Bilingual("Foreign Affairs"))
GUEST = Member(201, MOTS, Bilingual("Tourism"), reason="Knows the matter", approver="The Minister")
ON_MINISTER = Resolution(1, date(2025, 10, 21), "CR 41/2568", person_ids=frozenset({MINISTER}))


def head(seat: Seat = IN_VIENNA, person_id: int | None = None) -> Head:
    return heads(seat, *([] if person_id is None else [person_id]))[0]


def heads(seat: Seat, *person_ids: int) -> tuple[Head, ...]:
    override = Override(tuple(Named(one, Bilingual("Minister"), Bilingual("")) for one in person_ids), "Decided", "")
    return heads_of(seat, rules=RULES, tenures=TENURES, overrides=[override] if person_ids else [])


def verdict(approval: Approval, *members: Member, by: Head | None = None, **facts: tuple[Resolution, ...]) -> Mandate:
    return mandate_of(Facts(approval, members, **facts), [by or head()])


def sentences(mandate: Mandate) -> list[str]:
    return [reason.what.text(Language.ENGLISH) for reason in mandate.open_reasons]


def test_head_by_rule_and_agencies_of_the_list_are_within_the_approval_once_cabinet_gave_it() -> None:
    found = verdict(GIVEN, OFFICER)
    assert (found.verdict, found.said.text(Language.ENGLISH)) == (Verdict.WITHIN, "Within the standing approval")
    assert found.ground is not None
    assert found.ground.text(Language.ENGLISH) == "Cabinet decided on 11 January 2022: CR 7/2565"


def test_while_it_is_only_asked_for_that_is_said() -> None:
    found = verdict(ASKED, OFFICER)
    assert found.verdict is Verdict.AS_ASKED
    assert found.said.text(Language.ENGLISH) == "Within what the letter asks; Cabinet’s decision not recorded"
    assert found.ground is not None
    assert found.ground.text(Language.ENGLISH) == "Asked for by No. 1002/4"


def test_an_approval_without_a_reference_stands_on_nothing() -> None:
    assert verdict(replace(ASKED, reference=Bilingual(""))).ground is None


def test_a_head_beside_the_rule_is_outside_and_told_what_turns_it_within() -> None:
    found = verdict(GIVEN, by=head(person_id=MINISTER))
    assert found.verdict is Verdict.OUTSIDE
    assert sentences(found) == ["Minister leads by a decision, and not the Permanent Representative in Vienna"]
    assert "let the rule say who leads" in found.open_reasons[0].way.text(Language.ENGLISH).lower()


def test_whoever_a_decision_and_the_rule_both_name_leads_by_the_rule() -> None:
    assert verdict(GIVEN, by=head(person_id=ANAN)).reasons == ()


def test_a_co_head_beside_the_rules_head_is_outside_and_the_rules_head_is_not() -> None:
    found = mandate_of(Facts(GIVEN), heads(IN_VIENNA, ANAN, MINISTER))
    assert sentences(found) == ["Minister leads by a decision, together with the Permanent Representative in Vienna"]


def test_whoever_acts_in_the_post_leads_by_the_rule() -> None:
    acting = Tenure(5, MINISTER, Bilingual("Acting"), Capacity.CHARGE, date(2022, 5, 1))
    [by] = heads_of(IN_VIENNA, rules=RULES, tenures=[*TENURES, acting])
    assert (by.person_id, verdict(GIVEN, by=by).verdict) == (MINISTER, Verdict.WITHIN)


@pytest.mark.parametrize(
    ("seat", "person_id", "sentence"),
    [
        (IN_HA_NOI, None, "No post leads in Ha Noi by the approval, and nobody is decided to lead there"),
        (IN_HA_NOI, MINISTER, "Minister leads by a decision: no post leads in Ha Noi by the approval"),
        (Seat(None, None, None), MINISTER, "Minister leads by a decision, while the city is not known"),
    ],
)
def test_a_city_without_a_rule_is_outside_whoever_leads(seat: Seat, person_id: int | None, sentence: str) -> None:
    found = verdict(GIVEN, by=head(seat, person_id))
    assert (found.verdict, sentences(found)) == (Verdict.OUTSIDE, [sentence])


def test_a_session_whose_city_is_not_known_has_nothing_against_it_yet() -> None:
    assert verdict(GIVEN, by=head(Seat(None, None, None))).verdict is Verdict.WITHIN


def test_the_open_category_is_within_with_a_reason_and_an_approver() -> None:
    assert verdict(GIVEN, GUEST).verdict is Verdict.WITHIN


@pytest.mark.parametrize(
    ("reason", "approver", "lacking"),
    [
        ("", "The Minister", "and no reason is given"),
        ("Needed", "", "and nobody is named who approved it"),
        ("", "", "with neither a reason nor anybody who approved it"),
    ],
)
def test_the_open_category_without_either_is_outside(reason: str, approver: str, lacking: str) -> None:
    found = verdict(GIVEN, GUEST, replace(GUEST, person_id=202, reason=reason, approver=approver))
    assert found.verdict is Verdict.OUTSIDE
    assert [one.endswith(lacking) for one in sentences(found)] == [True]


def test_a_closed_list_leaves_no_room_for_others() -> None:
    found = verdict(replace(ASKED, is_open=False), GUEST)
    assert sentences(found) == ["Tourism is not on the approval’s list, which leaves no room for others"]
    assert found.said.text(Language.ENGLISH) == "Outside what the letter asks"


def test_whoever_leads_is_not_weighed_as_a_member_too() -> None:
    found = verdict(replace(GIVEN, is_open=False), replace(GUEST, person_id=MINISTER), by=head(person_id=MINISTER))
    assert [reason.agency_id for reason in found.reasons] == [None]


def test_a_resolution_settles_what_it_names_and_nothing_else() -> None:
    closed = replace(GIVEN, is_open=False)
    found = verdict(closed, GUEST, by=head(IN_HA_NOI, MINISTER), resolutions=(ON_MINISTER,))
    assert found.verdict is Verdict.OUTSIDE
    assert [reason.agency_id for reason in found.open_reasons] == [MOTS]
    assert [reason.settled for reason in found.settled_reasons] == [ON_MINISTER]
    both = replace(ON_MINISTER, agency_ids=frozenset({MOTS}))
    assert verdict(closed, GUEST, by=head(IN_HA_NOI, MINISTER), resolutions=(both,)).verdict is Verdict.WITHIN


def test_a_resolution_on_one_head_is_not_one_on_the_next() -> None:
    found = verdict(GIVEN, by=head(IN_HA_NOI, 999), resolutions=(ON_MINISTER,))
    assert found.verdict is Verdict.OUTSIDE


def test_what_a_resolution_settles_is_still_only_asked_for_in_the_rest() -> None:
    assert verdict(ASKED, by=head(IN_HA_NOI, MINISTER), resolutions=(ON_MINISTER,)).verdict is Verdict.AS_ASKED


def test_a_resolution_on_the_delegation_stands_in_the_place_of_the_standing_approval() -> None:
    whole = replace(ON_MINISTER, is_whole=True)
    found = verdict(ASKED, by=head(IN_HA_NOI, MINISTER), resolutions=(whole,))
    assert found.verdict is Verdict.WITHIN
    assert found.said.text(Language.ENGLISH) == "Within what Cabinet resolved on this delegation"
    assert found.ground is not None
    assert "CR 41/2568" in found.ground.text(Language.ENGLISH)
    assert verdict(ASKED, by=head(IN_HA_NOI, 999), resolutions=(whole,)).said.text(Language.ENGLISH).startswith("Outs")


def test_whoever_leads_on_two_runs_of_days_is_told_of_once_for_each_city() -> None:
    minister = head(IN_HA_NOI, MINISTER)
    assert len(mandate_of(Facts(GIVEN), [minister, minister, head(person_id=MINISTER)]).reasons) == 2


PEOPLE = st.sampled_from([None, ANAN, MINISTER])
SEATS = st.sampled_from([IN_VIENNA, IN_HA_NOI])
MEMBERS = st.lists(st.sampled_from([OFFICER, GUEST, replace(GUEST, reason="")]), max_size=3)
RESOLVED = st.builds(
    Resolution,
    st.just(1),
    st.just(date(2025, 1, 7)),
    st.just("CR 1"),
    st.booleans(),
    st.frozensets(st.sampled_from([MINISTER, ANAN])),
    st.frozensets(st.sampled_from([MOTS, OAG])),
)


@given(st.sampled_from([ASKED, GIVEN]), SEATS, PEOPLE, MEMBERS, st.lists(RESOLVED, max_size=2))
def test_a_verdict_is_outside_exactly_while_a_reason_is_open(
    approval: Approval, seat: Seat, person_id: int | None, members: list[Member], resolved: list[Resolution]
) -> None:
    found = mandate_of(Facts(approval, tuple(members), tuple(resolved)), [head(seat, person_id)])
    assert (found.verdict is Verdict.OUTSIDE) == bool(found.open_reasons)
    has_ground = approval.status is ApprovalStatus.APPROVED or any(one.is_whole for one in resolved)
    assert found.open_reasons or (found.verdict is Verdict.WITHIN) == has_ground
    for reason in found.settled_reasons:
        assert reason.settled is not None
        assert reason.person_id in reason.settled.person_ids or reason.agency_id in reason.settled.agency_ids


def test_heads_that_are_known_by_rule_bring_no_reason() -> None:
    statuses = (HeadStatus.KNOWN, HeadStatus.UNDATED, HeadStatus.VACANT)
    assert all(mandate_of(Facts(GIVEN), [replace(head(), status=status)]).reasons == () for status in statuses)
