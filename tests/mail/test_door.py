"""The one door, against a server that behaves as told."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import flask_mail
import pytest
from flask import Flask

from mail.door import DoorConnection, MailDoor
from mail.wire import Outcome, Receipt, Wire
from tests.certificates import self_signed
from tests.scripted import scripted
from tests.sink import STAGES, Orders, accepted, sink, sink_process

READER = "chanika@oag.example"
CONTENT = b"Subject: x\r\n\r\nfirst\r\n.a line with a dot\r\n..two\r\n"


def wire(recipient: str = READER, number: int = 1) -> Wire:
    return Wire("samai+k7qz@mfa.example", recipient, f"<{number}@mfa.example>", CONTENT)


@contextmanager
def door(**config: Any) -> Iterator[MailDoor]:
    """A door with these settings, inside its application."""
    app = Flask("post")
    app.config.update(MAIL_SERVER="127.0.0.1", MAIL_TIMEOUT=5.0)
    app.config.update(config)
    with app.app_context():
        yield MailDoor(app)


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.jsonl"


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that only its own file vouches for, and its key; made anew for each run."""
    return self_signed(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def tls(pair: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*pair)
    return context


def test_an_accepted_letter_arrives_byte_for_byte_with_the_servers_words_on_the_receipt(log: Path) -> None:
    with sink(log) as port, door(MAIL_PORT=port) as open_door:
        assert open_door.deliver(wire()) == Receipt(Outcome.SENT, 250, "2.0.0 kept")
    (letter,) = accepted(log)
    assert (letter.sender, letter.recipients, letter.content) == ("samai+k7qz@mfa.example", (READER,), CONTENT)


def test_a_letter_without_a_last_line_end_gets_one(log: Path) -> None:
    with sink(log) as port, door(MAIL_PORT=port) as open_door:
        assert open_door.deliver(Wire("a@mfa.example", READER, "<1@b>", b"Subject: x")).outcome is Outcome.SENT
    assert accepted(log)[0].content == b"Subject: x\r\n"


def test_one_refused_recipient_of_three_is_refused_alone(log: Path) -> None:
    readers = ["a@oag.example", "b@oag.example", "c@oag.example"]
    orders = Orders(refuse=frozenset({"b@oag.example"}))
    with sink(log, orders) as port, door(MAIL_PORT=port) as open_door, open_door.open() as connection:
        receipts = [connection.deliver(wire(reader, number)) for number, reader in enumerate(readers)]
    assert [receipt.outcome for receipt in receipts] == [Outcome.SENT, Outcome.REFUSED, Outcome.SENT]
    assert receipts[1] == Receipt(Outcome.REFUSED, 550, "5.1.1 no such user")
    assert [letter.recipients for letter in accepted(log)] == [("a@oag.example",), ("c@oag.example",)]


def test_a_greylisted_letter_may_be_tried_again_and_then_goes(log: Path) -> None:
    with sink(log, Orders(later={READER: 2})) as port, door(MAIL_PORT=port) as open_door:
        receipts = [open_door.deliver(wire()) for _ in range(3)]
    assert [receipt.code for receipt in receipts] == [450, 450, 250]
    assert [receipt.outcome for receipt in receipts] == [Outcome.LATER, Outcome.LATER, Outcome.SENT]


PIPELINED = {
    "no trouble": (Orders(), (250, 250, 250), 1),
    "refused": (Orders(refuse=frozenset({READER})), (250, 550, 250), 1),
    "greylisted": (Orders(later={READER: 1}), (250, 450, 250), 1),
    "enough of one connection": (Orders(patience=1), (250, 421, 250), 2),
}


@pytest.mark.parametrize("trouble", PIPELINED)
def test_a_server_that_takes_commands_at_once_answers_each_letter_as_any_other_does(log: Path, trouble: str) -> None:
    orders, codes, connections = PIPELINED[trouble]
    letters = [wire(f"{number}@oag.example", number) for number in range(3)]
    letters[1] = wire()
    receipts: list[list[Receipt]] = []
    for pipelining, is_offered in ((False, False), (False, True), (True, False), (True, True)):
        log.unlink(missing_ok=True)
        with (
            sink(log, replace(orders, pipelining=pipelining)) as port,
            door(MAIL_PORT=port) as open_door,
            open_door.open() as connection,
        ):
            receipts.append([delivered(connection, letter, is_offered=is_offered) for letter in letters])
        assert accepted(log)[-1].connection == connections
    assert [receipt.code for receipt in receipts[0]] == list(codes)
    assert receipts[1:] == receipts[:1] * 3


def delivered(connection: DoorConnection, letter: Wire, *, is_offered: bool) -> Receipt:
    """Hand a letter over, after it was offered."""
    if is_offered:
        connection.offer(letter)
    return connection.deliver(letter)


@pytest.mark.parametrize("then", ["another", "nothing"])
def test_of_a_letter_that_was_offered_and_is_not_delivered_nothing_arrives(log: Path, then: str) -> None:
    with (
        sink(log, Orders(pipelining=True)) as port,
        door(MAIL_PORT=port) as open_door,
        open_door.open() as connection,
    ):
        connection.deliver(wire(number=1))
        connection.offer(wire(number=2))
        if then == "another":
            assert delivered(connection, wire(number=3), is_offered=True).outcome is Outcome.SENT
    assert [letter.content for letter in accepted(log)] == [CONTENT] * (2 if then == "another" else 1)


def test_an_offer_that_cannot_be_made_is_left_to_the_delivery(log: Path) -> None:
    ours, theirs = socket.socketpair()
    with (
        ours,
        theirs,
        sink(log, Orders(pipelining=True)) as port,
        door(MAIL_PORT=port) as open_door,
        open_door.open() as connection,
    ):
        connection.deliver(wire(number=1))
        assert connection.client is not None
        assert connection.client.sock is not None
        connection.client.sock.close()
        ours.shutdown(socket.SHUT_WR)
        connection.client.sock = ours
        assert delivered(connection, wire(number=2), is_offered=True).outcome is Outcome.SENT
    assert [letter.connection for letter in accepted(log)] == [1, 2]


def test_a_server_that_goes_away_after_an_offer_is_tried_again_later(log: Path) -> None:
    with (
        scripted(
            (0, b"220 hello\r\n"),
            (1, b"250-here\r\n250 PIPELINING\r\n"),
            (3, b"250 ok\r\n250 ok\r\n354 go on\r\n"),
            (2, b"250 kept\r\n"),
            (3, b""),
        ) as port,
        door(MAIL_PORT=port) as open_door,
        open_door.open() as connection,
    ):
        letter = Wire("a@mfa.example", READER, "<1@b>", b"Subject: x\r\n")
        assert connection.deliver(letter).outcome is Outcome.SENT
        receipt = delivered(connection, replace(letter, message_id="<2@b>"), is_offered=True)
    assert receipt.outcome is Outcome.LATER


@pytest.mark.parametrize("stage", ["mail", "rcpt", "data", "dot"])
def test_it_may_fall_silent_at_any_stage_too(log: Path, stage: str) -> None:
    orders = Orders(stall=stage, pipelining=True)
    with sink(log, orders) as port, door(MAIL_PORT=port, MAIL_TIMEOUT=0.5, MAIL_DOT_TIMEOUT=0.5) as open_door:
        assert open_door.deliver(wire()) == Receipt(Outcome.LATER, None, "no answer within 0.5 s")


def test_a_connection_that_breaks_after_the_letter_is_tried_again_with_the_same_bytes(log: Path) -> None:
    with sink(log, Orders(drop=1)) as port, door(MAIL_PORT=port) as open_door, open_door.open() as connection:
        receipts = [connection.deliver(wire()), connection.deliver(wire())]
    assert (receipts[0].outcome, receipts[0].code) == (Outcome.LATER, None)
    assert receipts[1].outcome is Outcome.SENT
    first, second = accepted(log)
    assert first.sha256 == second.sha256


@pytest.mark.parametrize("stage", STAGES)
def test_a_server_that_falls_silent_costs_a_bounded_time_at_every_stage(log: Path, stage: str) -> None:
    begun = time.monotonic()
    with (
        sink(log, Orders(stall=stage)) as port,
        door(MAIL_PORT=port, MAIL_TIMEOUT=0.5, MAIL_DOT_TIMEOUT=0.5) as open_door,
    ):
        receipt = open_door.deliver(wire())
    assert (receipt.outcome, receipt.code) == (Outcome.LATER, None)
    assert receipt.text == "no answer within 0.5 s"
    assert time.monotonic() - begun < 20


def test_the_final_dot_may_take_longer_than_any_other_answer(log: Path) -> None:
    with sink(log, Orders(delay=1.6)) as port, door(MAIL_PORT=port, MAIL_TIMEOUT=1, MAIL_DOT_TIMEOUT=15) as open_door:
        assert open_door.deliver(wire()).outcome is Outcome.SENT


def test_a_letter_never_outlasts_its_own_time(log: Path) -> None:
    begun = time.monotonic()
    with (
        sink(log, Orders(delay=30)) as port,
        door(MAIL_PORT=port, MAIL_DOT_TIMEOUT=30, MAIL_LETTER_TIMEOUT=0.5) as open_door,
    ):
        assert open_door.deliver(wire()).outcome is Outcome.LATER
    assert time.monotonic() - begun < 20


def test_a_server_that_has_enough_of_one_connection_is_called_again(log: Path) -> None:
    with sink(log, Orders(patience=1)) as port, door(MAIL_PORT=port) as open_door, open_door.open() as connection:
        receipts = [connection.deliver(wire(number=number)) for number in range(3)]
    assert [(receipt.outcome, receipt.code) for receipt in receipts] == [
        (Outcome.SENT, 250),
        (Outcome.LATER, 421),
        (Outcome.SENT, 250),
    ]


def test_a_server_that_went_away_between_two_letters_is_called_again(log: Path) -> None:
    with door() as open_door, open_door.open() as connection:
        with sink(log) as port:
            connection.state.port = port
            assert connection.deliver(wire(number=1)).outcome is Outcome.SENT
        with sink(log) as port:
            connection.state.port = port
            assert connection.deliver(wire(number=2)).outcome is Outcome.SENT
    assert len(accepted(log)) == 2


@pytest.mark.parametrize("server", ["127.0.0.1", "mail..mfa.example"])
def test_a_server_that_cannot_be_reached_is_tried_again_later(server: str) -> None:
    with door(MAIL_SERVER=server, MAIL_PORT=1) as open_door:
        receipt = open_door.deliver(wire())
    assert (receipt.outcome, receipt.code) == (Outcome.LATER, None)
    assert receipt.text


def test_a_self_signed_certificate_is_refused_before_any_letter(log: Path, tls: ssl.SSLContext) -> None:
    with sink(log, Orders(starttls=tls)) as port, door(MAIL_PORT=port, MAIL_USE_TLS=True) as open_door:
        receipt = open_door.deliver(wire())
    assert receipt.outcome is Outcome.LATER
    assert "certificate verify failed" in receipt.text
    assert accepted(log) == []


def test_a_server_without_starttls_gets_no_letter_in_clear_text(log: Path) -> None:
    with sink(log) as port, door(MAIL_PORT=port, MAIL_USE_TLS=True) as open_door:
        assert open_door.deliver(wire()) == Receipt(Outcome.LATER, None, "STARTTLS extension not supported by server.")
    assert accepted(log) == []


@pytest.mark.parametrize("how", ["MAIL_USE_TLS", "MAIL_USE_SSL"])
def test_a_certificate_that_the_ministrys_own_authority_vouches_for_is_trusted(
    log: Path, how: str, pair: tuple[Path, Path], tls: ssl.SSLContext
) -> None:
    orders = Orders(starttls=tls) if how == "MAIL_USE_TLS" else Orders(tls=tls)
    settings = {how: True, "MAIL_CA_FILE": str(pair[0])}
    with sink(log, orders) as port, door(MAIL_PORT=port, **settings) as open_door:
        assert open_door.deliver(wire()).outcome is Outcome.SENT


def test_a_server_that_speaks_tls_from_the_start_is_verified_too(log: Path, tls: ssl.SSLContext) -> None:
    with sink(log, Orders(tls=tls)) as port, door(MAIL_PORT=port, MAIL_USE_SSL=True) as open_door:
        assert "certificate verify failed" in open_door.deliver(wire()).text


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
@pytest.mark.parametrize(("password", "outcome"), [("right", Outcome.SENT), ("wrong", Outcome.LATER)])
def test_a_wrong_password_is_our_own_fault_and_no_refusal(log: Path, password: str, outcome: Outcome) -> None:
    settings = {"MAIL_USERNAME": "desk", "MAIL_PASSWORD": password}
    with sink(log, Orders(password="right")) as port, door(MAIL_PORT=port, **settings) as open_door:
        receipt = open_door.deliver(wire())
    assert receipt.outcome is outcome
    assert password not in receipt.text


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_refused_sender_is_our_own_fault_and_no_refusal(log: Path) -> None:
    with sink(log, Orders(password="asked for")) as port, door(MAIL_PORT=port) as open_door:
        receipt = open_door.deliver(wire())  # without signing in, MAIL FROM gets 530
    assert (receipt.outcome, receipt.code) == (Outcome.LATER, 530)


def test_a_server_too_broken_to_read_is_called_again(log: Path) -> None:
    from tests.mail.test_smtp import dribbling

    with dribbling(b"what?\r\n", pause=0) as port, door(MAIL_PORT=port) as open_door:
        assert open_door.deliver(wire()).outcome is Outcome.LATER


def test_content_that_the_server_will_not_even_begin_is_refused() -> None:
    from tests.mail.test_smtp import dribbling

    answers = [b"220 hello\r\n", b"250 ok\r\n", b"250 ok\r\n", b"250 ok\r\n", b"554 no\r\n", b"221 bye\r\n"]
    with dribbling(*answers) as port, door(MAIL_PORT=port) as open_door:
        assert open_door.deliver(wire()) == Receipt(Outcome.REFUSED, 554, "no")


def test_without_a_server_letters_are_kept_as_files(tmp_path: Path) -> None:
    with door(MAIL_SERVER="", MAIL_FOLDER=tmp_path / "outgoing") as open_door:
        assert open_door.deliver(wire()) == Receipt(Outcome.SENT, 250, "kept as file")
    assert (tmp_path / "outgoing" / "1@mfa.example.eml").read_bytes() == CONTENT


def test_a_full_disk_means_later(tmp_path: Path) -> None:
    (tmp_path / "outgoing").write_text("a file where the folder should be")
    with door(MAIL_SERVER="", MAIL_FOLDER=tmp_path / "outgoing") as open_door:
        receipt = open_door.deliver(wire())
    assert (receipt.outcome, receipt.code) == (Outcome.LATER, None)


def test_a_suppressed_door_sends_and_keeps_nothing(tmp_path: Path) -> None:
    settings = {"MAIL_SERVER": "", "MAIL_SUPPRESS_SEND": True, "MAIL_FOLDER": tmp_path / "outgoing"}
    with door(**settings) as open_door:
        assert open_door.deliver(wire()) == Receipt(Outcome.SENT, None, "suppressed")
    assert list(tmp_path.iterdir()) == []


def test_flask_mail_records_what_was_sent_and_only_that(tmp_path: Path, log: Path) -> None:
    orders = Orders(refuse=frozenset({"b@oag.example"}))
    with (
        sink(log, orders) as port,
        door(MAIL_PORT=port) as open_door,
        open_door.record_messages() as recorded,
    ):
        open_door.deliver(wire())
        open_door.deliver(wire("b@oag.example"))
    assert cast(list[Wire], recorded) == [wire()]


@pytest.mark.parametrize(
    "send",
    [
        lambda open_door: open_door.send(flask_mail.Message("x", recipients=[READER], sender="a@mfa.example")),
        lambda open_door: open_door.send_message("x", recipients=[READER], sender="a@mfa.example"),
    ],
)
def test_a_message_with_no_stored_identity_never_leaves(send: Callable[[MailDoor], None]) -> None:
    with door() as open_door, pytest.raises(ValueError, match="leaves as a Wire"):
        send(open_door)


def test_two_applications_have_two_doors(tmp_path: Path) -> None:
    shared, apps = MailDoor(), [Flask("one"), Flask("two")]
    for app in apps:
        app.config.update(MAIL_FOLDER=tmp_path / app.name)
        shared.init_app(app)
    for app in apps:
        with app.app_context():
            shared.deliver(wire())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_the_sink_also_runs_as_a_process_of_its_own(log: Path) -> None:
    options = ["--refuse", "b@oag.example", "--later", f"{READER}=1", "--delay", "0.1"]
    with sink_process(log, *options) as port, door(MAIL_PORT=port) as open_door:
        codes = [open_door.deliver(wire(reader)).code for reader in (READER, READER, "b@oag.example")]
    assert codes == [450, 250, 550]
    assert [letter.recipients for letter in accepted(log)] == [(READER,)]
