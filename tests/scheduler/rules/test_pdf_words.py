"""What a PDF says of itself, however it is written down."""

import pytest

from scheduler.rules.pdf_words import LONGEST, text_of, words_of_pdf
from tests.papers import make_pdf, packed

THAI = "ลับ: ท่าทีไทย"


@pytest.mark.parametrize(
    ("string", "text"),
    [
        (b"(Agenda)", "Agenda"),
        (
            rb"(a \(b\) \101\nc\
d)",
            "a (b) A\ncd",
        ),
        (b"(a (b) c)", "a (b) c"),
        (b"<4167656E6461>", "Agenda"),
        (b"<41 6>", "A`"),
        (b"<" + (b"\xfe\xff" + THAI.encode("utf-16-be")).hex().encode() + b">", THAI),
        (b"<" + (b"\xff\xfe" + THAI.encode("utf-16-le")).hex().encode() + b">", THAI),
        (b"(\xef\xbb\xbf" + THAI.encode() + b")", THAI),
    ],
)
def test_a_string_is_read_in_all_its_spellings(string: bytes, text: str) -> None:
    assert text_of(string) == text


def test_title_subject_keywords_and_bookmarks_are_read_each_once() -> None:
    extra = [
        b"<< /Subject (Position) /Keywords (SECRET, draft) >>",
        b"<< /Title (Chapter) >>",
        b"<< /Title (Chapter) >>",
    ]
    assert words_of_pdf(make_pdf("Invitation", extra=extra)).split("\n") == [
        "Invitation",
        "Position",
        "SECRET, draft",
        "Chapter",
    ]


def test_words_in_packed_objects_and_escaped_names_are_read_too() -> None:
    extra = [packed(b"5 0 << /Titl#65 (Hidden) >>")]
    assert "Hidden" in words_of_pdf(make_pdf(extra=extra))


def test_the_xmp_packet_is_read_without_its_tags() -> None:
    packet = f"<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>{THAI}</rdf:li></rdf:Alt></dc:title>".encode()
    assert THAI in words_of_pdf(make_pdf(extra=[b"<< /Length 1 >>\nstream\n%b\nendstream" % packet])).split("\n")


def test_of_a_packet_made_to_be_slow_only_the_beginning_is_read() -> None:
    many = b"".join(b"<dc:title>%d</dc:title>" % number for number in range(30))
    words = words_of_pdf(make_pdf("A", extra=[many + b"<dc:subject>" * 100_000])).split("\n")
    assert words == ["A", *map(str, range(20))]


def test_no_more_is_kept_than_somebody_would_have_written() -> None:
    extra = [b"<< /Title (%d %b) >>" % (number, b"x" * 900) for number in range(5)]
    assert len(words_of_pdf(make_pdf(extra=extra))) == LONGEST


def test_a_title_without_an_end_is_none() -> None:
    assert words_of_pdf(make_pdf("A", extra=[b"<< /Title (((((( >>"])) == "A"
