"""Who leads a delegation: the city gives the post, the day it opens gives the holder (letter, item 10.1)."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.rules.heads import Head, HeadStatus, Override, Rule, Seat, Tenure, head_of, holder_on
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


def head(seat: Seat, *, override: Override | None = None) -> Head:
    return head_of(seat, rules=[PR_NEW_YORK, PR_VIENNA], tenures=[MALEE, SOMSAK, ANAN], override=override)


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
    minister = Override(104, Bilingual("Mr. Prasert Thongdee"), Bilingual("Minister"), "Signing ceremony", "No. 1/2568")
    for seat in (IN_VIENNA, Seat(HA_NOI, Bilingual("Ha Noi"), None), Seat(None, None, None)):
        found = head(seat, override=minister)
        assert (found.status, found.name, found.title) == (HeadStatus.OVERRIDDEN, minister.name, minister.position)
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
    found = head_of(IN_VIENNA, rules=[PR_VIENNA], tenures=[MALEE])
    assert found.status is HeadStatus.VACANT
