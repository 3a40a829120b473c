"""An SMTP server for tests that keeps every letter it accepts, and misbehaves as it is told.

Started by its path it runs as a process of its own: `python tests/sink.py LOG [--delay 2] [--refuse ADDRESS] …` writes
"127.0.0.1:PORT" on its first line and serves until it is ended. Every accepted letter is one line of JSON in LOG,
synced to the disk before the answer to the final dot.
"""

import argparse
import asyncio
import hashlib
import json
import os
import ssl
import subprocess
import sys
import threading
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

STAGES = ("banner", "ehlo", "mail", "rcpt", "data", "dot")
FOR_EVER = 3600.0


@dataclass(frozen=True)
class Orders:
    """How to behave: each order stands for one kind of trouble, none of them for an honest server.

    `delay` are seconds between the synced log and the answer to the final dot; `refuse` are addresses answered with
    550; `later` says how often an address gets 450 first; `drop` is how many letters are logged and then answered by
    a broken connection; `stall` is the stage at which no answer ever comes; `patience` is how many letters
    one connection may carry before it gets 421; `password` is asked of user "desk"; `pipelining` is offered (RFC 2920).
    """

    delay: float = 0.0
    refuse: frozenset[str] = frozenset()
    later: dict[str, int] = field(default_factory=dict)
    drop: int = 0
    stall: str = ""
    patience: int = 0
    password: str = ""
    pipelining: bool = False
    starttls: ssl.SSLContext | None = None
    tls: ssl.SSLContext | None = None


@dataclass(frozen=True)
class Accepted:
    """One letter that the sink took, and on which of its connections."""

    sender: str
    recipients: tuple[str, ...]
    sha256: str
    content: bytes
    connection: int


class Keeper:
    """Answers a client's commands, letter by letter."""

    def __init__(self, log: Path, orders: Orders) -> None:
        self.log, self.orders = log, orders
        self.turned_away: Counter[str] = Counter()
        self.transports: set[asyncio.BaseTransport] = set()
        self.dropped = self.connections = 0

    async def pause_at(self, stage: str) -> None:
        if self.orders.stall == stage:
            await asyncio.sleep(FOR_EVER)

    async def handle_EHLO(  # noqa: N802 - the name by which the server calls it
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        await self.pause_at("ehlo")
        session.host_name = hostname
        self.connections += 1
        session.letters, session.number = 0, self.connections  # type: ignore[attr-defined]
        return [responses[0], *["250-PIPELINING"] * self.orders.pipelining, *responses[1:]]

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await self.pause_at("mail")
        if self.orders.patience and session.letters >= self.orders.patience:  # type: ignore[attr-defined]
            return "421 4.7.0 enough for one connection"
        envelope.mail_from = address
        return "250 2.1.0 sender ok"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await self.pause_at("rcpt")
        if address in self.orders.refuse:
            return "550 5.1.1 no such user"
        if self.turned_away[address] < self.orders.later.get(address, 0):
            self.turned_away[address] += 1
            return "450 4.2.0 greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 recipient ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.write_down(envelope, connection=session.number)  # type: ignore[attr-defined]
        session.letters += 1  # type: ignore[attr-defined]
        await self.pause_at("dot")
        if self.dropped < self.orders.drop:
            self.dropped += 1
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            await asyncio.sleep(FOR_EVER)  # the lost connection ends this task
        await asyncio.sleep(self.orders.delay)
        return "250 2.0.0 kept"

    def write_down(self, envelope: Envelope, *, connection: int) -> None:
        content = envelope.original_content or b""
        line = {
            "connection": connection,
            "sender": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "sha256": hashlib.sha256(content).hexdigest(),
            "content": b64encode(content).decode(),
        }
        with self.log.open("a", encoding="ascii") as log:
            log.write(json.dumps(line) + "\n")
            log.flush()
            os.fsync(log.fileno())


class Sink(SMTP):
    """The server itself, with the two stages that a handler cannot hold up."""

    def __init__(self, keeper: Keeper, **options: Any) -> None:
        self.keeper = keeper
        super().__init__(keeper, hostname="sink.example", ident="sink", **options)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.keeper.transports.add(transport)
        super().connection_made(transport)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        await self.keeper.pause_at("data")
        await super().smtp_DATA(arg)

    async def _handle_client(self) -> None:
        await self.keeper.pause_at("banner")
        await super()._handle_client()


def accepted(log: Path) -> list[Accepted]:
    """The letters taken so far, oldest first."""
    if not log.exists():
        return []
    return [accepted_in(line) for line in log.read_text("ascii").splitlines()]


def accepted_in(line: str | bytes) -> Accepted:
    """The letter that one line of the log tells of."""
    told = json.loads(line)
    content = b64decode(told["content"])
    return Accepted(told["sender"], tuple(told["recipients"]), told["sha256"], content, told["connection"])


async def open_server(keeper: Keeper, *, port: int = 0) -> asyncio.Server:
    """A server on a port of the loopback, a free one unless told otherwise."""
    orders = keeper.orders

    def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        known = isinstance(data, LoginPassword) and data == LoginPassword(b"desk", orders.password.encode())
        return AuthResult(success=known, handled=known)

    def make() -> Sink:
        options: dict[str, Any] = {"tls_context": orders.starttls}
        if orders.password:
            options |= {"authenticator": authenticate, "auth_required": True, "auth_require_tls": False}
        return Sink(keeper, **options)

    return await asyncio.get_running_loop().create_server(make, "127.0.0.1", port, ssl=orders.tls)


def port_of(server: asyncio.Server) -> int:
    """The port that a server listens on."""
    return int(server.sockets[0].getsockname()[1])


@contextmanager
def sink(log: Path, orders: Orders | None = None) -> Iterator[int]:
    """A sink in a thread of this process, and its port."""
    loop = asyncio.new_event_loop()
    keeper = Keeper(log, orders or Orders())
    thread = threading.Thread(target=loop.run_forever)
    thread.start()  # a browser driven from the calling thread keeps a loop of its own running there
    server = asyncio.run_coroutine_threadsafe(open_server(keeper), loop).result()
    try:
        yield port_of(server)
    finally:
        asyncio.run_coroutine_threadsafe(shut(server, keeper), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def shut(server: asyncio.Server, keeper: Keeper) -> None:
    """Take no more clients and hang up on those that are left."""
    server.close()
    for transport in keeper.transports:
        transport.close()
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
    await asyncio.sleep(0)  # the loop's next round closes the sockets


@contextmanager
def sink_process(log: Path, *options: str) -> Iterator[int]:
    """A sink in a process of its own, and its port; `options` are those of the command line."""
    command = [sys.executable, __file__, str(log), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline().rpartition(":")[2])
        finally:
            process.terminate()


def read_orders(arguments: list[str]) -> tuple[Path, Orders, int]:
    """What the command line asks for: where to log, how to behave, on which port."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("log", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--refuse", action="append", default=[], metavar="ADDRESS")
    parser.add_argument("--later", action="append", default=[], metavar="ADDRESS=TIMES")
    parser.add_argument("--drop", type=int, default=0)
    parser.add_argument("--stall", choices=STAGES, default="")
    asked = parser.parse_args(arguments)
    later = {address: int(times) for address, _, times in (one.rpartition("=") for one in asked.later)}
    orders = Orders(delay=asked.delay, refuse=frozenset(asked.refuse), later=later, drop=asked.drop, stall=asked.stall)
    return asked.log, orders, asked.port


async def serve(log: Path, orders: Orders, *, port: int) -> None:
    """Serve until the process is ended."""
    server = await open_server(Keeper(log, orders), port=port)
    sys.stdout.write(f"127.0.0.1:{port_of(server)}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    kept, wishes, wished_port = read_orders(sys.argv[1:])
    asyncio.run(serve(kept, wishes, port=wished_port))
