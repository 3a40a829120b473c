"""What forms show, in one plain spelling: two states that mean the same look the same, and no others."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from scheduler.rules.sights import (
    HAND_OVER,
    differing,
    sight_of_card,
    sight_of_deadline,
    sight_of_evidence,
    sight_of_hand_over,
    sight_of_heads,
    sight_of_plan,
    sight_of_resolution,
    sight_of_session_plan,
)
from tests.making import make_plan
from vocabulary.deadlines import DeadlineCard
from vocabulary.plan import CabinetDecision, Days, Evidence, HandOverPlan, PersonCard, ResolutionPlan, SessionPlan
from vocabulary.text import Bilingual

CARD = PersonCard(Bilingual("Ms Mali"), email="Mali@OAG.example", agency_id=3)
FIRST = Days(date(2022, 5, 30), date(2022, 6, 3), venue_id=20)
DECISION = CabinetDecision(date(2022, 1, 11), "Resolution 5")


def test_the_hour_that_comes_twice_in_autumn_is_told_apart_by_its_offset() -> None:
    first, second = (datetime(2022, 10, 30, hour, 30, tzinfo=UTC) for hour in (0, 1))
    clocks = [sight_of_plan(make_plan(starts), tzid="Europe/Vienna")["clock"] for starts in (first, second)]
    assert clocks == ["02:30+0200", "02:30+0100"]


def test_the_order_in_which_files_were_ticked_is_no_other_state() -> None:
    plan = make_plan()
    one, other = (sight_of_plan(replace(plan, papers=papers), tzid="UTC") for papers in ((3, 1), (1, 3)))
    assert differing(one, other) == []


def test_only_runs_after_the_first_have_a_city_of_their_own() -> None:
    sight = sight_of_session_plan(SessionPlan(1, (FIRST, Days(date(2022, 6, 6), date(2022, 6, 10), 2))))
    assert {name: value for name, value in sight.items() if name.startswith("duty_station")} == {
        "duty_station": "1",
        "duty_station_2": "2",
    }
    undated = sight_of_session_plan(SessionPlan())
    assert (undated["opens"], undated["duty_station"], undated["modality"]) == ("", "", "")


def test_an_address_in_capitals_is_the_same_address() -> None:
    assert sight_of_card(CARD) == sight_of_card(replace(CARD, email="mali@oag.example"))


def test_a_hand_over_shows_the_successor_without_an_agency() -> None:
    sight = sight_of_hand_over(HandOverPlan(CARD, date(2022, 2, 1), "See you"))
    assert tuple(sight) == HAND_OVER
    assert (sight["since"], sight["note"]) == ("2022-02-01", "See you")
    assert sight_of_hand_over(None) == dict.fromkeys(HAND_OVER, "")


def test_who_leads_beside_another_stands_in_a_field_of_his_or_her_own() -> None:
    assert sight_of_heads([7, 8], reason="By order") == {
        "person": "7",
        "person_2": "8",
        "reason": "By order",
        "document": "",
    }
    assert sight_of_heads()["person"] == ""


def test_a_resolution_names_what_it_approves_in_one_order() -> None:
    plan = ResolutionPlan(DECISION, is_whole=True, person_ids=frozenset({9, 4}), agency_ids=frozenset({2}))
    assert sight_of_resolution(plan)["approves"] == "delegation, head-4, head-9, agency-2"


def test_a_duty_without_evidence_looks_like_one_whose_evidence_says_nothing() -> None:
    assert sight_of_evidence(None) == sight_of_evidence(Evidence(None, ""))


@pytest.mark.parametrize(
    ("changed", "fields"), [({}, []), ({"day": date(2022, 5, 27), "clock": time(9)}, ["day", "clock"])]
)
def test_what_differs_is_named_field_by_field(changed: dict[str, object], fields: list[str]) -> None:
    card = DeadlineCard(Bilingual("Registration"), date(2022, 5, 26), time(18), "America/New_York")
    other = replace(card, **changed)  # type: ignore[arg-type] # its fields by name
    assert differing(sight_of_deadline(card), sight_of_deadline(other)) == fields


def test_a_field_that_one_form_lacks_is_empty_there() -> None:
    assert differing({"person": "7"}, {"person": "7", "person_2": ""}) == []
    assert differing({"person": "7"}, {"person": "7", "person_2": "8"}) == ["person_2"]
