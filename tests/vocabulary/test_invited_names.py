"""A list of agencies, short or very long."""

from vocabulary.invited_names import MOST_NAMED, invited_names
from vocabulary.states import Language
from vocabulary.text import Bilingual


def test_a_usual_list_is_named_whole() -> None:
    usual = [Bilingual(f"Agency {number}", f"หน่วยงาน|ที่ {number}") for number in range(MOST_NAMED)]
    assert len(invited_names(usual, Language.THAI)) == MOST_NAMED
    assert invited_names(usual[:1], Language.THAI) == ("หน่วยงานที่ 0",)
    assert invited_names((), Language.ENGLISH) == ()


def test_of_a_very_long_one_the_last_line_counts_the_rest() -> None:
    many = [Bilingual(f"Agency {number}") for number in range(300)]
    named = invited_names(many, Language.ENGLISH)
    assert named[MOST_NAMED - 1 :] == ("Agency 39", "and 260 more")
    assert invited_names(many, Language.THAI)[-1] == "และอีก 260 หน่วยงาน"
