"""An end to every wait."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from mail.smtp import Answers, Deadline, Patience, PatientSMTP, remaining, with_end
from tests.scripted import scripted


@contextmanager
def dribbling(*pieces: bytes, pause: float = 0.1) -> Iterator[int]:
    """A server that says each piece after a pause, and then nothing more; its port."""
    done = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        client, _ = listener.accept()
        with client:
            for piece in pieces:
                if done.wait(pause):
                    return
                try:
                    client.sendall(piece)
                except OSError:
                    return  # the client has lost its patience
            done.wait(10)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield int(listener.getsockname()[1])
    finally:
        done.set()
        thread.join()
        listener.close()


def call(port: int, patience: Patience) -> PatientSMTP:
    return PatientSMTP("127.0.0.1", port, deadline=Deadline(patience), local_hostname="desk.example")


def test_a_silent_server_costs_one_wait() -> None:
    begun = time.monotonic()
    with dribbling() as port, pytest.raises(OSError, match=r"no answer within 0\.3 s"):
        call(port, Patience(answer=0.3))
    assert time.monotonic() - begun < 8


def test_a_server_that_dribbles_its_answer_costs_no_more() -> None:
    begun = time.monotonic()
    with dribbling(*[b"2"] * 200) as port, pytest.raises(TimeoutError, match=r"no answer within 0\.5 s"):
        call(port, Patience(answer=0.5))
    assert time.monotonic() - begun < 10


def test_one_letter_has_an_end_even_where_each_answer_comes_in_time() -> None:
    with dribbling(b"220 hello\r\n", b"250 ok\r\n", b"250 ok\r\n", pause=0.8) as port:
        client = call(port, Patience(answer=5, letter=2))
        client.noop()
        with pytest.raises(TimeoutError, match="no answer within 0"):
            client.noop()


def test_a_letter_whose_time_is_over_does_not_begin_another_wait() -> None:
    with dribbling(b"220 hello\r\n", pause=0) as port:
        client = call(port, Patience(answer=5, letter=1))
        time.sleep(1.05)
        with pytest.raises(TimeoutError, match=r"longer than 1 s"):
            client.noop()
        assert client.sock is None


def test_a_new_letter_has_its_own_time() -> None:
    deadline = Deadline(Patience(letter=0.5))
    time.sleep(0.55)
    with pytest.raises(TimeoutError):
        deadline.left(1.0)
    deadline.restart()
    assert 0 < deadline.left(1.0) <= 0.5


def test_nothing_is_asked_of_a_connection_that_has_ended() -> None:
    with dribbling(b"220 hello\r\n", pause=0) as port:
        client = call(port, Patience(answer=1))
        client.close()
        with pytest.raises(OSError, match="not connected"):
            client.getreply()


def test_an_answer_that_comes_in_pieces_is_read_line_by_line() -> None:
    with dribbling(b"220-hel", b"lo\r\n220 again\r\n250 ok\r\n", pause=0.01) as port:
        client = call(port, Patience(answer=5))
        assert client.noop() == (250, b"ok")
        client.close()


def test_a_line_longer_than_any_answer_is_handed_over_in_parts() -> None:
    one, other = socket.socketpair()
    with one, other:
        other.sendall(b"2" * 10 + b"\r\n")
        answers = Answers(one, ends=time.monotonic() + 5)
        assert [answers.readline(8), answers.readline(8)] == [b"2" * 8, b"22\r\n"]


def test_a_server_that_speaks_unasked_or_is_gone_is_not_silent() -> None:
    with dribbling(b"220 hello\r\n", pause=0) as port:
        client = call(port, Patience(answer=5))
        assert client.is_silent()
        client.close()
        assert not client.is_silent()
    with dribbling(b"220 hello\r\n421 enough\r\n", pause=0) as port:
        client = call(port, Patience(answer=5))
        assert not client.is_silent()
        client.close()


def test_what_remains_of_a_time_that_is_over_is_an_end() -> None:
    assert remaining(time.monotonic() + 60) > 50
    with pytest.raises(TimeoutError, match="the time is over"):
        remaining(time.monotonic() - 1)


GREETING = ((0, b"220 hello\r\n"), (1, b"250-here\r\n250 PIPELINING\r\n"))


def opened(*turns: tuple[int, bytes]) -> tuple[list[int], bool]:
    """The codes to MAIL, RCPT and DATA as far as all is well, and whether the connection is still of use afterwards."""
    with scripted(*GREETING, *turns) as port:
        client = call(port, Patience(answer=5))
        client.ehlo()
        codes = []
        client.open_letter("a@mfa.example", "b@oag.example", size=10)
        for code, _ in client.answers():
            codes.append(code)
            if code not in {250, 354}:
                break
        client.close_letter()
        assert client.unheard == 0
        is_open = client.sock is not None
        client.close()
    return codes, is_open


def test_where_the_server_takes_them_so_a_letter_is_opened_in_one_round_trip() -> None:
    assert opened((3, b"250 ok\r\n250 ok\r\n354 go on\r\n")) == ([250, 250, 354], True)


@pytest.mark.parametrize(
    ("rest", "is_open"),
    [(b"354 go on\r\n", False), (b"554 no recipients\r\n", True), (b"", False)],
    ids=["waits for it", "refuses it too", "hangs up"],
)
def test_of_a_refused_recipient_no_content_is_sent_and_no_answer_is_left_unheard(rest: bytes, is_open: bool) -> None:
    assert opened((3, b"250 ok\r\n550 nobody\r\n" + rest)) == ([250, 550], is_open)


@pytest.mark.parametrize(
    ("content", "sent"),
    [
        (b"one\r\n", b"one\r\n.\r\n"),
        (b"one", b"one\r\n.\r\n"),
        (b".one\r\n.\r\n", b"..one\r\n..\r\n.\r\n"),
        (b"a.b\r\n..\r\n.c\r\n", b"a.b\r\n...\r\n..c\r\n.\r\n"),
    ],
)
def test_no_line_of_a_letter_is_taken_for_its_end(content: bytes, sent: bytes) -> None:
    assert with_end(content) == sent
