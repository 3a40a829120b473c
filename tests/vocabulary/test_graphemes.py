"""Letters as a reader sees them."""

from hypothesis import given
from hypothesis import strategies as st

from vocabulary.graphemes import graphemes, shortened


def test_a_thai_letter_keeps_its_vowel_and_its_tone_mark() -> None:
    assert list(graphemes("ที่น้ำ")) == ["ที่", "น้ำ"]


def test_a_flag_and_a_joined_emoji_are_one_letter_each() -> None:
    assert list(graphemes("🇹🇭🇦🇹👩🏽‍⚖️x")) == ["🇹🇭", "🇦🇹", "👩🏽‍⚖️", "x"]


def test_no_text_has_no_letters() -> None:
    assert list(graphemes("")) == []


@given(st.text())
def test_the_letters_of_a_text_joined_are_the_text(text: str) -> None:
    assert "".join(graphemes(text)) == text


def test_a_short_title_stays_as_it_is() -> None:
    assert shortened("หารือ", longest=5) == "หารือ"


def test_a_long_title_ends_in_an_ellipsis_and_never_parts_a_letter() -> None:
    assert shortened("ที่ประชุม", longest=3) == "…"
    assert shortened("ที่ประชุม", longest=4) == "ที่…"
    assert shortened("an inter-agency meeting", longest=4) == "an…"


@given(st.text(alphabet="กข ้ำ🇹🇭a", max_size=60), st.integers(1, 40))
def test_a_shortened_text_is_never_longer_than_asked(text: str, longest: int) -> None:
    assert len(shortened(text, longest=longest)) <= longest
