"""Refusals: sentences for the reader."""

import pytest

from vocabulary.refusals import Forbidden, Invalid, NotFound, Refusal, Stale
from vocabulary.states import Language
from vocabulary.text import Bilingual

VIENNA = Bilingual("Vienna", "กรุงเวียนนา")


def test_a_refusal_reads_as_its_sentence_in_english() -> None:
    assert str(Refusal("No rule names a head for %(city)s.", city=VIENNA)) == "No rule names a head for Vienna."


def test_a_sentence_without_values_may_hold_a_percent_sign() -> None:
    assert str(Refusal("100 % of them")) == "100 % of them"


def test_names_in_a_refusal_are_in_the_readers_language() -> None:
    refusal = Refusal("%(city)s, %(count)s", field="city", city=VIENNA, count=2)
    assert refusal.values_in(Language.THAI) == {"city": "กรุงเวียนนา", "count": 2}
    assert refusal.values_in(Language.ENGLISH) == {"city": "Vienna", "count": 2}
    assert refusal.field == "city"


@pytest.mark.parametrize(("kind", "status"), [(Refusal, 422), (NotFound, 404), (Forbidden, 403), (Stale, 409)])
def test_each_kind_of_refusal_has_its_reply(kind: type[Refusal], status: int) -> None:
    assert kind("No.").status == status


def test_several_problems_are_told_at_once() -> None:
    problems = [Refusal("Give a title.", field="title"), Refusal("Choose a later day.", field="day")]
    invalid = Invalid(problems)
    assert invalid.problems == problems
    assert str(invalid) == "Give a title.; Choose a later day."
    assert invalid.status == 422
