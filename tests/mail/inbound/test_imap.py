"""A mailbox at a real mail server."""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mail.inbound.imap import words_of
from mail.inbound.sources import SourceAwayError
from tests.mailboxes import Server, free_port, imap_server
from vocabulary.settings_ground import MailTls

FIRST, SECOND = b"From: a@b.example\r\n\r\nfirst\r\n", b"From: c@d.example\r\n\r\nsecond\r\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that only its own file vouches for, and its key."""
    folder = tmp_path_factory.mktemp("imap")
    found = folder / "certificate.pem", folder / "key.pem"
    told = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    told += ["-addext", "subjectAltName=IP:127.0.0.1", "-out", str(found[0]), "-keyout", str(found[1])]
    subprocess.run(told, check=True, capture_output=True)
    return found


@pytest.fixture(scope="module")
def server(certificate: tuple[Path, Path]) -> Iterator[Server]:
    with imap_server(certificate=certificate) as one:
        yield one


def test_messages_are_fetched_as_they_are_and_moved_when_they_are_kept(server: Server) -> None:
    server.deliver(FIRST, SECOND)
    with server.mailbox.open() as opened:
        assert [one.raw for one in opened.waiting(1)] == [FIRST]
        found = opened.waiting(10)
        assert [one.raw for one in found] == [FIRST, SECOND]
        assert opened.content_of("999") is None
        opened.keep([found[0].name])
    assert len(server.names(".Samai")) == 1
    with replace(server.mailbox, largest=5).open() as opened:
        (left,) = opened.waiting(10)
        assert left.raw == SECOND[:6]
        opened.keep([left.name])
        assert opened.waiting(10) == []
    assert len(server.names(".Samai")) == 2


@pytest.mark.parametrize("tls", [MailTls.TLS, MailTls.STARTTLS])
def test_the_servers_certificate_is_verified(server: Server, certificate: tuple[Path, Path], tls: MailTls) -> None:
    port = server.tls_port if tls is MailTls.TLS else server.port
    safe = replace(server.mailbox, tls=tls, port=port)
    with pytest.raises(SourceAwayError, match="certificate verify failed"), safe.open():
        pass
    with replace(safe, ca_file=str(certificate[0])).open() as opened:
        assert opened.waiting(1) == []


def test_what_stands_in_the_way_is_said_in_the_servers_words(server: Server) -> None:
    for wrong, words in (
        ({"password": "wrong"}, "Authentication failed"),
        ({"folder": "Nowhere"}, "Mailbox doesn't exist"),
        ({"port": free_port()}, "refused"),
    ):
        with pytest.raises(SourceAwayError, match=words), replace(server.mailbox, **wrong).open():
            pass
    assert "secret" not in repr(server.mailbox)
    assert words_of(TimeoutError()) == "TimeoutError"
