"""What programs write, and people do not."""

import pytest

from vocabulary.program_words import program_words


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Invitation",
        "Out of Office AutoReply: Invitation",
        "Auto-Reply: Invitation",
        "ตอบกลับอัตโนมัติ: เชิญประชุม",
        "ข้อความตอบกลับอัตโนมัติ",
        " ไม่อยู่ที่สำนักงาน: เชิญประชุม",
        "自动回复: Invitation",
        "Автоответ: Invitation",
        "Sira Example is out of the office.",
        "AUTO: Sira Example is out of the office (returning 17/01/2022)",
    ],
)
def test_who_is_away_has_not_written(subject: str) -> None:
    assert program_words().is_away(subject)


@pytest.mark.parametrize(
    "subject",
    [
        "",
        "Re: Automatic reply: Invitation",
        "RE: Sira Example is out of the office.",
        "Out of office hours on Friday",
        "Sira is out of the office on Tuesday, so I come",
        "เรื่อง ตอบกลับอัตโนมัติของระบบ",
    ],
)
def test_what_a_person_writes_is_no_answering_machine(subject: str) -> None:
    assert not program_words().is_away(subject)


def test_a_letter_came_back_in_other_languages_too() -> None:
    assert program_words().is_returned("系统退信/Systems bounce")
    assert program_words().is_returned("แจ้งเตือน: ส่งไม่สำเร็จ")
    assert not program_words().is_returned("Undeliverable: Meeting")
