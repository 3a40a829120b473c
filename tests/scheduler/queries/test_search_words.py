"""By which words a thing on file is found."""

from scheduler.queries.search_words import LONGEST, Found, lines_of
from vocabulary.text import Bilingual

NAME = Bilingual("Session 2", "สมัยที่ 2")


def words(*texts: str | Bilingual) -> list[str]:
    return Found(NAME, Bilingual("Vienna"), texts).fields["words"].split("\n")


def test_every_text_stands_on_lines_of_its_own_each_once() -> None:
    assert words("A/76/L.33\nNote 5", "Note 5", NAME) == ["สมัยที่ 2", "Session 2", "Vienna", "A/76/L.33", "Note 5"]


def test_what_is_empty_in_a_language_is_no_line() -> None:
    assert list(lines_of(Bilingual("Vienna"))) == ["Vienna"]
    assert list(lines_of(" \n ")) == []


def test_a_long_name_is_cut_where_it_is_shown_and_found_whole() -> None:
    long = "x" * (LONGEST + 1)
    fields = Found(Bilingual(long), NAME, ()).fields
    assert (len(fields["title_en"]), long in fields["words"]) == (LONGEST, True)


def test_words_are_found_whatever_their_case() -> None:
    assert "vienna" in Found(NAME, Bilingual("VIENNA"), ()).fields["folded"]
