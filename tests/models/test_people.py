"""A person has a name, an address is one person's, a term ends after it begins."""

from datetime import date

import pytest
from flask import Flask

from models.database import db
from models.people import Agency, OfficeHolder, Person, Post
from tests.making import make_person
from tests.models.refusing import refused, write
from vocabulary.text import Bilingual

pytestmark = pytest.mark.both_databases


def test_a_person_without_a_name_is_refused(app: Flask) -> None:
    with refused("has_a_name"):
        write(Person(name_en="", name_th=""))


def test_an_address_is_one_persons(app: Flask) -> None:
    write(make_person("anan"))
    with refused("email"):
        write(make_person("anan"))


def test_many_may_have_no_address(app: Flask) -> None:
    write(Person(name_en="One"), Person(name_en="Two"))
    assert db.session.query(Person).count() == 2


def test_a_term_ends_after_it_begins(app: Flask) -> None:
    holder = OfficeHolder(
        post=Post(key="pr", title_en="Representative"),
        person=make_person("anan"),
        since=date(2022, 1, 2),
        until=date(2022, 1, 1),
    )
    with refused("ends_after_it_begins"):
        write(holder)


def test_an_agency_without_an_abbreviation_goes_by_its_whole_name() -> None:
    agency = Agency(
        name_en="Royal Thai Police", name_th="สำนักงาน|ตำรวจ|แห่งชาติ", abbreviation_en="", abbreviation_th="ตช."
    )
    assert agency.abbreviation == Bilingual("Royal Thai Police", "ตช.")
