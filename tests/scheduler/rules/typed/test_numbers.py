"""Whole numbers as people type them."""

import pytest

from scheduler.rules.typed import typed_number
from vocabulary.refusals import Refusal


@pytest.mark.parametrize("text", ["12", " 12 ", "๑๒", "１２", "012"])
def test_twelve_is_read_in_any_digits(text: str) -> None:
    assert typed_number(text, field="count") == 12


@pytest.mark.parametrize("text", ["", "twelve", "-1", "1.5", "1,000", "9" * 5000, "²"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match=r"Write a whole number, 0 or more\."):
        typed_number(text, field="count")


@pytest.mark.parametrize("text", ["0", "6"])
def test_a_number_out_of_bounds_is_refused_with_the_bounds(text: str) -> None:
    with pytest.raises(Refusal, match=r"from 1 to 5\.") as caught:
        typed_number(text, field="count", least=1, most=5)
    assert caught.value.field == "count"


def test_both_bounds_are_allowed() -> None:
    assert [typed_number(text, field="count", least=1, most=5) for text in ("1", "5")] == [1, 5]
