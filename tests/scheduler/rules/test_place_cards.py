"""What must be known of a city or a building."""

import pytest

from scheduler.rules.place_cards import checked_building, checked_city
from vocabulary.plan import StationCard
from vocabulary.refusals import Invalid
from vocabulary.text import Bilingual


def test_a_city_has_a_name_and_a_clock() -> None:
    card = checked_city(StationCard(Bilingual(" Ha\nNoi "), "Asia/Ho_Chi_Minh"))
    assert card == StationCard(Bilingual("Ha Noi"), "Asia/Ho_Chi_Minh")


@pytest.mark.parametrize("tzid", ["", "Asia/Hanoi", "UTC+7", "../etc/passwd"])
def test_a_clock_that_no_country_has_is_refused(tzid: str) -> None:
    with pytest.raises(Invalid) as refused:
        checked_city(StationCard(Bilingual(""), tzid))
    assert [problem.field for problem in refused.value.problems] == ["name_th", "tzid"]


def test_a_building_has_a_name_that_is_not_too_long() -> None:
    assert checked_building(Bilingual("", " หอประชุม ")) == Bilingual("", "หอประชุม")
    with pytest.raises(Invalid):
        checked_building(Bilingual(""))
    with pytest.raises(Invalid):
        checked_building(Bilingual("x" * 501))
