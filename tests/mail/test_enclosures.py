"""Files that travel with a letter."""

from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from mail.enclosures import enclosing as spliced
from mail.enclosures import file_name, headers
from mail.imip import letter_bytes
from mail.letters import letter_text
from tests.conftest import Golden
from tests.mail.samples import AGENDA, ENCLOSED, FACTS, FILES, SIGNED_LETTER, calendar, cancellation, enclosing, update
from vocabulary.invite import Enclosure, Letter
from vocabulary.states import EnclosureKind, Language, PartStat

LONG_THAI = "หนังสือเชิญประชุมหารือหน่วยงานที่เกี่ยวข้อง ครั้งที่ 2.pdf"
NAMES = [
    "letter.pdf",
    LONG_THAI,
    "กต.pdf",
    "it's (final), 50% = half.pdf",
    "x" * 190 + ".pdf",
    "ก" + "\u0e48" * 60 + ".pdf",
    'a"b\\c;d\r\nBcc: spy@evil.example.pdf',
]


def wire(letter: Letter) -> bytes:
    return letter_bytes(letter, calendar(letter.method), files=FILES)


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, EmailMessage, policy=policy.default)


def enclosure(name: str) -> Enclosure:
    return replace(ENCLOSED.enclosures[0], name=name)


@pytest.mark.parametrize("language", Language)
def test_a_letter_with_its_files_is_kept_word_for_word(language: Language, golden: Golden) -> None:
    letter = enclosing(language)
    golden(f"enclosing.{language.value}.eml", wire(letter))
    text = letter_text(letter)
    golden(f"enclosing.{language.value}.txt", f"Subject: {text.subject}\n\n{text.text}".encode())


def test_the_files_stand_behind_the_calendar_and_take_no_button_away() -> None:
    message = read(wire(enclosing()))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
        "application/pdf",
        "application/pdf",
    ]
    assert not [part.defects for part in message.walk() if part.defects]


def test_each_file_arrives_as_it_was_under_its_own_name() -> None:
    signed, agenda = list(read(wire(enclosing())).iter_attachments())[-2:]
    assert (signed.get_filename(), signed.get_content()) == (LONG_THAI, SIGNED_LETTER)
    assert (agenda.get_filename(), agenda.get_content()) == ("agenda.pdf", AGENDA)
    assert signed.get_content_disposition() == "attachment"
    assert PdfReader(BytesIO(signed.get_content())).metadata == {"/Title": "Signed letter"}


def test_a_program_that_reads_no_thai_name_finds_one_in_ascii() -> None:
    signed, agenda = list(read(wire(enclosing())).iter_attachments())[-2:]
    assert signed["Content-Type"].params["name"] == "signed-letter-1.pdf"
    assert agenda["Content-Type"].params["name"] == "agenda.pdf"


def test_without_its_files_the_rest_of_the_letter_is_the_same() -> None:
    letter = enclosing()
    bare = letter_bytes(replace(letter, encloses=False), calendar())
    assert len(list(read(bare).iter_attachments())) == 1
    assert wire(letter) == wire(letter)


def test_a_letter_whose_file_is_missing_is_not_written() -> None:
    with pytest.raises(ValueError, match="is missing"):
        letter_bytes(enclosing(), calendar())


def test_what_is_no_letter_of_ours_gets_no_file() -> None:
    with pytest.raises(ValueError, match="does not end"):
        spliced(b"no parts here", ENCLOSED.enclosures, boundary="x", files=FILES)


@pytest.mark.parametrize("name", NAMES)
def test_no_name_breaks_a_line_or_begins_a_header_of_its_own(name: str) -> None:
    written = headers(enclosure(name), 1)
    assert written.endswith(b"\r\n\r\n")
    lines = written.decode("ascii").split("\r\n")
    assert all(len(line) <= 90 for line in lines)
    assert not any(line.startswith("Bcc") for line in lines)
    assert written.count(b"\r\n\r\n") == 1


@pytest.mark.parametrize("name", NAMES[:-1])
def test_every_name_comes_back_as_it_was(name: str) -> None:
    assert read(headers(enclosure(name), 1) + b"JVBERi0=\r\n").get_filename() == name


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60))
def test_whatever_can_be_seen_comes_back_as_it_was(name: str) -> None:
    assert read(headers(enclosure(name), 1) + b"JVBERi0=\r\n").get_filename() == name


def test_a_short_name_needs_one_parameter_and_a_long_one_several() -> None:
    assert list(file_name("letter.pdf")) == ['filename="letter.pdf"']
    assert len(list(file_name("กต.pdf"))) == 1
    assert [line.partition("=")[0] for line in file_name(LONG_THAI)][:2] == ["filename*0*", "filename*1*"]


@pytest.mark.parametrize("language", Language)
def test_the_letter_says_in_both_languages_what_is_enclosed(language: Language) -> None:
    text = letter_text(enclosing(language))
    for words in (text.text, text.html):
        assert words.count(LONG_THAI) == 2
        assert "สิ่งที่ส่งมาด้วย" in words
        assert "Enclosures" in words


def to(change: Callable[[Letter], Letter] = lambda letter: letter) -> str:
    letter = update(facts=ENCLOSED, previous=FACTS, partstat=PartStat.ACCEPTED)
    return letter_text(change(letter)).text


def test_an_update_names_the_new_file_and_keeps_the_answer() -> None:
    text = to(lambda letter: replace(letter, encloses=True))
    assert "New enclosures: หนังสือเชิญ" in text
    assert "Your answer stands: accepted" in text
    assert "earlier message" not in text


def test_an_update_that_carries_no_file_says_that_it_came_before() -> None:
    text = to(lambda letter: replace(letter, previous=replace(ENCLOSED, place="Room 5")))
    assert "Sent with an earlier message, and not changed since." in text


def test_files_taken_away_are_told_too() -> None:
    letter = update(facts=FACTS, previous=ENCLOSED)
    assert "New enclosures: none" in letter_text(letter).text


def test_a_cancellation_carries_and_names_no_file() -> None:
    letter = cancellation()
    letter = replace(letter, invite=replace(letter.invite, facts=ENCLOSED))
    text = letter_text(letter)
    assert "agenda.pdf" not in text.text + text.html
    assert len(list(read(wire(letter)).iter_attachments())) == 1


def test_the_kinds_have_plain_names_of_their_own() -> None:
    both = [headers(replace(enclosure("ก.pdf"), kind=kind), 2) for kind in EnclosureKind]
    assert [part.split(b'"')[1] for part in both] == [b"signed-letter-2.pdf", b"enclosure-2.pdf"]
