"""The words of dates and hours as the data file has them."""

from vocabulary.states import Language
from vocabulary.words import words


def test_every_month_and_every_weekday_is_known_by_its_number() -> None:
    assert set(words().months) == set(range(1, 13))
    assert set(words().weekdays) == set(range(7))


def test_every_language_has_its_patterns() -> None:
    codes = {language.value for language in Language}
    assert set(words().long_day) == codes
    assert set(words().year) == codes


def test_the_file_is_read_once() -> None:
    assert words() is words()
