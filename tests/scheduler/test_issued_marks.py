"""Rosters and plans of seats are marked in the deed that makes them untrue, whatever was read before."""

from datetime import date

from scheduler.decisions import decide
from scheduler.queries.issued_rosters import shelf_of
from scheduler.queries.sessions import session_page_for
from tests.fixtures import Letter
from tests.making import HAND
from tests.scheduler.test_issued_rosters import issued, later
from vocabulary.actor import OPERATOR
from vocabulary.decisions import Change, Decision, Verb


def test_a_place_that_was_read_before_is_read_anew(letter: Letter) -> None:
    issued(letter)
    session_page_for(letter.session_ids["2"], actor=OPERATOR)
    decide(Decision((Change(letter.session_ids["2"], Verb.RELOCATE, city_id=2),)), hand=HAND)
    [one] = shelf_of(letter.session_ids["2"]).issued
    assert not one.is_in_force
    assert "New York" in str(one.why[0])


def test_both_languages_are_superseded_by_the_decision(letter: Letter) -> None:
    issued(letter)
    number = decide(Decision((later(letter),)), hand=HAND)
    [one] = shelf_of(letter.session_ids["2"]).issued
    assert (one.decision_id, one.superseded_on) == (number, date(2022, 1, 4))
