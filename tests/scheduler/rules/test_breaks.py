"""No letter that was typed is dropped in silence: a break mark is refused where it would not be shown."""

from dataclasses import replace

import pytest

from scheduler.rules.breaks import break_marks
from scheduler.rules.consultation_plan import checked
from scheduler.rules.person_card import checked_agency, checked_card
from tests.scheduler.rules.test_consultation_plan import NOW, PLAN
from vocabulary.plan import AgencyCard, PersonCard
from vocabulary.refusals import Invalid
from vocabulary.text import Bilingual

MARKED = Bilingual("a|b", "ก|ข")


def fields(refused: pytest.ExceptionInfo[Invalid]) -> list[str | None]:
    return [problem.field for problem in refused.value.problems]


def test_each_field_that_holds_a_mark_says_so() -> None:
    found = break_marks(one="a|b", two="a/b", three="|")
    assert [problem.field for problem in found] == ["one", "three"]
    assert str(found[0]).endswith("Write “/” or “–” in its place.")


def test_no_card_is_typed_with_marks() -> None:
    with pytest.raises(Invalid) as refused:
        checked_card(PersonCard(MARKED, Bilingual("a|b")))
    assert fields(refused) == ["name_th", "name_en", "position_en"]
    with pytest.raises(Invalid) as refused:
        checked_agency(AgencyCard(MARKED, MARKED))
    assert fields(refused) == ["name_th", "name_en", "abbreviation_th", "abbreviation_en"]


def test_no_consultation_is_titled_with_marks() -> None:
    with pytest.raises(Invalid) as refused:
        checked(replace(PLAN, title=MARKED, place="Hall A | B", agenda="1 | 2"), now=NOW)
    assert fields(refused) == ["title_th", "title_en"], "a place and an agenda are shown as they stand"
