"""Reading strangers' mails at arm's length: in a process that is ended and replaced when one is too much for it."""

import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import TracebackType

from mail.inbound.bounds import TOO_LARGE, Unreadable
from mail.inbound.child import ARRIVAL, BEYOND_READING, LENGTH
from vocabulary.inbound import Arrival
from vocabulary.text import N_, file_size

HOUSE = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "mail.inbound.child")
SECONDS = 5.0
STARTING_SECONDS = 30.0
LARGEST_ANSWER = 4 * 1024 * 1024
CHUNK = 65536

TOO_LATE = N_("Reading the mail took longer than %(most)s seconds.")
ENDED = N_("Reading the mail took more memory or time than any mail needs.")


class TooLateError(Exception):
    """The process did not answer in time."""


@dataclass
class Reader:
    """Reads mails one after the other; a context manager that ends its process.

    The process is started with the first mail and serves many. Starting it is not counted among a mail's seconds.
    """

    largest: int
    seconds: float = SECONDS
    command: tuple[str, ...] = COMMAND
    process: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    def __enter__(self) -> "Reader":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, raw: bytes) -> Arrival:
        """What a mail says; whatever goes wrong with it is its fault, in words."""
        if len(raw) > self.largest:
            return Arrival(fault=Unreadable(TOO_LARGE, most=file_size(self.largest)).reason)
        try:
            arrival = self.answered(raw)
        except TooLateError:
            return self.given_up(Unreadable(TOO_LATE, most=f"{self.seconds:g}"))
        except (EOFError, BrokenPipeError, ValueError):  # the last: an answer that is none
            return self.given_up(Unreadable(ENDED))
        if arrival.fault is not None and arrival.fault.message == BEYOND_READING:
            self.close()  # it ends after such a mail: the next one begins with another
        return arrival

    def given_up(self, fault: Unreadable) -> Arrival:
        """End the process, and say why."""
        self.close(kill=True)
        return Arrival(fault=fault.reason)

    def answered(self, raw: bytes) -> Arrival:
        """The process's answer to one mail."""
        process = self.running()
        content = exchanged(process, LENGTH.pack(len(raw)) + raw, until=time.monotonic() + self.seconds)
        return ARRIVAL.validate_json(content)

    def running(self) -> "subprocess.Popen[bytes]":
        """The process, started where there is none that lives; it is ready when it has answered an empty mail."""
        if self.process is None or self.process.poll() is not None:
            self.close(kill=True)
            self.process = subprocess.Popen(  # noqa: S603 - our own module under our own interpreter
                self.command, cwd=HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            for end in pipes(self.process):
                os.set_blocking(end, False)
            exchanged(self.process, LENGTH.pack(0), until=time.monotonic() + STARTING_SECONDS)
        return self.process

    def close(self, *, kill: bool = False) -> None:
        """Let the process end, or make it."""
        process, self.process = self.process, None
        if process is None:
            return
        if kill:
            process.kill()
        for stream in filter(None, (process.stdin, process.stdout)):
            stream.close()
        try:
            process.wait(timeout=self.seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def read_ahead(reader: Reader, raws: Iterable[bytes], *, some: int) -> Iterator[list[tuple[bytes, Arrival]]]:
    """Mails with what they say, some at a time; while the caller is busy with these, the next ones are being read."""
    left = iter(raws)
    with ThreadPoolExecutor(1) as ahead:
        coming = ahead.submit(read_some, reader, left, some=some)
        while found := coming.result():
            coming = ahead.submit(read_some, reader, left, some=some)
            yield found


def read_some(reader: Reader, raws: Iterator[bytes], *, some: int) -> list[tuple[bytes, Arrival]]:
    """The next mails, at most so many."""
    return [(raw, reader.read(raw)) for raw in islice(raws, some)]


def pipes(process: "subprocess.Popen[bytes]") -> tuple[int, int]:
    """The ends by which a process is spoken to and heard."""
    if process.stdin is None or process.stdout is None:
        raise ValueError("a process without pipes")
    return process.stdin.fileno(), process.stdout.fileno()


def exchanged(process: "subprocess.Popen[bytes]", message: bytes, *, until: float) -> bytes:
    """Say this and hear the answer, in time."""
    into, out = pipes(process)
    left = memoryview(message)
    while left:
        wait_for(into, selectors.EVENT_WRITE, until=until)
        left = left[os.write(into, left[:CHUNK]) :]
    head = heard(out, LENGTH.size, until=until)
    length = LENGTH.unpack(head)[0]
    if length > LARGEST_ANSWER:
        raise ValueError("an answer that is too long")
    return heard(out, length, until=until)


def heard(out: int, length: int, *, until: float) -> bytes:
    """So many octets of an answer."""
    content = b""
    while len(content) < length:
        wait_for(out, selectors.EVENT_READ, until=until)
        more = os.read(out, length - len(content))
        if not more:
            raise EOFError
        content += more
    return content


def wait_for(end: int, event: int, *, until: float) -> None:
    """Wait until something can be said or heard."""
    with selectors.DefaultSelector() as selector:
        selector.register(end, event)
        if not selector.select(max(0.0, until - time.monotonic())):
            raise TooLateError
