"""Content lines: what is escaped, where a line may be cut, what a parameter may hold."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from ics.lines import Text, folded, parameter_text, serialised

SARA_AM = "\u0e33"
THAI = "ปู่ย่าเก้าอี้ น้ำแข็งญี่ปุ่น ฟื้นฟู "

texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=300)
thai_texts = st.text(st.sampled_from(THAI + "\\,; a"), min_size=1, max_size=500)


def rows(line: str) -> list[bytes]:
    return folded(line).split(b"\r\n")


def unfolded(content: bytes) -> str:
    return content.replace(b"\r\n ", b"").decode()


@given(texts)
@example("x" * 75)
@example("x" * 76)
@example("กา" * 300)
def test_a_folded_line_has_rows_of_75_octets_and_reads_as_before(line: str) -> None:
    assert all(len(row) <= 75 for row in rows(line))
    assert unfolded(folded(line)) == line


@given(texts)
def test_a_row_is_text_by_itself(line: str) -> None:
    for row in rows(line):
        row.decode()


@given(thai_texts)
@example(THAI * 20)
def test_no_row_starts_with_a_thai_mark(line: str) -> None:
    starts = [row.decode()[1:2] for row in rows(line)[1:]]
    assert [mark for mark in starts if unicodedata.category(mark).startswith("M") or mark == SARA_AM] == []


@given(st.text(st.sampled_from("\\;,nก "), min_size=60, max_size=300))
def test_no_escape_is_cut_in_two(text: str) -> None:
    for row in rows("SUMMARY:" + Text(text).to_ical().decode())[:-1]:
        backslashes = len(row) - len(row.rstrip(b"\\"))
        assert backslashes % 2 == 0


def test_a_letter_with_more_marks_than_fit_on_a_row_is_cut_all_the_same() -> None:
    line = "SUMMARY:" + "ก" + "\u0e48" * 200
    assert all(len(row) <= 75 for row in rows(line))
    assert unfolded(folded(line)) == line


def test_a_backslash_at_the_very_end_stays() -> None:
    assert unfolded(folded("x" * 80 + "\\")) == "x" * 80 + "\\"


@pytest.mark.parametrize(
    ("text", "wire"),
    [
        ("a, b; c", r"a\, b\; c"),
        ("first\nsecond", r"first\nsecond"),
        (r"C:\New", r"C:\\New"),
        (r"C:\new", r"C:\\new"),
        ('"quoted": yes', '"quoted": yes'),
    ],
)
def test_text_is_escaped_and_comes_back(text: str, wire: str) -> None:
    assert Text(text).to_ical().decode() == wire
    assert Event.from_ical(f"BEGIN:VEVENT\r\nSUMMARY:{wire}\r\nEND:VEVENT\r\n")["SUMMARY"] == text


def test_properties_keep_the_order_they_were_added_in() -> None:
    calendar, event = Calendar(), Event()
    calendar.add("VERSION", "2.0")
    for name in ("UID", "SUMMARY", "COMMENT", "CONTACT"):
        event.add(name, Text(name.lower()))
    calendar.add_component(event)
    assert serialised(calendar).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "BEGIN:VEVENT",
        "UID:uid",
        "SUMMARY:summary",
        "COMMENT:comment",
        "CONTACT:contact",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ('พล.ต.ต. "เอก" ตัวอย่าง', "พล.ต.ต. เอก ตัวอย่าง"),
        ("Name\r\nATTENDEE:mailto:evil@evil.example", "Name ATTENDEE:mailto:evil@evil.example"),
        ("a^b\\c\x00\x07d", "abcd"),
        ("  two   spaces ", "two spaces"),
    ],
)
def test_a_parameter_holds_no_quotation_mark_line_break_or_control_character(name: str, kept: str) -> None:
    assert parameter_text(name) == kept
