"""One letter at once, to see whether letters arrive."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from mail.smtp import Tls
from tests.commands.conftest import Terminal
from tests.conftest import make_app
from tests.fixtures import Letter
from tests.sink import Orders, accepted, sink
from vocabulary.settings import Settings
from vocabulary.settings_ground import MailTls

READER = "it@mfa.example"


@pytest.fixture
def mailing(app: Flask, settings: Settings) -> Flask:
    """The installation with a mail server on this machine, whose port a test names."""
    mailed = settings.model_copy(update={"mail_host": "127.0.0.1", "mail_tls": MailTls.NONE, "mail_timeout": 2.0})
    made = make_app(mailed)
    state = made.extensions["mail"]
    state.route = replace(state.route, tls=Tls.NONE)
    return made


def sent(mailing: Flask, port: int, address: str = READER) -> tuple[int, str, str]:
    mailing.extensions["mail"].port = port
    with mailing.app_context():
        result = mailing.test_cli_runner().invoke(args=["send-test-mail", address])
    return result.exit_code, result.stdout, result.stderr


def test_the_servers_answer_is_said(mailing: Flask, tmp_path: Path) -> None:
    with sink(tmp_path / "log") as port:
        code, said, beside = sent(mailing, port)
    assert (code, said) == (0, "127.0.0.1 took the letter: 250 2.0.0 kept\n")
    assert f"mailbox of {READER}" in beside
    (letter,) = accepted(tmp_path / "log")
    assert letter.recipients == (READER,)


@pytest.mark.parametrize(
    ("orders", "words"),
    [
        (Orders(refuse=frozenset({READER})), ["550 5.1.1 no such user", f"does not take letters for {READER}"]),
        (Orders(later={READER: 9}), ["450 4.2.0 greylisted", "Try again in some minutes"]),
        (Orders(password="x"), ["login wanted (530", "set mail_username and mail_password"]),
        (Orders(stall="mail"), ["no answer (no answer within 2 s)", "a firewall on the way"]),
    ],
)
@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_letter_that_is_not_taken_has_a_way_out(
    mailing: Flask, tmp_path: Path, orders: Orders, words: list[str]
) -> None:
    with sink(tmp_path / "log", orders) as port:
        code, said, beside = sent(mailing, port)
    assert (code, said) == (1, "")
    for one in words:
        assert one in beside


def test_a_server_that_is_not_there_is_said(mailing: Flask) -> None:
    code, _, beside = sent(mailing, 1)
    assert code == 1
    assert "No letter was sent: connection refused (" in beside
    assert "Nothing listens there" in beside


def test_what_is_no_address_is_a_wrong_call(terminal: Terminal) -> None:
    result = terminal("send-test-mail", "two, three")
    assert (result.exit_code, "Give one address" in result.stderr) == (2, True)


def test_without_a_server_the_file_is_named(terminal: Terminal, settings: Settings) -> None:
    result = terminal("send-test-mail", READER)
    (kept,) = settings.outgoing.glob("*.eml")
    assert result.stdout == f"There is no mail server (mail_host): the letter is kept as {kept}\n"
    kept.unlink()
    settings.outgoing.rmdir()
    settings.outgoing.touch()
    assert "flask doctor" in terminal("send-test-mail", READER).stderr


def test_held_mail_holds_it_too(terminal: Terminal, letter: Letter, settings: Settings) -> None:
    assert terminal("mail", "hold", "--why", "restored").exit_code == 0
    result = terminal("send-test-mail", READER)
    assert result.exit_code == 1
    assert result.stderr == "The mail is held (restored), and this letter with it. Next: flask mail release\n"
    assert not settings.outgoing.exists()
