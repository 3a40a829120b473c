"""The doctor on the places where answers arrive."""

from dataclasses import replace
from pathlib import Path

from flask import Flask

from commands.checks.finding import Finding, Installed, Standing
from commands.checks.incoming import incoming
from tests.mailboxes import PASSWORD, USER, imap_server
from vocabulary.settings_ground import MailTls


def look(installed: Installed, **told: object) -> Finding:
    return incoming(replace(installed, settings=installed.settings.model_copy(update=told)))


def test_without_a_place_nothing_is_fetched(installed: Installed) -> None:
    assert look(installed).standing is Standing.OK
    assert "mail receive" in look(installed).seen


def test_a_mailbox_is_signed_in_to_and_left_as_it_is(app: Flask, installed: Installed, tmp_path: Path) -> None:
    with imap_server() as server:
        server.deliver(b"From: a@b.example\r\n\r\nhi")
        told = {"imap_host": "127.0.0.1", "imap_port": server.port, "imap_tls": MailTls.NONE, "imap_username": USER}
        secret = installed.settings.model_validate({"testing": True, "imap_password": PASSWORD}).imap_password
        found = look(installed, **told, imap_password=secret)
        assert (found.standing, found.seen) == (Standing.OK, f"127.0.0.1:{server.port} can be read (mail waits)")
        assert len(server.names()) == 1
        wrong = look(installed, **told)
        assert wrong.standing is Standing.FAULT
        assert "imap_password" in wrong.fix


def test_a_folder_that_is_no_maildir_is_a_fault(installed: Installed, tmp_path: Path) -> None:
    missing = look(installed, maildir=tmp_path)
    assert missing.standing is Standing.FAULT
    assert "maildir" in missing.fix
    for name in ("new", "cur"):
        (tmp_path / name).mkdir()
    assert look(installed, maildir=tmp_path).seen == f"{tmp_path} can be read (nothing waits)"
