"""Our own sentence before a server's words."""

import pytest

from vocabulary.own_words import STOPPED, TOO_LATE, parted


@pytest.mark.parametrize(
    ("said", "ours", "theirs"),
    [
        (f"{TOO_LATE} 451 try later", TOO_LATE, "451 try later"),
        (STOPPED, STOPPED, ""),
        ("550 no such user", "", "550 no such user"),
    ],
)
def test_it_is_told_from_the_servers(said: str, ours: str, theirs: str) -> None:
    assert parted(said) == (ours, theirs)
