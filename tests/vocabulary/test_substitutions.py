"""Somebody who comes in another's place, as values."""

from vocabulary.plan import PersonCard
from vocabulary.substitutions import SubstitutePlan, SubstitutionState
from vocabulary.text import Bilingual


def test_a_plan_says_who_comes_and_need_not_say_more() -> None:
    plan = SubstitutePlan(PersonCard(Bilingual("Ms Mali")))
    assert (plan.note, plan.version) == ("", None)


def test_a_word_is_open_or_decided() -> None:
    assert [state.value for state in SubstitutionState] == ["open", "taken back", "refused", "approved"]
