"""The real web server in a process group of its own, to be killed as a whole, and visitors to whom that happens."""

import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlencode

from commands.up import commands
from tests.reliability.waiting import wait_until
from tests.reliability.workers import megabytes

ROOT = Path(__file__).parent.parent.parent
ASK_SECONDS = 60.0
"""Longer than any answer may take; a killed server hangs up at once."""

GUARD = 'read -r _; kill -9 -- "-$1"'
"""Reads from the tests' end of a pipe: when they are gone, however they went, it ends what they have started."""

Fields = Mapping[str, str | Sequence[str]]


class Lost(Exception):
    """No answer came: the server died over it."""


class Away(Lost):
    """No server is there to be asked, or it went before it read what was asked.

    A request that waits while a server stops listening is refused by the kernel, with a reset; a server that has read
    one and goes ends the connection.
    """


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    headers: http.client.HTTPMessage
    text: str


@dataclass
class Web:
    """One server at one port; killed and started anew as often as anybody likes."""

    port: int
    environment: Mapping[str, str]
    errors: IO[str]
    process: subprocess.Popen[bytes] | None = None
    guard: subprocess.Popen[bytes] | None = None
    most_megabytes: float = 0.0

    def start(self) -> None:
        """Start it; it answers a little later."""
        command, where = commands(self.port)["The web server"], dict(self.environment) | {"PORT": str(self.port)}
        self.process = subprocess.Popen(command, cwd=ROOT, env=where, stderr=self.errors, start_new_session=True)
        watch, quiet = ["sh", "-c", GUARD, "sh", str(self.process.pid)], subprocess.DEVNULL
        self.guard = subprocess.Popen(watch, stdin=subprocess.PIPE, stderr=quiet, start_new_session=True)

    def kill(self) -> None:
        """End it without a word of warning, with all its children."""
        assert self.process is not None
        assert self.guard is not None
        self.most_megabytes = max(self.most_megabytes, *map(megabytes, self.members()))
        self.guard.kill()  # before its server is gone, whose number may then be somebody else's
        self.guard.communicate()
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> float:
        """Tell it to stop, as systemd does, and wait until it has; the seconds that this took."""
        assert self.process is not None
        assert self.guard is not None
        self.most_megabytes = max(self.most_megabytes, *map(megabytes, self.members()))
        self.guard.kill()
        self.guard.communicate()
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(ASK_SECONDS)
        return time.monotonic() - began

    def members(self) -> list[int]:
        """The processes of which it consists."""
        assert self.process is not None
        found = [int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit()]
        return [number for number in found if group_of(number) == self.process.pid]

    def wait(self) -> None:
        """Wait until it answers."""
        wait_until(self.answers, "the web server", every=0.05)

    def answers(self) -> bool:
        """Whether it does."""
        try:
            return ask(self.port, "/healthz").status == 200
        except Lost:
            return False


def group_of(number: int) -> int:
    """The group that a process belongs to; 0 where it has ended."""
    try:
        return os.getpgid(number)
    except ProcessLookupError:
        return 0


@contextmanager
def web_server(environment: Mapping[str, str], log: Path) -> Iterator[Web]:
    """A server while the block runs, answering when it begins; what it writes to standard error is kept in a file."""
    with log.open("a") as errors:
        server = Web(free_port(), environment, errors)
        server.start()
        try:
            server.wait()
            yield server
        finally:
            server.kill()


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def ask(port: int, path: str, *, fields: Fields | None = None, cookie: str = "") -> Answer:
    """Ask for a page, or send a form; `Lost` where no whole answer comes."""
    told: dict[str, Any] = {"headers": {"Cookie": cookie, "Accept-Language": "en"}}
    if fields is not None:
        told["body"] = urlencode(fields, doseq=True)
        told["headers"]["Content-Type"] = "application/x-www-form-urlencoded"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=ASK_SECONDS)
    try:
        connection.request("GET" if fields is None else "POST", path, **told)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read().decode())
    except http.client.RemoteDisconnected as error:
        raise Lost(str(error)) from error
    except ConnectionError as error:
        raise Away(str(error)) from error
    except (OSError, http.client.HTTPException) as error:
        raise Lost(str(error)) from error
    finally:
        connection.close()
