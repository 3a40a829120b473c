"""Letters as a reader sees them."""

from itertools import accumulate

from hypothesis import example, given
from hypothesis import strategies as st

from vocabulary.graphemes import USUAL, graphemes, may_cut, shortened

JOINER = "\u200d"


def test_a_thai_letter_keeps_its_vowel_and_its_tone_mark() -> None:
    assert list(graphemes("ที่น้ำ")) == ["ที่", "น้ำ"]


def test_a_flag_and_a_joined_emoji_are_one_letter_each() -> None:
    assert list(graphemes("🇹🇭🇦🇹👩🏽‍⚖️x")) == ["🇹🇭", "🇦🇹", "👩🏽‍⚖️", "x"]


def test_no_text_has_no_letters() -> None:
    assert list(graphemes("")) == []


@given(st.text())
def test_the_letters_of_a_text_joined_are_the_text(text: str) -> None:
    assert "".join(graphemes(text)) == text


@given(st.text(alphabet="กข\u0e31\u0e33\u0e37\u0e48\u0e4ea é–", max_size=60))
def test_usual_text_is_split_as_any_other(text: str) -> None:
    assert USUAL.fullmatch(text)
    joined = list(graphemes(text + "x" + JOINER + "x"))
    assert list(graphemes(text + "x")) == [*joined[:-1], "x"]


@given(st.text(alphabet="กข\u0e33\u0e48\u0301🇹🇭🏽a", min_size=1, max_size=60))
@example("a🇹🇭🇦🇹x")
def test_a_line_may_be_cut_where_a_letter_ends_and_nowhere_else(text: str) -> None:
    ends = set(accumulate(map(len, graphemes(text))))
    assert {here for here in range(1, len(text)) if may_cut(text, here)} == ends - {len(text)}


def test_a_short_title_stays_as_it_is() -> None:
    assert shortened("หารือ", longest=5) == "หารือ"


def test_a_long_title_ends_in_an_ellipsis_and_never_parts_a_letter() -> None:
    assert shortened("ที่ประชุม", longest=3) == "…"
    assert shortened("ที่ประชุม", longest=4) == "ที่…"
    assert shortened("an inter-agency meeting", longest=4) == "an…"


@given(st.text(alphabet="กข ้ำ🇹🇭a", max_size=60), st.integers(1, 40))
def test_a_shortened_text_is_never_longer_than_asked(text: str, longest: int) -> None:
    assert len(shortened(text, longest=longest)) <= longest
