"""The names on file by their words."""

from scheduler.queries.names import names_by_words
from tests.fixtures import Letter


def test_every_name_on_file_is_known_by_its_words(letter: Letter) -> None:
    names = names_by_words()
    assert ("สำนักงาน", "อัยการสูงสุด") in names
    assert ("ศูนย์ระหว่างประเทศ", "เวียนนา") in names
    assert all(len(name) > 1 for name in names)
