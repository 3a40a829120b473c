"""The first person of an installation."""

import pytest
from sqlalchemy import select

from models.database import db
from models.people import Person
from scheduler.administrators import appoint_first_administrator, require_nobody
from scheduler.people import NOT_AN_ADDRESS
from tests.making import NOW, make_person
from vocabulary.actor import OPERATOR
from vocabulary.plan import PersonCard
from vocabulary.refusals import Refusal
from vocabulary.states import Duty
from vocabulary.text import Bilingual

pytestmark = pytest.mark.usefixtures("app")

CARD = PersonCard(name=Bilingual("Ms Anong Tuayang"), email="Anong@mfa.example")


def appoint(card: PersonCard = CARD) -> int:
    return appoint_first_administrator(card, by=OPERATOR, now=NOW)


def test_the_first_administrator_may_sign_in_at_the_own_address() -> None:
    require_nobody()
    person = db.session.get_one(Person, appoint())
    assert (person.duty, person.email, person.active) == (Duty.ADMINISTRATOR, "anong@mfa.example", True)


def test_there_is_no_second_first_one() -> None:
    appoint()
    with pytest.raises(Refusal, match=r"flask account link anong@mfa\.example;"):
        appoint(PersonCard(name=Bilingual("Ms Other Tuayang"), email="other@mfa.example"))
    assert len(db.session.scalars(select(Person)).all()) == 1


def test_an_administrator_has_an_address() -> None:
    with pytest.raises(Refusal, match=NOT_AN_ADDRESS):
        appoint(PersonCard(name=Bilingual("Ms Anong Tuayang")))
    assert db.session.scalars(select(Person)).all() == []


def test_a_database_that_is_in_use_is_left_alone() -> None:
    db.session.add(make_person("kanda"))
    db.session.commit()
    with pytest.raises(Refusal, match="holds work or a demonstration already"):
        require_nobody()
