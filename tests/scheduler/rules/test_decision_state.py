"""The world as values: what is asked of it by number."""

from tests.scheduler.rules.worlds import BANGKOK, CITIES, NEW_YORK, session, world


def test_sessions_cities_and_committees_are_found_by_their_numbers() -> None:
    state = world()
    assert state.session(1) == session(1)
    assert state.session(9) is None
    assert state.city(NEW_YORK) == CITIES[1]
    assert state.city(None) is None
    assert state.committee(2).name.en == "Tax"
    assert state.home_of(session(1)).city_id == BANGKOK
    assert CITIES[0].city.tzid == "Asia/Bangkok"
