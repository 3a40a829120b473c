"""Wording without a request."""

from vocabulary.states import Language
from vocabulary.wording import wording


def test_english_is_the_message_itself() -> None:
    assert wording(Language.ENGLISH).gettext("Reply to this invitation") == "Reply to this invitation"


def test_thai_is_read_from_the_catalogue() -> None:
    assert wording(Language.THAI).gettext("Reply to this invitation") == "ตอบรับหรือแจ้งไม่เข้าร่วม"


def test_a_catalogue_is_read_once() -> None:
    assert wording(Language.THAI) is wording(Language.THAI)
