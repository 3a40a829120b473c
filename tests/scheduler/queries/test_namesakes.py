"""Who is on file already."""

from flask import Flask

from models.database import db
from models.people import Person
from scheduler.queries.namesakes import namesake_of, person_with_address
from tests.making import make_ministry, make_person
from tests.models.refusing import write
from vocabulary.plan import PersonCard
from vocabulary.text import Bilingual


def test_the_same_address_is_the_same_person(app: Flask) -> None:
    person = make_person("anan")
    write(person)
    assert person.email is not None
    assert person_with_address(person.email) is person
    assert person_with_address("nobody@agency.example") is None


def test_the_same_name_is_the_same_person_at_the_same_agency_alone(app: Flask) -> None:
    agency, other, _ = make_ministry().agency_ids
    person = Person(name_en="Ms Suda Tuayang", name_th="นางสาวสุดา ตัวอย่าง", agency_id=agency)
    write(person)
    for name in (Bilingual("Ms Suda Tuayang", ""), Bilingual("", "นางสาวสุดา ตัวอย่าง")):
        assert namesake_of(PersonCard(name=name), agency) is person
        assert namesake_of(PersonCard(name=name), other) is None
        assert namesake_of(PersonCard(name=name), None) is None
    db.session.rollback()
