"""Headers on the wire."""

import re
from email.header import decode_header, make_header
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail.headers import WIRE, encoded_words, identities, mailbox
from vocabulary.text import clean_line

LINES = st.text(st.characters(exclude_categories=["Cs"]), max_size=300).map(clean_line)
THAI_LINES = st.text(alphabet='กขที่ำ้ ,;"<>@=?_abc', max_size=300).map(clean_line)


def header(name: str, value: object) -> str:
    """One header as it goes over the wire."""
    message = EmailMessage(policy=WIRE)
    message[name] = value
    return message.as_bytes().decode("ascii").removesuffix("\r\n\r\n")


def unfolded(wire: str) -> str:
    """What stands after the name, as a reader's program decodes it."""
    return str(make_header(decode_header(re.sub(r"\r\n(?=[ \t])", "", wire.partition(": ")[2]))))


@given(LINES | THAI_LINES)
def test_a_subject_is_read_as_it_was_written(subject: str) -> None:
    assert unfolded(header("Subject", subject)) == subject


@given(LINES | THAI_LINES)
def test_no_text_makes_a_long_line_or_a_second_header(subject: str) -> None:
    lines = header("Subject", subject).split("\r\n")
    assert all(len(line) <= 76 and line.isprintable() for line in lines)
    assert all(line.startswith(" ") for line in lines[1:])


@given(THAI_LINES | LINES)
def test_a_name_is_read_as_it_was_written_and_its_address_stays_plain(name: str) -> None:
    wire = header("To", mailbox(name, address="chanika@oag.example"))
    assert wire.endswith("<chanika@oag.example>")
    phrase = unfolded(wire).removesuffix("<chanika@oag.example>").strip()
    quoted = phrase.startswith('"') and "=?utf-8?b?" not in wire
    assert (re.sub(r"\\(.)", r"\1", phrase[1:-1]) if quoted else phrase) == name


@given(THAI_LINES)
def test_no_encoded_word_ends_inside_a_thai_letter(text: str) -> None:
    words = [str(make_header(decode_header(word))) for word in encoded_words(text)]
    assert "".join(words) == text
    assert all(word[:1] not in {"\u0e33", "\u0e48", "\u0e49", "\u0e35"} for word in words[1:])


def test_a_letter_under_a_pile_of_marks_is_parted_rather_than_too_long() -> None:
    pile = "ก" + "\u0e49" * 100
    words = list(encoded_words(pile))
    assert all(len(word) <= 75 for word in words)
    assert "".join(str(make_header(decode_header(word))) for word in words) == pile


def test_plain_words_stay_readable_and_fold_between_words() -> None:
    subject = "[Preparatory consultation no. 2] Tue 11 Jan 2022 14:00 (Bangkok) with the agencies"
    assert header("Subject", subject) == (
        "Subject: [Preparatory consultation no. 2] Tue 11 Jan 2022 14:00 (Bangkok)\r\n with the agencies"
    )


@pytest.mark.parametrize("text", ["=?utf-8?q?Urgent?=", "a" * 61])
def test_what_a_reader_would_misread_is_encoded(text: str) -> None:
    assert header("Subject", text).startswith("Subject: =?utf-8?b?")
    assert header("To", mailbox(text, address="a@b.example")).startswith("To: =?utf-8?b?")


def test_a_short_name_is_quoted() -> None:
    assert header("From", mailbox('Desk "A", \\MFA', address="samai@mfa.example")) == (
        'From: "Desk \\"A\\", \\\\MFA" <samai@mfa.example>'
    )


def test_an_address_without_a_name_stands_alone() -> None:
    assert header("To", mailbox("", address="chanika@oag.example")) == "To: <chanika@oag.example>"


def test_long_identities_stay_whole() -> None:
    first, second = f"<{'a' * 90}@mfa.example>", f"<{'b' * 90}@mfa.example>"
    assert header("References", identities([first, second])) == f"References: {first}\r\n {second}"
    assert header("Message-ID", first) == f"Message-ID: {first}"


@pytest.mark.parametrize("name", ["A\r\nBcc: x@y.example", "A\nB", "A\rB", "A\u2028B", "A\x85B", "A\n"])
def test_a_name_on_several_lines_is_a_mistake(name: str) -> None:
    with pytest.raises(ValueError, match="several lines"):
        mailbox(name, address="chanika@oag.example")


def test_control_characters_in_a_name_are_dropped() -> None:
    assert mailbox("Cha\x00ni\x1bka\u202e", address="chanika@oag.example").display_name == "Chanika"


def test_an_identity_that_is_none_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="not a Message-ID"):
        identities(["<a@b>", "c@d"])
