"""What a parser does not even begin with."""

import pytest

from mail.inbound import bounds
from mail.inbound.bounds import Unreadable, look_over


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"X: y\r\n" * 501 + b"\r\n", bounds.TOO_MANY_HEADERS),
        (b"X: y\r\n" + b" z\r\n" * 4000, bounds.TOO_MANY_HEADERS),
        (b"X: " + b"y" * 20_000, bounds.TOO_MANY_HEADERS),
        (b"X: y\n" + (b" " + b"z" * 900 + b"\n") * 20, bounds.TOO_MANY_HEADERS),
        ((b"X: " + b"y" * 10_000 + b"\n") * 20 + b"\n", bounds.TOO_MANY_HEADERS),
        (b"X: y\n\n" + b"Content-Type: text/plain\n" * 101, bounds.TOO_MANY_PARTS),
    ],
)
def test_too_much_is_seen_before_it_is_read(raw: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        look_over(raw)
    assert refused.value.reason.message == reason


def test_an_ordinary_mail_passes() -> None:
    look_over(b"From: a@b.example\r\n\r\n" + b"content-type: text/plain\r\n" * 50)
