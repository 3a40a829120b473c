"""The same words however they are typed, and where they stand."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules.search_terms import folded, has_any, marked, terms_of, tidied
from vocabulary.refusals import Refusal


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("กต ๑๐๐๒/๔", "กต 1002/4"),
        ("KANDA", "kanda"),
        ("ｋａｎｄａ", "kanda"),
        ("กระทรวง|การต่างประเทศ", "กระทรวงการต่างประเทศ"),
        ("น\u0e4d\u0e49าท่วม", "น้ำท่วม"),
        ("ค\u0e4dา", "คำ"),
        ("เเผน", "แผน"),
        ("a\x00b\r\nc", "ab c"),
        ("Straße ﬁ İ", "straße ﬁ İ"),
    ],
)
def test_what_looks_the_same_is_the_same(typed: str, meant: str) -> None:
    assert folded(tidied(typed)) == folded(tidied(meant))


@given(st.text(max_size=60))
def test_folding_keeps_every_letter_in_its_place_and_is_done_once(text: str) -> None:
    line = tidied(text)
    assert len(folded(line)) == len(line)
    assert tidied(line) == line
    assert folded(folded(line)) == folded(line)


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=4), max_size=3))
def test_marking_loses_nothing_of_a_line(text: str, terms: list[str]) -> None:
    line = tidied(text)
    pieces = marked(line, [folded(term) for term in terms])
    assert "".join(piece.text for piece in pieces) == line
    assert all(first.marked != second.marked for first, second in itertools.pairwise(pieces))


def test_what_was_searched_for_is_marked_wherever_it_stands() -> None:
    pieces = marked("ที่ กต ๑๐๐๒/๔", terms_of("กต 1002/4"))
    assert [piece.text for piece in pieces if piece.marked] == ["กต", "๑๐๐๒/๔"]
    assert [piece.text for piece in marked("banana", ("ana",)) if piece.marked] == ["anana"]
    assert marked("", ("x",)) == ()
    assert has_any("Kanda", ("nda",))
    assert not has_any("Kanda", ("xyz",))


def test_each_word_counts_once_and_no_more_than_eight() -> None:
    assert terms_of("moj MOJ  moj") == ("moj",)
    assert len(terms_of(" ".join(f"w{number}" for number in range(20)))) == 8


@pytest.mark.parametrize(
    ("query", "sentence"), [("", "two letters"), ("ก", "two letters"), ("x" * 101, "Shorten this")]
)
def test_too_little_and_too_much_are_refused(query: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        terms_of(query)
