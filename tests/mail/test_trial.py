"""The way to the mail server tried, against servers that stand in it."""

import errno
import ssl
import subprocess
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest

from mail.trial import EXPIRED, Obstacle, Trial, obstacle_of, trial_letter, try_way
from mail.wire import Outcome
from tests.mail.test_door import door
from tests.mail.test_smtp import dribbling
from tests.sink import Orders, accepted, sink
from vocabulary.invite import Desk

SENDER = "desk@mfa.example"


def certificate(folder: Path, *names: str, days: int = 2) -> tuple[Path, Path]:
    """A certificate for these names that only its own file vouches for, and its key."""
    made, key = folder / "certificate.pem", folder / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", str(days), "-subj", "/CN=x", "-addext", f"subjectAltName={','.join(names)}"]
    subprocess.run([*command, "-out", made, "-keyout", key], check=True, capture_output=True)
    return made, key


def serving(pair: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*pair)
    return context


def tried(port: int, **config: Any) -> Trial:
    with door(MAIL_PORT=port, **{"MAIL_TIMEOUT": 1.0, **config}) as open_door, open_door.open() as connection:
        return try_way(connection, SENDER, patience=5)


def test_nothing_in_the_way_and_no_letter_begun(tmp_path: Path) -> None:
    with sink(tmp_path / "log") as port:
        trial = tried(port)
    assert (trial.obstacle, trial.receipt.code, trial.receipt.text) == (None, 250, "2.1.0 sender ok")
    assert accepted(tmp_path / "log") == []


def test_the_connection_that_was_tried_carries_a_letter(tmp_path: Path) -> None:
    with (
        sink(tmp_path / "log") as port,
        door(MAIL_PORT=port) as open_door,
        open_door.open() as connection,
    ):
        assert try_way(connection, SENDER).obstacle is None
        letter = trial_letter(Desk("Social Division", SENDER, ""), "a@b.example", place="x", wall=datetime.now(UTC))
        assert connection.deliver(letter).outcome is Outcome.SENT
    assert accepted(tmp_path / "log")[0].recipients == ("a@b.example",)


def test_a_server_that_is_not_there() -> None:
    assert tried(1).obstacle is Obstacle.NOT_LISTENING
    assert tried(1, MAIL_SERVER="mail..mfa.example").obstacle is Obstacle.NO_SUCH_HOST
    assert obstacle_of(OSError(errno.EHOSTUNREACH, "No route to host")) is Obstacle.UNREACHABLE


@pytest.mark.parametrize("stage", ["banner", "ehlo", "mail"])
def test_a_server_that_never_answers(tmp_path: Path, stage: str) -> None:
    with sink(tmp_path / "log", Orders(stall=stage)) as port:
        trial = tried(port, MAIL_TIMEOUT=0.3)
    assert (trial.obstacle, trial.receipt.text) == (Obstacle.SILENT, "no answer within 0.3 s")


@pytest.mark.parametrize(
    ("answers", "config", "obstacle"),
    [
        (["554 go away"], {}, Obstacle.TURNED_AWAY),
        (["220 hi", "502 no", "502 no"], {}, Obstacle.TURNED_AWAY),
        (["220 hi", "250 ok", "421 too many"], {}, Obstacle.PUT_OFF),
        (["220 hi", "250 ok", "550 5.7.1 not yours"], {}, Obstacle.SENDER_REFUSED),
        (["220 hi", "250 ok", "530 5.7.0 sign in first"], {}, Obstacle.LOGIN_WANTED),
        (["220 hi", "250 ok"], {"MAIL_USE_TLS": True}, Obstacle.NO_STARTTLS),
        (["220 hi", "250-ok\r\n250 STARTTLS", "454 not now"], {"MAIL_USE_TLS": True}, Obstacle.NO_STARTTLS),
        (["220 hi", "250 ok"], {"MAIL_USERNAME": "a", "MAIL_PASSWORD": "b"}, Obstacle.NO_LOGIN),
        (["220 hi", "250-ok\r\n250 AUTH GSSAPI"], {"MAIL_USERNAME": "a", "MAIL_PASSWORD": "b"}, Obstacle.NO_LOGIN),
        (
            ["220 hi", "250-ok\r\n250 AUTH PLAIN", "535 no"],
            {"MAIL_USERNAME": "a", "MAIL_PASSWORD": "b"},
            Obstacle.LOGIN_REFUSED,
        ),
        (
            ["220 hi", "250-ok\r\n250 AUTH PLAIN", "454 later"],
            {"MAIL_USERNAME": "a", "MAIL_PASSWORD": "b"},
            Obstacle.PUT_OFF,
        ),
        (
            ["220 hi", "250-ok\r\n250 AUTH PLAIN"],
            {"MAIL_USERNAME": "a", "MAIL_PASSWORD": "\u0e01"},
            Obstacle.NOT_ASCII,
        ),
        (["220 hi", "250 ok"], {"MAIL_USE_SSL": True}, Obstacle.NOT_TLS),
    ],
)
def test_what_a_server_says_is_told_apart(answers: list[str], config: dict[str, Any], obstacle: Obstacle) -> None:
    with dribbling(*(f"{answer}\r\n".encode() for answer in [*answers, "221 bye"]), pause=0.02) as port:
        assert tried(port, **config).obstacle is obstacle


def test_a_server_that_hangs_up_has_turned_us_away(tmp_path: Path) -> None:
    with sink(tmp_path / "log", Orders(tls=serving(certificate(tmp_path, "IP:127.0.0.1")))) as port:
        assert tried(port, MAIL_TIMEOUT=0.5).obstacle is Obstacle.SILENT, "it waits for TLS, and we for its greeting"


def test_a_certificate_is_told_by_what_is_wrong_with_it(tmp_path: Path) -> None:
    pair = certificate(tmp_path, "DNS:mail.mfa.example")
    with sink(tmp_path / "log", Orders(starttls=serving(pair))) as port:
        assert tried(port, MAIL_USE_TLS=True).obstacle is Obstacle.UNKNOWN_AUTHORITY
        known = {"MAIL_USE_TLS": True, "MAIL_CA_FILE": str(pair[0])}
        assert tried(port, **known).obstacle is Obstacle.OTHER_NAME
        assert tried(port, MAIL_SERVER="localhost", **known).obstacle is Obstacle.OTHER_NAME
    late = ssl.SSLCertVerificationError(1, "certificate has expired")
    late.verify_code = EXPIRED
    assert obstacle_of(late) is Obstacle.EXPIRED


@pytest.mark.parametrize("content", [None, "", "no certificate"])
def test_a_file_of_authorities_that_is_none(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "ca.pem"
    if content is not None:
        file.write_text(content)
    with sink(tmp_path / "log", Orders(tls=serving(certificate(tmp_path, "IP:127.0.0.1")))) as port:
        assert tried(port, MAIL_USE_SSL=True, MAIL_CA_FILE=str(file)).obstacle is Obstacle.NO_CA_FILE


def test_the_trial_letter_says_what_it_is_for() -> None:
    desk = Desk("กองการสังคม", SENDER, "")
    wall = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
    wire = trial_letter(desk, "it@mfa.example", place="https://samai.mfa.example", wall=wall)
    letter = message_from_bytes(wire.content, policy=default)
    assert (letter["From"], letter["To"]) == ("กองการสังคม <desk@mfa.example>", "it@mfa.example")
    assert letter["Date"] == "Fri, 27 Nov 2026 02:00:00 +0000"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert "sent from the terminal of https://samai.mfa.example" in letter.get_content()
    with pytest.raises(ValueError, match="address"):
        trial_letter(desk, "two@a.example, three@b.example", place="x", wall=wall)
