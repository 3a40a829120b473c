"""A mail server whose mood changes on command: `python -m tests.reliability.moods LOG OWN-CERTIFICATE STRANGE-ONE`.

A certificate's file holds its key too. Every line of standard input is a mood from then on, answered by `ok`. What it
kept is in LOG; what it did beside that is in LOG.faults, one JSON object a line: `kind` and a `figure`, which is for
how many seconds a client bore a mood, or how many connections were open at once.
"""

import asyncio
import json
import os
import socket
import ssl
import struct
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.sink import FOR_EVER, Keeper, Orders, Sink, port_of

WELL, AWAY = "well", "away"
OPEN, TOO_MANY = "open", "421"
AT_MOST = "at most "
"""Before a number: so many letters a second are taken, and whoever hands over more is told 421."""

STALLS = ("banner", "ehlo", "starttls", "mail", "rcpt", "data", "dot")
OTHERS = ("dribble", "silence midway", "reset midway", "drop", "strange certificate")
LOSE_REPLIES = ("dot", "drop")
"""Moods in which a letter is kept and not answered."""

MIDWAY = 150
"""Octets of a letter that it takes before it falls silent, or hangs up rudely."""

PER_OCTET = 0.1
"""Ten octets a second."""


class Moody(Keeper):
    """Behaves as its mood is."""

    def __init__(self, log: Path, certificates: tuple[Path, Path]) -> None:
        super().__init__(log, Orders())
        self.mood = WELL
        self.own, self.strange = map(trusting, certificates)
        self.server: asyncio.Server | None = None
        self.port = self.open = self.most = 0
        self.begun: list[float] = []

    async def become(self, mood: str) -> None:
        """Be in this mood from now on."""
        self.mood = mood
        if mood == AWAY and self.server is not None:
            self.server.close()
            self.server = None
        elif mood != AWAY and self.server is None:
            self.server = await asyncio.get_running_loop().create_server(self.connection, "127.0.0.1", self.port)
            self.port = port_of(self.server)

    def is_too_fast(self) -> bool:
        """Whether one letter more would be too many within a second."""
        now = asyncio.get_running_loop().time()
        self.begun = [begun for begun in self.begun if begun > now - 1]
        if len(self.begun) >= int(self.mood.removeprefix(AT_MOST)):
            return True
        self.begun.append(now)
        return False

    def connected(self, change: int) -> None:
        """One connection more, or one less."""
        self.open += change
        if self.open > self.most:
            self.most = self.open
            self.note(OPEN, self.most)

    @asynccontextmanager
    async def noted(self, kind: str) -> AsyncIterator[None]:
        """Write down how long a client bore it, however that ended."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            yield
        finally:
            self.note(kind, round(loop.time() - began, 3))

    def note(self, kind: str, figure: float) -> None:
        with Path(f"{self.log}.faults").open("a", encoding="ascii") as faults:
            faults.write(json.dumps({"kind": kind, "figure": figure}) + "\n")

    async def pause_at(self, stage: str) -> None:
        if stage == self.mood:
            async with self.noted(stage):
                await asyncio.sleep(FOR_EVER)  # the lost connection ends this task

    async def handle_MAIL(  # noqa: N802 - the name by which the server calls it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.mood.startswith(AT_MOST) and self.is_too_fast():
            self.note(TOO_MANY, 1)
            return "421 4.7.0 too many messages"
        return await super().handle_MAIL(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.mood != "drop":
            return await super().handle_DATA(server, session, envelope)
        self.write_down(envelope, connection=session.number)  # type: ignore[attr-defined]
        async with self.noted("drop"):
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            await asyncio.sleep(FOR_EVER)
        raise AssertionError("unreachable")

    def connection(self) -> "Mood":
        """One more client."""
        shown = self.strange if self.mood == "strange certificate" else self.own
        return Mood(self, tls_context=shown)


class Mood(Sink):
    """One connection."""

    keeper: Moody

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.keeper.connected(+1)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.keeper.connected(-1)
        super().connection_lost(error)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802
        await self.keeper.pause_at("starttls")
        await super().smtp_STARTTLS(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        mood = self.keeper.mood
        if mood not in ("silence midway", "reset midway"):
            await super().smtp_DATA(arg)
            return
        async with self.keeper.noted(mood):
            await self.push("354 go on")
            await self._reader.readexactly(MIDWAY)
            if mood == "reset midway":
                self.reset()
            while await self._reader.read(4096):
                pass

    def reset(self) -> None:
        """Hang up with RST instead of FIN."""
        assert isinstance(self.transport, asyncio.Transport)
        sock = self.transport.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()

    async def _handle_client(self) -> None:
        if self.keeper.mood == "dribble":
            async with self.keeper.noted("dribble"):
                assert isinstance(self.transport, asyncio.Transport)
                for octet in b"220 sink.example is on its way\r\n":
                    self.transport.write(bytes([octet]))
                    await asyncio.sleep(PER_OCTET)
        await super()._handle_client()


def trusting(certificate: Path) -> ssl.SSLContext:
    """What shows this certificate to clients."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


async def serve(log: Path, certificates: tuple[Path, Path]) -> None:
    """Serve, in whatever mood, until the process is ended."""
    keeper, loop = Moody(log, certificates), asyncio.get_running_loop()
    await keeper.become(WELL)
    say(f"127.0.0.1:{keeper.port}")
    heard: asyncio.Queue[str] = asyncio.Queue()
    loop.add_reader(
        sys.stdin.fileno(), lambda: heard.put_nowait(os.read(sys.stdin.fileno(), 4096).decode("ascii").strip())
    )
    while mood := await heard.get():
        await keeper.become(mood)
        say("ok")


def say(line: str) -> None:
    """Tell whoever has started this."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), (Path(sys.argv[2]), Path(sys.argv[3]))))
