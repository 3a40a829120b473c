"""What a session is called."""

from scheduler.rules.session_names import session_name
from vocabulary.states import SessionKind
from vocabulary.text import Bilingual

NONE = Bilingual("", "")
VIENNA = Bilingual("Vienna", "กรุงเวียนนา")


def test_a_regular_session_is_called_by_its_ordinal() -> None:
    assert session_name(SessionKind.REGULAR, ordinal=2, title=NONE) == Bilingual("Session 2", "สมัยที่ 2")


def test_the_city_follows_where_it_is_given() -> None:
    assert session_name(SessionKind.REGULAR, ordinal=2, title=NONE, city=VIENNA).en == "Session 2 · Vienna"


def test_a_session_without_an_ordinal_is_called_by_its_kind() -> None:
    assert session_name(SessionKind.CONCLUDING, ordinal=None, title=NONE).en == "Concluding session"


def test_an_intersessional_consultation_keeps_its_kind_beside_its_ordinal() -> None:
    assert session_name(SessionKind.INTERSESSIONAL, ordinal=3, title=NONE).en == "Intersessional consultation 3"


def test_its_own_title_stands_above_kind_and_ordinal() -> None:
    title = Bilingual("Rules of procedure", "")
    assert session_name(SessionKind.REGULAR, ordinal=7, title=title) == Bilingual(
        "Rules of procedure", "Rules of procedure"
    )
