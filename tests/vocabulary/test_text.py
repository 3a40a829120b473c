"""Words in both languages, and words made safe for a wire."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocabulary.states import Language
from vocabulary.text import N_, Bilingual, clean_line, clean_text, file_size

COUNCIL = Bilingual("National Security Council", "สำนักงาน|สภา|ความมั่นคง|แห่งชาติ")


def test_a_reader_gets_the_text_of_the_language_asked_for() -> None:
    assert Bilingual("Vienna", "กรุงเวียนนา").text(Language.THAI) == "กรุงเวียนนา"
    assert Bilingual("Vienna", "กรุงเวียนนา").text(Language.ENGLISH) == "Vienna"


def test_the_other_language_stands_in_where_a_text_is_empty() -> None:
    assert Bilingual("Vienna").text(Language.THAI) == "Vienna"
    assert Bilingual("", "กรุงเวียนนา").text(Language.ENGLISH) == "กรุงเวียนนา"
    assert str(Bilingual("", "กรุงเวียนนา")) == "กรุงเวียนนา"


def test_break_marks_do_not_leave_the_page() -> None:
    assert COUNCIL.plain.th == "สำนักงานสภาความมั่นคงแห่งชาติ"
    assert COUNCIL.plain.en == COUNCIL.en


def test_a_marked_message_is_the_message_itself() -> None:
    assert N_("Choose one of these.") == "Choose one of these."


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n", "\u2028", "\u2029", "\x85"])
def test_every_line_ends_the_same(end: str) -> None:
    assert clean_text(f"one{end}two") == "one\ntwo"


def test_direction_overrides_and_control_characters_are_dropped() -> None:
    assert clean_text("in\u202evoice\x00\x1b.pdf") == "invoice.pdf"


def test_thai_marks_and_joiners_stay() -> None:
    assert clean_text("ต่อ\u2060ต้าน น้ำ") == "ต่อ\u2060ต้าน น้ำ"


@given(st.text())
def test_a_clean_line_is_one_line_whatever_came_in(text: str) -> None:
    line = clean_line(text)
    assert len(line.splitlines()) <= 1
    assert line == clean_line(line)


def test_sizes_are_told_as_people_read_them() -> None:
    assert [file_size(size) for size in (1, 319_488, 1_468_007)] == ["1 KB", "312 KB", "1.4 MB"]
