"""Whoever is named to come, or to take over, in somebody's place."""

from dataclasses import replace

import pytest

from scheduler.rules.colleagues import NOTE_LENGTH, checked_colleague, checked_reason, field_of_oneself
from vocabulary.plan import PersonCard
from vocabulary.refusals import Invalid, Refusal
from vocabulary.text import Bilingual

NEEDED = "Write the address."
CARD = PersonCard(Bilingual("Ms  Mali", "นางสาวมะลิ"), email=" mali@oag.example", agency_id=7)


def test_words_are_cleaned_and_an_agency_on_the_card_says_nothing() -> None:
    card, problems = checked_colleague(CARD, needs_address=NEEDED)
    assert (card.name.en, card.email, card.agency_id, problems) == ("Ms Mali", "mali@oag.example", None, [])


def test_everything_that_is_wrong_with_the_card_is_said() -> None:
    _, problems = checked_colleague(PersonCard(Bilingual("")), needs_address=NEEDED)
    assert [(one.field, str(one)) for one in problems if one.field == "email"] == [("email", NEEDED)]
    assert [one.field for one in problems] == ["name_th", "email"]


def test_a_refusal_has_a_reason_that_its_reader_gets_whole() -> None:
    assert checked_reason(" Only directors ", missing=NEEDED) == "Only directors"
    with pytest.raises(Refusal, match=NEEDED) as refused:
        checked_reason("\n", missing=NEEDED)
    assert refused.value.field == "reason"
    with pytest.raises(Invalid, match="Shorten this"):
        checked_reason("x" * (NOTE_LENGTH + 1), missing=NEEDED)


@pytest.mark.parametrize(
    ("card", "field"),
    [
        (PersonCard(Bilingual("Mr Sira"), email="mali@oag.example"), "email"),
        (PersonCard(Bilingual("Ms Mali"), email="m@oag.example"), "name_en"),
        (PersonCard(Bilingual("", "นางสาวมะลิ"), email="m@oag.example"), "name_th"),
        (PersonCard(Bilingual("Mr Sira", "นายศิระ"), email="sira@oag.example"), None),
        (PersonCard(Bilingual("Mr Sira"), email="sira@oag.example"), None),
    ],
)
def test_nobody_names_himself_or_herself(card: PersonCard, field: str | None) -> None:
    own = replace(CARD.name, en="Ms Mali")
    assert field_of_oneself(card, email="mali@oag.example", name=own) == field
