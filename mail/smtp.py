"""The standard library's SMTP client with an end to every wait."""

import re
import smtplib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from typing import Any

LEADING_DOT = re.compile(rb"(?m)^\.")
START_MAIL_INPUT = 354
GRACE = 1.0
"""Seconds by which a socket's own timeout, which sending relies on, comes after the timer."""


class Tls(Enum):
    """How the connection is protected; the certificate is verified either way."""

    NONE = "none"
    STARTTLS = "starttls"
    SSL = "ssl"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long, in seconds, to wait: to connect and for each answer, for the answer to the final dot, for one letter.

    A server may take ten minutes after the final dot (RFC 5321, 4.5.3.2.6). `letter` stays below the lease that
    a worker holds, or a second worker would send the same letter meanwhile.
    """

    answer: float = 60.0
    dot: float = 600.0
    letter: float = 840.0


class Deadline:
    """When the present wait ends: the sooner of its own limit and the letter's."""

    def __init__(self, patience: Patience) -> None:
        self.patience = patience
        self.restart()

    def restart(self) -> None:
        """Begin a new letter."""
        self._ends = time.monotonic() + self.patience.letter

    def left(self, limit: float) -> float:
        """Seconds left for a wait of at most `limit`; TimeoutError once the letter's time is over."""
        left = min(limit, self._ends - time.monotonic())
        if left <= 0:
            raise TimeoutError(f"the letter took longer than {self.patience.letter:g} s")
        return left


class PatientSMTP(smtplib.SMTP):
    """An SMTP connection on which a silent or a dribbling server costs a bounded time at every stage."""

    def __init__(self, server: str, port: int, *, deadline: Deadline, **options: Any) -> None:
        self.deadline = deadline
        self.limit = deadline.patience.answer
        super().__init__(server, port, timeout=deadline.left(self.limit), **options)

    def getreply(self) -> tuple[int, bytes]:
        """The server's next answer, within the limit of this stage."""
        with self._bounded():
            return super().getreply()

    def post(self, content: bytes) -> tuple[int, bytes]:
        """Hand over the content and give the answer to the final dot, or the one that forbade the content."""
        code, text = self.docmd("DATA")
        if code != START_MAIL_INPUT:
            return code, text
        end = b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n"
        self.send(LEADING_DOT.sub(b"..", content) + end)
        self.limit = self.deadline.patience.dot
        try:
            return self.getreply()
        finally:
            self.limit = self.deadline.patience.answer

    @contextmanager
    def _bounded(self) -> Iterator[None]:
        """A socket's own timeout starts again with every byte: a timer hangs up on a server that sends them slowly."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        try:
            seconds = self.deadline.left(self.limit)
        except TimeoutError:
            self.close()
            raise
        self.sock.settimeout(seconds + GRACE)
        with timer(seconds, self.sock) as over:
            try:
                yield
            finally:
                # also where an answer came: hanging up makes half of one look whole
                if over.is_set():
                    self.close()
                    raise TimeoutError(f"no answer within {seconds:.3g} s")


class PatientSMTPoverTLS(PatientSMTP, smtplib.SMTP_SSL):
    """The same on a port that speaks TLS from its first byte (RFC 8314)."""


@contextmanager
def timer(seconds: float, sock: socket.socket) -> Iterator[threading.Event]:
    """Hang up on this socket after so many seconds, unless the block ends before; the event says that it did."""
    over = threading.Event()

    def ring() -> None:
        over.set()
        hang_up(sock)

    clock = threading.Timer(seconds, ring)
    clock.daemon = True
    clock.start()
    try:
        yield over
    finally:
        clock.cancel()


def hang_up(sock: socket.socket) -> None:
    """Wake whoever waits on this socket, from another thread."""
    with suppress(OSError):
        # Past SSLSocket's own shutdown, which would leave the reading thread with a connection in clear text.
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
