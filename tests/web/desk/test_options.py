"""What forms offer to choose from, in the page's language."""

from flask import Flask

from scheduler.queries.sessions import candidates, places_to_choose
from tests.fixtures import Letter
from vocabulary.states import Modality
from vocabulary.text import N_, Bilingual
from web.desk.options import beside, buildings, cities, people, worded

WORDS = {Modality.IN_PERSON: N_("In person"), Modality.HYBRID: N_("Hybrid")}


def test_words_come_with_their_stored_values(app: Flask) -> None:
    with app.test_request_context("/?lang=th"):
        assert worded(WORDS) == [("in person", "ณ ที่ประชุม"), ("hybrid", "รูปแบบผสม")]


def test_what_may_be_unknown_begins_with_that(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        assert worded(WORDS, unknown=True)[0] == ("", "Not known yet")


def test_cities_and_buildings_may_be_none(app: Flask, letter: Letter) -> None:
    with app.test_request_context("/?lang=en"):
        places = places_to_choose()
        assert [name for _, name in cities(places)] == ["Bangkok", "New York", "Vienna", "Not known yet"]
        assert [name for _, name in buildings(places)] == [
            "None, or not known yet",
            "United Nations Headquarters · New York",
            "Vienna International Centre · Vienna",
        ]


def test_people_are_told_apart_by_office_and_agency(app: Flask, letter: Letter) -> None:
    with app.test_request_context("/?lang=en"):
        offered = [name for _, name in people(candidates())]
        assert "Mr Sira Tuayang · Expert Public Prosecutor · OAG" in offered
        assert "Mr Pracha Tuayang" in offered


def test_empty_parts_are_left_out(app: Flask) -> None:
    with app.test_request_context("/?lang=en"):
        assert beside(Bilingual("One"), Bilingual(""), Bilingual("Thr|ee")) == "One · Three"
