"""The marks as the data file has them."""

from vocabulary.marks import marks


def test_every_longer_word_holds_a_mark() -> None:
    assert [
        word for word in (*marks().inside, *marks().anyway) if not any(mark in word for mark in marks().marks)
    ] == []


def test_a_longer_mark_comes_before_the_shorter_one_that_it_holds() -> None:
    listed = marks().marks
    assert [(one, other) for n, one in enumerate(listed) for other in listed[n + 1 :] if one in other] == []


def test_the_file_is_read_once() -> None:
    assert marks() is marks()
