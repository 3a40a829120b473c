"""The first words that a person wrote."""

from email import message_from_bytes

import pytest

from mail.inbound.reading import parts_of
from mail.inbound.sentences import words_in
from tests.mails import multipart, part


def words(raw: bytes) -> str:
    return words_in(list(parts_of(message_from_bytes(raw))))


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (part("text/plain", b"Yes.\n\n  I come \n> quoted\n"), "Yes.\nI come"),
        (
            part(
                "text/html",
                b"<html><head><title>t</title><style>p{}</style></head><p>Yes,<br>I &lt;come</p>&nbsp;<b>!</b>",
            ),
            "Yes,\nI <come\n!",
        ),
        (part("text/html", b"<p>a < b <i"), "a  b i"),
        (part("text/html", b"<script>alert(1)</script>x</script>"), "x"),
        (multipart("alternative", part("text/plain", b" "), part("text/html", b"<p>Yes"), boundary="b"), "Yes"),
        (part("text/plain", b"x", more="Content-Disposition: attachment\r\n"), ""),
        (part("text/plain", b"x" * 5000), "x" * 1000),
        (b"Content-Type: text/plain\r\n\r\n", ""),
    ],
)
def test_the_first_words_are_the_writers_own(raw: bytes, said: str) -> None:
    assert words(raw) == said
