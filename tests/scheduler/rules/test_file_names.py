"""Names that no file system, no header and no eye stumbles over."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.rules.file_names import LONGEST, safe_pdf_name

THAI = "หนังสือเชิญประชุม ที่ กต 1002/15"


def safe(name: str) -> str:
    return safe_pdf_name(name, otherwise="signed-letter")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("letter.pdf", "letter.pdf"),
        ("Letter.PDF", "Letter.pdf"),
        ("letter", "letter.pdf"),
        ("หนังสือเชิญประชุม ครั้งที่ ๑.pdf", "หนังสือเชิญประชุม ครั้งที่ ๑.pdf"),
        ("กำหนดการ.pdf", "กำหนดการ.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\somchai\\letter.pdf", "letter.pdf"),
        ("letter\r\nBcc: spy@evil.example.pdf", "letterBcc- spy@evil.example.pdf"),
        ("letter\u202efdp.exe", "letterfdp.exe.pdf"),
        ("let\u200bter\ufeff.pdf", "letter.pdf"),
        ('a<b>c:"d|e?f*g.pdf', "a-b-c--d-e-f-g.pdf"),
        ("100%.pdf", "100-.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("letter. . .pdf", "letter.pdf"),
        ("  a   b  .pdf", "a b.pdf"),
        ("con.pdf", "_con.pdf"),
        ("NUL", "_NUL.pdf"),
        ("com1.tar.pdf", "_com1.tar.pdf"),
        ("COM¹.pdf", "_COM¹.pdf"),
        ("console.pdf", "console.pdf"),
        ("", "signed-letter.pdf"),
        (".pdf", "signed-letter.pdf"),
        ("///", "signed-letter.pdf"),
        ("\x00\x07", "signed-letter.pdf"),
    ],
)
def test_a_name_is_made_safe_and_stays_readable(name: str, kept: str) -> None:
    assert safe(name) == kept


def test_a_number_with_a_slash_is_taken_for_a_path() -> None:
    assert safe(f"{THAI}.pdf") == "15.pdf"


def test_a_long_thai_name_ends_between_letters() -> None:
    name = safe("เชิญที่" * 40)
    assert len(name.encode()) <= LONGEST
    assert not unicodedata.category(name.removesuffix(".pdf")[-1]).startswith("C")
    assert ("เชิญที่" * 40).startswith(name.removesuffix(".pdf"))


@given(st.text(max_size=120))
def test_no_name_at_all_is_dangerous(name: str) -> None:
    made = safe(name)
    assert made.endswith(".pdf")
    assert 4 < len(made.encode()) <= LONGEST + 1
    assert not set(made) & set('/\\<>:"|?*%\r\n\x00')
    assert not made.startswith((".", " "))
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in made)
    assert safe(made) == made
