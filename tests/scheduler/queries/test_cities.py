"""The clocks that a committee's readers look at."""

from models.committees import Committee
from models.database import db
from scheduler.queries.cities import cities_of
from tests.making import Ministry


def test_the_capital_comes_first_then_the_cities_where_the_committee_meets(ministry: Ministry) -> None:
    committee = db.session.get_one(Committee, ministry.committee_id)
    assert [(city.name.en, city.tzid) for city in cities_of(committee)] == [
        ("Bangkok", "Asia/Bangkok"),
        ("Vienna", "Europe/Vienna"),
    ]
