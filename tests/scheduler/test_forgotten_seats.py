"""Whoever is forgotten goes from plans of seats, and the seat stays."""

from dataclasses import replace

from models.database import db
from models.people import Person
from scheduler.erasure import erase_from_audit
from scheduler.people import edit_person
from scheduler.queries.people import card_of
from scheduler.queries.seats import desk_seats
from tests.fixtures import NOW, Letter
from tests.scheduler.seating import leaves, people_of, seated
from vocabulary.actor import OPERATOR


def test_who_is_forgotten_goes_from_plans_by_which_nobody_sits_any_more(letter: Letter) -> None:
    seated(letter)
    second = people_of(letter)[1]
    edit_person(second, replace(card_of(db.session.get_one(Person, second)), phone="02 000"), by=OPERATOR, now=NOW)
    erase_from_audit(second, by=OPERATOR, now=NOW)
    assert "Rawisara" in str(desk_seats(letter.session_ids["2"], actor=OPERATOR).holding), "the seat is still taken"
    leaves(letter, 1)
    erase_from_audit(second, by=OPERATOR, now=NOW)
    [plan] = desk_seats(letter.session_ids["2"], actor=OPERATOR).holding
    assert not str(plan.behind_it[0].name)
    assert "Rawisara" not in str(plan)
