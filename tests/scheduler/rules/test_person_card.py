"""What a person's or an agency's card must hold."""

import pytest

from scheduler.rules.person_card import LONGEST, checked_agency, checked_card
from vocabulary.plan import AgencyCard, PersonCard
from vocabulary.refusals import Invalid
from vocabulary.text import Bilingual


def test_every_line_of_a_card_is_cleaned() -> None:
    card = PersonCard(Bilingual(" Ms  Malee\u202e Srisuk "), Bilingual("Officer\n"), " a@b.example ", "+66 2\t555")
    assert checked_card(card) == PersonCard(
        Bilingual("Ms Malee Srisuk"), Bilingual("Officer"), "a@b.example", "+66 2 555"
    )


def test_a_name_in_one_language_is_enough() -> None:
    assert checked_card(PersonCard(Bilingual("", "นางสาวมาลี ศรีสุข"))).name.en == ""
    assert checked_agency(AgencyCard(Bilingual("Office"))).name.th == ""


def test_a_card_without_a_name_is_refused_on_its_field() -> None:
    with pytest.raises(Invalid) as refused:
        checked_card(PersonCard(Bilingual("", " ")))
    assert [problem.field for problem in refused.value.problems] == ["name_th"]


def test_everything_too_long_is_said_at_once() -> None:
    long = "x" * (LONGEST + 1)
    with pytest.raises(Invalid) as refused:
        checked_card(PersonCard(Bilingual(long, long), Bilingual(long), phone=long))
    assert [problem.field for problem in refused.value.problems] == ["name_th", "name_en", "position_en", "phone"]
    with pytest.raises(Invalid) as refused:
        checked_agency(AgencyCard(Bilingual("Office"), Bilingual(long)))
    assert [problem.field for problem in refused.value.problems] == ["abbreviation_en"]
