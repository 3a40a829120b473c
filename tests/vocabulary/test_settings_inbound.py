"""How mail comes in."""

from pathlib import Path

from vocabulary.settings import Settings


def test_nothing_is_fetched_unless_a_mailbox_or_a_folder_is_named() -> None:
    assert not Settings().fetches
    assert Settings(imap_host="imap.mfa.example").fetches
    assert Settings(maildir=Path("/var/mail/samai")).fetches


def test_half_a_megabyte_can_be_the_most() -> None:
    assert Settings().received_bytes == 1024 * 1024
    assert Settings(received_megabytes=0.5).received_bytes == 512 * 1024
