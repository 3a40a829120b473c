"""The fields of a person's card."""

import pytest
from flask import Flask

from vocabulary.plan import PersonCard
from vocabulary.refusals import Invalid
from vocabulary.states import Language
from vocabulary.text import Bilingual
from web.forms import Typed
from web.person_form import filled_card, fresh_card, read_card

CARD = PersonCard(
    name=Bilingual("Ms Malee Srisuk", "นางสาวมาลี ศรีสุข"),
    position=Bilingual("Officer", "เจ้าหน้าที่"),
    email="malee@agency.example",
    phone="+66 2 555 0100",
    language=Language.ENGLISH,
    agency_id=3,
)


def test_a_card_comes_back_from_its_fields(app: Flask) -> None:
    with app.test_request_context("/"):
        assert read_card(Typed(filled_card(CARD)), agency_id=3) == CARD


def test_an_empty_card_is_written_to_in_thai() -> None:
    assert fresh_card() == {"language": "th"}


def test_a_card_without_a_name_is_refused(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(Invalid):
        read_card(Typed(fresh_card()), agency_id=None)
