"""Who leads a delegation: the city gives the post, the day it opens gives the holder (letter, item 10.1)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules.heads import (
    Head,
    HeadStatus,
    Named,
    Override,
    Rule,
    Seat,
    Succession,
    Tenure,
    heads_of,
    holder_on,
    resting,
)
from vocabulary.states import Capacity
from vocabulary.text import Bilingual

NEW_YORK, VIENNA, HA_NOI = 1, 2, 3
ITEM = Bilingual("letter, item 10.1", "หนังสือ ข้อ 10.1")
PR_NEW_YORK = Rule(NEW_YORK, 11, Bilingual("Permanent Representative in New York"), ITEM)
PR_VIENNA = Rule(VIENNA, 12, Bilingual("Permanent Representative in Vienna"), ITEM)
MALEE = Tenure(11, 101, Bilingual("Ms. Malee Srisuk"), Capacity.SUBSTANTIVE, date(2020, 1, 1), date(2024, 3, 31))
SOMSAK = Tenure(11, 102, Bilingual("Mr. Somsak Chaiyo"), Capacity.SUBSTANTIVE, date(2024, 4, 1))
ANAN = Tenure(12, 103, Bilingual("Mr. Anan Chaiyo"), Capacity.SUBSTANTIVE, date(2021, 1, 1))
IN_VIENNA = Seat(VIENNA, Bilingual("Vienna", "กรุงเวียนนา"), date(2022, 5, 30))
IN_NEW_YORK = Seat(NEW_YORK, Bilingual("New York", "นครนิวยอร์ก"), date(2022, 2, 28))


def heads(seat: Seat, *overrides: Override) -> tuple[Head, ...]:
    return heads_of(seat, rules=[PR_NEW_YORK, PR_VIENNA], tenures=[MALEE, SOMSAK, ANAN], overrides=overrides)


def head(seat: Seat, *, override: Override | None = None) -> Head:
    return heads(seat, *([] if override is None else [override]))[0]


def test_vienna_gives_the_post_in_vienna() -> None:
    found = head(IN_VIENNA)
    assert (found.status, found.title, found.name) == (HeadStatus.KNOWN, PR_VIENNA.title, ANAN.name)


def test_new_york_gives_the_post_in_new_york() -> None:
    assert head(IN_NEW_YORK).name == MALEE.name


def test_changing_the_city_changes_the_head() -> None:
    moved = replace(IN_NEW_YORK, duty_station_id=VIENNA, city=IN_VIENNA.city)
    assert head(moved).post_id == PR_VIENNA.post_id


def test_a_head_comes_with_the_paragraph_and_the_city_that_say_why() -> None:
    found = head(IN_VIENNA)
    assert (found.source, found.city, found.capacity) == (ITEM, IN_VIENNA.city, Capacity.SUBSTANTIVE)
    assert not found.needs_decision


def test_an_undated_session_knows_its_post_and_not_yet_its_person() -> None:
    found = head(replace(IN_VIENNA, opens=None))
    assert (found.status, found.title, found.person_id) == (HeadStatus.UNDATED, PR_VIENNA.title, None)


def test_a_city_without_a_rule_has_no_head_and_asks_for_a_decision() -> None:
    found = head(Seat(HA_NOI, Bilingual("Ha Noi"), date(2025, 10, 25)))
    assert (found.status, found.post_id, found.needs_decision) == (HeadStatus.NO_RULE, None, True)


def test_a_session_without_a_city_asks_for_one() -> None:
    found = head(Seat(None, None, date(2022, 5, 30)))
    assert (found.status, found.needs_decision) == (HeadStatus.NO_CITY, True)


def test_a_post_that_nobody_holds_on_the_opening_day_is_vacant() -> None:
    found = head(replace(IN_VIENNA, opens=date(2020, 12, 31)))
    assert (found.status, found.title, found.name) == (HeadStatus.VACANT, PR_VIENNA.title, None)


@pytest.mark.parametrize(("opens", "holder"), [(date(2024, 3, 31), MALEE), (date(2024, 4, 1), SOMSAK)])
def test_both_days_of_a_tenure_belong_to_it(opens: date, holder: Tenure) -> None:
    assert head(replace(IN_NEW_YORK, opens=opens)).person_id == holder.person_id


def test_the_head_changes_between_the_concluding_and_the_reconvened_session() -> None:
    concluding, reconvened = (replace(IN_NEW_YORK, opens=day) for day in (date(2024, 1, 29), date(2024, 7, 29)))
    assert (head(concluding).name, head(reconvened).name) == (MALEE.name, SOMSAK.name)


def test_a_decision_on_record_goes_before_the_rule() -> None:
    named = Named(104, Bilingual("Mr. Prasert Thongdee"), Bilingual("Minister"))
    minister = Override((named,), "Signing ceremony", "No. 1/2568")
    for seat in (IN_VIENNA, Seat(HA_NOI, Bilingual("Ha Noi"), None), Seat(None, None, None)):
        found = head(seat, override=minister)
        assert (found.status, found.name, found.title) == (HeadStatus.OVERRIDDEN, named.name, named.position)
        assert (found.reason, found.document, found.city) == ("Signing ceremony", "No. 1/2568", seat.city)
        assert not found.needs_decision


@pytest.mark.parametrize("capacity", [Capacity.ACTING, Capacity.CHARGE])
def test_whoever_acts_for_an_absent_holder_leads_on_those_days(capacity: Capacity) -> None:
    acting = Tenure(12, 105, Bilingual("Ms. Chanika"), capacity, date(2022, 5, 1), date(2022, 6, 30))
    assert holder_on(date(2022, 5, 30), [acting, ANAN]) == acting
    assert holder_on(date(2022, 7, 1), [acting, ANAN]) == ANAN


def test_of_two_that_act_the_later_one_leads() -> None:
    first = Tenure(12, 105, Bilingual("Ms. Chanika"), Capacity.CHARGE, date(2022, 5, 1))
    second = replace(first, person_id=106, since=date(2022, 5, 20))
    assert holder_on(date(2022, 5, 30), [second, first, ANAN]) == second


def test_a_holder_of_another_post_never_leads() -> None:
    [found] = heads_of(IN_VIENNA, rules=[PR_VIENNA], tenures=[MALEE])
    assert found.status is HeadStatus.VACANT


TEN_DAYS = replace(IN_VIENNA, closes=date(2022, 6, 10))


def passing(*tenures: Tenure) -> Succession | None:
    return heads_of(TEN_DAYS, rules=[PR_VIENNA], tenures=tenures)[0].succession


@pytest.mark.parametrize(("since", "is_during"), [(30, False), (31, True)])
def test_a_post_that_passes_on_while_the_session_meets_is_told(since: int, *, is_during: bool) -> None:
    last = date(2022, 5, since) - timedelta(days=1)
    later = replace(SOMSAK, post_id=12, since=date(2022, 5, since))
    found = passing(replace(ANAN, until=last), later)
    assert found == (Succession(date(2022, 5, since), SOMSAK.name) if is_during else None)


@pytest.mark.parametrize(("until", "is_during"), [(9, True), (10, False)])
def test_a_post_that_falls_vacant_before_the_last_day_is_told(until: int, *, is_during: bool) -> None:
    found = passing(replace(ANAN, until=date(2022, 6, until)))
    assert found == (Succession(date(2022, 6, until + 1), None) if is_during else None)


def test_somebody_acting_for_a_few_days_takes_over_and_the_same_person_again_does_not() -> None:
    acting = replace(SOMSAK, post_id=12, capacity=Capacity.ACTING, since=date(2022, 6, 2), until=date(2022, 6, 3))
    assert passing(ANAN, acting) == Succession(date(2022, 6, 2), SOMSAK.name)
    assert passing(replace(ANAN, until=date(2022, 6, 1)), replace(ANAN, since=date(2022, 6, 2))) is None


def test_whoever_acts_does_so_by_the_document_on_file() -> None:
    acting = replace(ANAN, capacity=Capacity.CHARGE, document="Note 5/2565")
    [found] = heads_of(IN_VIENNA, rules=[PR_VIENNA], tenures=[acting])
    assert (found.capacity, found.document) == (Capacity.CHARGE, "Note 5/2565")


MINISTER = Named(104, Bilingual("Mr. Prasert Thongdee"), Bilingual("Minister"))
DEPUTY = Named(107, Bilingual("Ms. Ratana Chaiyo"), Bilingual("Deputy Minister"))
ANAN_TOO = Named(ANAN.person_id, ANAN.name, Bilingual("Ambassador"))


def test_co_heads_lead_in_their_order_and_are_told_from_the_first() -> None:
    both = heads(IN_VIENNA, Override((MINISTER, DEPUTY), "Decided", "No. 2"))
    assert [(one.name, one.place, one.document) for one in both] == [
        (MINISTER.name, 1, "No. 2"),
        (DEPUTY.name, 2, "No. 2"),
    ]
    assert {one.by_rule and one.by_rule.person_id for one in both} == {ANAN.person_id}


def test_whoever_the_rule_names_may_lead_together_with_others() -> None:
    assert {one.is_beside_rule for one in heads(IN_VIENNA, Override((MINISTER, ANAN_TOO), "Decided", ""))} == {True}
    assert {one.is_beside_rule for one in heads(IN_VIENNA, Override((MINISTER,), "Decided", ""))} == {False}


def test_a_decision_for_one_city_says_nothing_of_another() -> None:
    vienna = Override((MINISTER,), "Decided", "", VIENNA)
    assert [one.name for one in heads(IN_VIENNA, vienna)] == [MINISTER.name]
    assert [one.status for one in heads(IN_NEW_YORK, vienna)] == [HeadStatus.KNOWN]
    assert [one.status for one in heads(Seat(None, None, None), vienna)] == [HeadStatus.NO_CITY]


def test_a_decision_for_the_city_goes_before_one_for_any() -> None:
    anywhere, vienna = Override((DEPUTY,), "Decided", ""), Override((MINISTER,), "Decided", "", VIENNA)
    assert [(one.name, one.is_anywhere) for one in heads(IN_VIENNA, anywhere, vienna)] == [(MINISTER.name, False)]
    assert [(one.name, one.is_anywhere) for one in heads(IN_NEW_YORK, anywhere, vienna)] == [(DEPUTY.name, True)]


CITIES = st.sampled_from([None, NEW_YORK, VIENNA, HA_NOI])
DAYS = st.one_of(st.none(), st.dates(date(2019, 1, 1), date(2026, 12, 31)))
SEATS = st.builds(
    lambda city, opens: Seat(city, None if city is None else Bilingual(f"City {city}"), opens), CITIES, DAYS
)
RULES = st.lists(st.sampled_from([PR_NEW_YORK, PR_VIENNA]), unique_by=lambda rule: rule.duty_station_id)
TENURES = st.lists(
    st.builds(
        lambda post, person, capacity, since, length: Tenure(
            post, person, Bilingual(f"Person {person}"), capacity, since, length and since + timedelta(days=length)
        ),
        st.sampled_from([11, 12]),
        st.integers(100, 110),
        st.sampled_from(Capacity),
        st.dates(date(2019, 1, 1), date(2026, 12, 31)),
        st.one_of(st.none(), st.integers(1, 900)),
    ),
    max_size=6,
)
PEOPLE = st.lists(st.sampled_from([MINISTER, DEPUTY, ANAN_TOO]), min_size=1, max_size=3, unique=True).map(tuple)
OVERRIDES = st.lists(
    st.builds(Override, PEOPLE, st.just("Decided"), st.just(""), CITIES),
    max_size=3,
    unique_by=lambda one: one.duty_station_id,
)


@given(SEATS, RULES, TENURES, OVERRIDES)
def test_heads_always_follow_decisions_rule_and_tenure(
    seat: Seat, rules: list[Rule], tenures: list[Tenure], overrides: list[Override]
) -> None:
    found = heads_of(seat, rules=rules, tenures=tenures, overrides=overrides)
    own = [one for one in overrides if one.duty_station_id == seat.duty_station_id]
    anywhere = [one for one in overrides if one.duty_station_id is None]
    decision = next(iter([*own, *anywhere]), None)
    if decision is not None:
        assert [one.person_id for one in found] == [one.person_id for one in decision.heads]
        assert [one.place for one in found] == list(range(1, len(found) + 1))
        assert {one.status for one in found} == {HeadStatus.OVERRIDDEN}
        return
    [head] = found
    rule = next((one for one in rules if one.duty_station_id == seat.duty_station_id), None)
    assert (head.post_id, head.needs_decision) == (None if rule is None else rule.post_id, rule is None)
    if rule is None or seat.opens is None:
        assert head.person_id is None, "nobody is guessed"
        return
    holding = [one for one in tenures if one.post_id == rule.post_id and one.covers(seat.opens)]
    acting = [one for one in holding if one.capacity is not Capacity.SUBSTANTIVE]
    latest = max((one.since for one in acting or holding), default=None)
    leading = {one.person_id for one in acting or holding if one.since == latest}
    assert (head.person_id in leading) if leading else (head.status is HeadStatus.VACANT)


def test_a_decision_rests_where_it_does_not_meet_unless_another_repeats_it() -> None:
    days, city = Override((MINISTER,), "Decided", "", opens=date(2022, 2, 6)), Override((DEPUTY,), "So", "", VIENNA)
    anywhere = Override((MINISTER,), "Decided", "")
    seats = (replace(IN_VIENNA, opens=date(2022, 3, 7)),)
    assert resting(seats, (days, city)) == (days,)
    assert resting(seats, (days, anywhere)) == ()
    assert resting((replace(IN_VIENNA, duty_station_id=None),), (city, anywhere)) == (city,)
