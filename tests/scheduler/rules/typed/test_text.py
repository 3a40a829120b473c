"""Typed text made plain."""

import re

from scheduler.rules.typed.text import any_of, bare, plain


def test_digits_dashes_spaces_and_letters_become_of_one_kind() -> None:
    assert plain(" ๒๘\u00a0—  ２８\u200b JAN ") == "28 - 28 jan"


def test_full_stops_and_spaces_make_no_other_word() -> None:
    assert bare("พ. ศ.") == bare("พ.ศ.") == bare("พศ")


def test_the_longest_word_is_found_first() -> None:
    pattern = re.compile(any_of(["พ.", "พ.ค.", "พฤ."]))
    assert [found[0] for found in pattern.finditer("พ. พ.ค. พค พฤ.")] == ["พ.", "พ.ค.", "พค", "พฤ."]
