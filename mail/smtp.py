"""The standard library's SMTP client with an end to every wait."""

import select
import smtplib
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

START_MAIL_INPUT = 354
AT_ONCE = 4096
"""Octets read in one go."""


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


@dataclass
class Answers:
    """What a server says, line by line, as smtplib reads it; `ends` is when, on the monotonic clock, the wait is over.

    A socket's own timeout starts again with every byte: counted anew before each of them, it ends the wait for a
    server that sends them slowly too.
    """

    sock: socket.socket
    ends: float = 0.0
    kept: bytes = field(default=b"", init=False)

    def readline(self, limit: int) -> bytes:
        """The next line, or as much of it as `limit` allows; what came so far where the server hangs up."""
        while b"\n" not in self.kept and len(self.kept) < limit:
            self.sock.settimeout(remaining(self.ends))
            more = self.sock.recv(AT_ONCE)
            if not more:
                break
            self.kept += more
        size = min(limit, self.kept.find(b"\n") + 1 or len(self.kept))
        line, self.kept = self.kept[:size], self.kept[size:]
        return line

    def close(self) -> None:
        """Nothing is held but the socket, which is its owner's."""


class PatientSMTP(smtplib.SMTP):
    """An SMTP connection on which a silent or a dribbling server costs a bounded time at every stage."""

    def __init__(self, server: str, port: int, *, deadline: Deadline, **options: Any) -> None:
        self.deadline = deadline
        self.limit = deadline.patience.answer
        self.unheard = 0
        self.commands: tuple[str, ...] = ()
        super().__init__(server, port, timeout=deadline.left(self.limit), **options)

    def getreply(self) -> tuple[int, bytes]:
        """The server's next answer, within the limit of this stage."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("not connected")
        seconds = self._left()
        self._listen(self.sock, time.monotonic() + seconds)
        try:
            return super().getreply()
        except smtplib.SMTPServerDisconnected as error:
            if isinstance(error.__context__, TimeoutError):
                raise TimeoutError(f"no answer within {seconds:.3g} s") from None
            raise

    def _left(self) -> float:
        """Seconds that this stage may take; a connection whose letter is out of time is of no more use."""
        try:
            return self.deadline.left(self.limit)
        except TimeoutError:
            self.close()
            raise

    def _listen(self, sock: socket.socket, ends: float) -> None:
        """Let the lines of this answer come until then; what was read beyond the last answer is kept."""
        if self.file is None:  # at the beginning, and again once the connection is protected
            self.file = Answers(sock)
        self.file.ends = ends

    def send(self, s: Any) -> None:
        """Write, for no longer than this stage may take."""
        if self.sock is not None:
            self.sock.settimeout(self._left())
        super().send(s)

    @property
    def takes_all_at_once(self) -> bool:
        """Whether the server offers PIPELINING (RFC 2920)."""
        return self.has_extn("pipelining")

    def open_letter(self, sender: str, recipient: str, *, size: int) -> None:
        """Ask to send a letter: by MAIL, RCPT and DATA at once where the server takes them so."""
        told = f" SIZE={size}" if self.has_extn("size") else ""
        self.commands = (f"MAIL FROM:<{sender}>{told}", f"RCPT TO:<{recipient}>", "DATA")  # plain addresses: no quotes
        if self.takes_all_at_once:
            self.send("".join(f"{command}\r\n" for command in self.commands))
            self.unheard = len(self.commands)

    def answers(self) -> Iterator[tuple[int, bytes]]:
        """The answers to MAIL, RCPT and DATA, as far as they are asked for.

        Where all three have left, one that is not asked for still comes: `close_letter` hears it.
        """
        for command in self.commands:
            if self.unheard:
                self.unheard -= 1
                yield self.getreply()
            else:
                yield self.docmd(command)

    def close_letter(self) -> None:
        """Hear what a letter that was not accepted left unheard; a server that waits for its content is hung up on."""
        try:
            while self.unheard:
                self.unheard -= 1
                if self.getreply()[0] == START_MAIL_INPUT:
                    self.close()
        except (smtplib.SMTPException, OSError):
            self.close()
        self.unheard = 0

    def post(self, content: bytes) -> tuple[int, bytes]:
        """Hand over the content that the server waits for, and give the answer to the final dot."""
        self.send(with_end(content))
        self.limit = self.deadline.patience.dot
        try:
            return self.getreply()
        finally:
            self.limit = self.deadline.patience.answer

    def is_silent(self) -> bool:
        """Whether the server has said nothing unasked: one that closes, or is about to, has."""
        if self.sock is None or (self.file is not None and self.file.kept):
            return False
        readable, _, _ = select.select([self.sock], [], [], 0)
        return not readable


class PatientSMTPoverTLS(PatientSMTP, smtplib.SMTP_SSL):
    """The same on a port that speaks TLS from its first byte (RFC 8314)."""


def with_end(content: bytes) -> bytes:
    """The content as it travels: a dot more before each that begins a line, and at the end one alone (RFC 5321, 4.5.2).

    Not by a pattern that looks at the beginning of every line: that takes as long as all the rest of handing over.
    """
    first = b"." if content.startswith(b".") else b""
    end = b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n"
    return first + content.replace(b"\n.", b"\n..") + end


def remaining(ends: float) -> float:
    """Seconds until then; TimeoutError once it is over."""
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError("the time is over")
    return left
