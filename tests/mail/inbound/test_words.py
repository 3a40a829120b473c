"""Words and addresses in whatever form they come."""

import pytest

from mail.inbound.words import address_of, addresses_among, decoded, header_text, mailboxes, mended

THAI = "ตกลง"


@pytest.mark.parametrize(
    ("content", "charset", "words"),
    [
        (THAI.encode(), "utf-8", THAI),
        (THAI.encode(), "us-ascii", THAI),
        (THAI.encode("cp874"), "utf-8", THAI),
        (THAI.encode("cp874"), "windows-874", THAI),
        (THAI.encode("utf-16"), "", THAI),
        ((THAI + "a").encode("utf-16-le"), "utf-16-le", THAI + "a"),
        ("日本".encode("iso-2022-jp"), "iso-2022-jp", "日本"),
        (b"\xef\xbb\xbfa", "utf-8", "a"),
        ("né".encode("latin-1"), "latin-1", "né"),
        ("né".encode("latin-1"), "no-such-charset", "n้"),
        (b"a\xdb", "utf-8", "aÛ"),
        (b"abc", "hex", "abc"),
        (b"a\\u0041\xff", "unicode_escape", "a\\u0041\xff"),
        (b"abc", "a\x00b", "abc"),
        (b"\x00", "utf-16", "\ufffd"),
    ],
)
def test_words_are_read_by_what_they_are(content: bytes, charset: str, words: str) -> None:
    assert decoded(content, charset) == words


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("=?utf-8?b?4LiV4LiB4Lil4LiH?= A", f"{THAI} A"),
        ("=?x-unknown?q?a=20b?=", "a b"),
        ("=?utf-8?b?a?=", "=?utf-8?b?a?="),
        (THAI.encode().decode("ascii", "surrogateescape"), THAI),
        ("a\r\n b", "a b"),
        ("x" * 5000, "x" * 500),
    ],
)
def test_a_header_is_words_on_one_line(raw: str, words: str) -> None:
    assert header_text(raw) == words


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("a@B.example", "a@b.example"),
        ("<A@b.example>", "a@b.example"),
        ("MailTo:a@b.example", "a@b.example"),
        ('"mailto:a@b.example"', "a@b.example"),
        ("a@b.example, c@d.example", ""),
        ("a b@c.example", ""),
        ("@b.example", ""),
        ("a@", ""),
        ("a", ""),
        ("a@" + "b" * 400, ""),
    ],
)
def test_an_address_is_one_and_plain(written: str, address: str) -> None:
    assert address_of(written) == address


def test_names_and_addresses_are_told_apart() -> None:
    assert mailboxes('"Sira, Ms" <SIRA@oag.example>') == [("Sira, Ms", "sira@oag.example")]
    assert [address for _, address in mailboxes("a@b.example, c@d.example")] == ["a@b.example", "c@d.example"]
    assert addresses_among("Desk <samai+tag@mfa.example>,\r\n other@x.example; a@, no") == [
        "samai+tag@mfa.example",
        "other@x.example",
    ]


def test_half_a_character_is_mended() -> None:
    assert mended("a\ud800") == "a?"
