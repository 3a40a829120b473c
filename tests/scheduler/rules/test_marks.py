"""A mark of secrecy as a word of its own, and all the words that only hold one."""

import pytest

from scheduler.rules.marks import FoundMark, marks_in, marks_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ลับ", ["ลับ"]),
        ("เอกสารลับ", ["ลับ"]),
        ("เอกสารลับมาก", ["ลับมาก"]),
        ("ลับที่สุด: ท่าทีไทย", ["ลับที่สุด"]),
        ("ชั้นความลับ ลับมาก", ["ลับมาก"]),
        ("บันทึกลับ", ["ลับ"]),
        ("โทรเลขลับ", ["ลับ"]),
        ("ลับและด่วนที่สุด", ["ลับ"]),
        ("วาระลับ แล้วกลับ", ["ลับ"]),
        ("(ลับ) ระเบียบวาระ", ["ลับ"]),
        ("ล\u200bับ ลับ", ["ลับ", "ลับ"]),
        ("agenda_SECRET.pdf", ["secret"]),
        ("Top-Secret annex", ["top secret"]),
        ("TOP  SECRET", ["top secret"]),
        ("ＣＯＮＦＩＤＥＮＴＩＡＬ", ["confidential"]),
        ("หนังสือSECRETของกรม", ["secret"]),
    ],
)
def test_a_mark_is_found_wherever_it_is_a_word(text: str, found: list[str]) -> None:
    assert list(marks_of(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "กลับ",
        "รับกลับ",
        "กลับมาก่อน",
        "กลับที่สุดท้าย",
        "สลับ",
        "สลับกันกล่าว",
        "ตลับหมึก",
        "ลูกพลับ",
        "คลับ",
        "ดำขลับ",
        "อำเภอลับแล",
        "ลึกลับ",
        "ลี้ลับ",
        "การเข้ารหัสลับ",
        "การรักษาความลับทางการค้า",
        "พลิกกลับ",
        "Secretary of the Secretariat",
        "confidentiality",
        "trade secrets and a trade secret",
        "vote by secret ballot",
        "topsecretary",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert list(marks_of(text)) == []


def test_each_field_is_named_once_for_each_mark() -> None:
    texts = [("title_th", "ลับ ลับ ลับมาก"), ("place", "Hall"), ("agenda", "1. SECRET")]
    assert marks_in(texts) == (
        FoundMark("title_th", "ลับ"),
        FoundMark("title_th", "ลับมาก"),
        FoundMark("agenda", "secret"),
    )
