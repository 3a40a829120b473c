"""Further addresses: one person's alone, never written to, and gone where they become the one that is."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from models.database import db
from models.people import OtherAddress, Person
from scheduler.other_addresses import (
    GONE,
    MOST,
    ON_FILE,
    OWN,
    add_other_address,
    addresses_of,
    remove_other_address,
)
from scheduler.people import NOT_AN_ADDRESS, add_person, edit_person
from scheduler.queries.people import card_of
from tests.making import NOW, Ministry
from vocabulary.actor import OPERATOR
from vocabulary.plan import PersonCard
from vocabulary.refusals import NotFound, Refusal
from vocabulary.text import Bilingual


def add(person_id: int, typed: str) -> int:
    return add_other_address(person_id, typed, by=OPERATOR, now=NOW)


def kept() -> list[str]:
    return list(db.session.scalars(select(OtherAddress.address).order_by(OtherAddress.id)))


def test_an_address_is_kept_in_lower_case_and_taken_off_again(ministry: Ministry) -> None:
    number = add(ministry.person_ids[0], " Focal1@Private.Example ")
    assert kept() == ["focal1@private.example"]
    assert remove_other_address(number, by=OPERATOR, now=NOW) == ministry.person_ids[0]
    assert kept() == []
    with pytest.raises(NotFound, match=GONE[:20]):
        remove_other_address(number, by=OPERATOR, now=NOW)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("no address", NOT_AN_ADDRESS),
        ("", NOT_AN_ADDRESS),
        ("focal1@agency.example", OWN),
        ("focal2@agency.example", "has this address already"),
        ("mine@private.example", ON_FILE[:30]),
    ],
)
def test_what_is_none_or_anothers_is_refused(ministry: Ministry, typed: str, words: str) -> None:
    add(ministry.person_ids[1], "mine@private.example")
    with pytest.raises(Refusal, match=words[:30]) as refused:
        add(ministry.person_ids[0], typed)
    assert refused.value.field == "address"
    with pytest.raises(NotFound):
        add(99, "new@private.example")


def test_nobody_has_a_list_of_them(ministry: Ministry) -> None:
    for number in range(MOST):
        add(ministry.person_ids[0], f"{number}@private.example")
    with pytest.raises(Refusal, match="further addresses are enough"):
        add(ministry.person_ids[0], "more@private.example")
    assert len(addresses_of(ministry.person_ids[0])) == MOST


def test_what_is_somebodys_further_address_is_nobody_elses_first(ministry: Ministry) -> None:
    add(ministry.person_ids[0], "mine@private.example")
    with pytest.raises(Refusal, match="has this address already"):
        add_person(PersonCard(Bilingual("Ms New"), email="Mine@private.example"), by=OPERATOR, now=NOW)
    person = db.session.get_one(Person, ministry.person_ids[0])
    edit_person(person.id, replace(card_of(person), email="mine@private.example"), by=OPERATOR, now=NOW)
    assert db.session.get_one(Person, person.id).email == "mine@private.example"
    assert kept() == [], "it is the one that letters go to now"
