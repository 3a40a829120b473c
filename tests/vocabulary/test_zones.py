"""The clocks of the world as people choose them."""

from zoneinfo import ZoneInfo

from vocabulary.text import Bilingual
from vocabulary.zones import clocks, country_of, usual_clocks


def test_every_clock_is_one_that_runs_and_has_a_country_in_both_languages() -> None:
    assert len(clocks()) > 300
    assert len({clock.tzid for clock in clocks()}) == len(clocks())
    for clock in clocks():
        assert ZoneInfo(clock.tzid).key == clock.tzid
        assert clock.country.en
        assert clock.country.th
        assert clock.city.en


def test_a_clock_is_at_home_in_a_country() -> None:
    assert country_of("Asia/Ho_Chi_Minh") == Bilingual("Vietnam", "เวียดนาม")
    assert country_of("Nowhere/At_All") is None


def test_every_country_has_a_clock_to_choose_and_every_hour_that_it_keeps() -> None:
    usual = {clock.tzid for clock in usual_clocks()}
    assert {clock.country for clock in usual_clocks()} == {clock.country for clock in clocks()}
    assert {"America/New_York", "America/Argentina/Buenos_Aires", "Asia/Ho_Chi_Minh"} <= usual
    assert "America/Indiana/Knox" not in usual
