"""The places that an installation's settings name."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from mail.inbound.imap import ImapMailbox
from mail.inbound.maildir import Maildir
from mail.inbound.places import places_of
from vocabulary.settings import Settings
from vocabulary.settings_ground import MailTls


def test_a_mailbox_and_a_folder_are_looked_into_where_they_are_named(tmp_path: Path) -> None:
    assert places_of(Settings(instance=tmp_path, testing=True)) == ()
    told = {"imap_host": "imap.mfa.example", "imap_username": "samai", "imap_password": "mailbox", "maildir": tmp_path}
    mailbox, folder = places_of(Settings(instance=tmp_path, testing=True, mail_ca_file=tmp_path / "ca.pem", **told))  # type: ignore[arg-type]
    assert isinstance(mailbox, ImapMailbox)
    assert (mailbox.host, mailbox.port, mailbox.password) == ("imap.mfa.example", 993, "mailbox")
    assert folder == Maildir(tmp_path, 1024 * 1024)


def test_a_password_crosses_no_network_in_clear_text(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="imap_tls"):
        Settings(instance=tmp_path, testing=True, imap_host="imap.mfa.example", imap_tls=MailTls.NONE)
    assert Settings(instance=tmp_path, testing=True, imap_host="localhost", imap_tls=MailTls.NONE).fetches
