"""A mail server with every trouble at once, each at its own rate, and a note on its disk of each that it made.

`python -m tests.reliability.chaos LOG` is a sink as `tests/sink.py` is one. What it did beside taking letters stands
in LOG.faults: one JSON object a line with `kind` and `address`, synced before the client learns of it.
"""

import asyncio
import json
import os
import random
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.sink import FOR_EVER, Keeper, Orders, Sink, port_of

RATES = {
    "refuse": 0.1,  # of connections, as the next one: the others are of letters
    "421 banner": 0.1,
    "451": 0.03,
    "450": 0.05,
    "452 recipient": 0.01,
    "421 midway": 0.02,
    "452 data": 0.03,
    "drop": 0.02,
}
NO_SUCH_USER = 200
"""Every so many-eth reader does not exist."""

DEAF_SECONDS = 0.2


def exists(address: str) -> bool:
    """Whether somebody reads mail at this address: `reader200@…` and its multiples are nobody's."""
    number = "".join(letter for letter in address if letter.isdigit())
    return int(number) % NO_SUCH_USER != 0


class Troublemaker(Keeper):
    """Answers as it likes, and writes down what it did."""

    def __init__(self, log: Path) -> None:
        super().__init__(log, Orders())
        rng = random.Random(1)
        self.due = {kind: rng.random() for kind in RATES}
        self.server: asyncio.Server | None = None
        self.deafness: asyncio.Task[None] | None = None

    def strikes(self, kind: str, address: str = "") -> bool:
        """Whether this trouble comes now: at its rate, and never by bad luck not at all."""
        self.due[kind] += RATES[kind]
        if self.due[kind] < 1:
            return False
        self.due[kind] -= 1
        self.note(kind, address)
        return True

    def note(self, kind: str, address: str) -> None:
        with Path(f"{self.log}.faults").open("a", encoding="ascii") as faults:
            faults.write(json.dumps({"kind": kind, "address": address}) + "\n")
            faults.flush()
            os.fsync(faults.fileno())

    async def handle_MAIL(  # noqa: N802 - the name by which the server calls it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.strikes("451"):
            return "451 4.3.0 try again later"
        return await super().handle_MAIL(server, session, envelope, address, options)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not exists(address):
            self.note("550", address)
            return "550 5.1.1 no such user"
        for kind, answer in (
            ("450", "450 4.2.0 greylisted, try again later"),
            ("452 recipient", "452 4.5.3 too many recipients"),
            ("421 midway", "421 4.3.2 going down"),
        ):
            if self.strikes(kind, address):
                return answer
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        [address] = envelope.rcpt_tos
        if self.strikes("452 data", address):
            return "452 4.3.1 out of storage"
        if not self.strikes("drop", address):
            return await super().handle_DATA(server, session, envelope)
        self.write_down(envelope, connection=session.number)  # type: ignore[attr-defined]
        assert isinstance(server.transport, asyncio.Transport)
        server.transport.abort()
        await asyncio.sleep(FOR_EVER)  # the lost connection ends this task
        raise AssertionError("unreachable")

    async def listen(self, port: int = 0) -> int:
        """Take connections, at a port of the loopback."""
        self.server = await asyncio.get_running_loop().create_server(lambda: Trouble(self), "127.0.0.1", port)
        return port_of(self.server)

    async def turn_deaf(self) -> None:
        """Take no connection for a while."""
        assert self.server is not None
        port = port_of(self.server)
        self.server.close()
        await asyncio.sleep(DEAF_SECONDS)
        await self.listen(port)


class Trouble(Sink):
    """One connection."""

    keeper: Troublemaker

    async def _handle_client(self) -> None:
        if self.keeper.strikes("refuse"):
            self.keeper.deafness = asyncio.create_task(self.keeper.turn_deaf())  # it outlives this connection
            assert isinstance(self.transport, asyncio.Transport)
            self.transport.abort()
            return
        if self.keeper.strikes("421 banner"):
            await self.push("421 4.3.2 no service now")
            assert isinstance(self.transport, asyncio.Transport)
            self.transport.close()
            return
        await super()._handle_client()


async def serve(log: Path) -> None:
    """Serve until the process is ended."""
    port = await Troublemaker(log).listen()
    sys.stdout.write(f"127.0.0.1:{port}\n")
    sys.stdout.flush()
    await asyncio.sleep(FOR_EVER)


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
