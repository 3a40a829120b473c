"""A moved meeting until a real mail server has all its letters, and the pace that a relay's administrator allows.

The server is Postfix's `smtp-sink`, which takes everything and counts it; nothing of it is ours.
"""

import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, PIPE, Popen
from threading import Thread

from bench.letters import WRITER, bytes_of, set_aside
from bench.plain.moving import plain_moving
from bench.plain.sending import bare_smtplib, plain_sending
from bench.timing import Contest, Goal, Line, Watch
from bench.world import FIRST, World, booked, counting, released
from jobs.road import Road
from jobs.worker import sender_of, ticking
from models.consultations import Consultation
from models.database import db
from scheduler.consultations import found, move
from scheduler.drafts import draft_of
from scheduler.letters import mails_in
from tests.making import HAND

ROOT = Path(__file__).parent.parent
UNPACKED = ROOT / ".cache" / "postfix" / "usr"
LONG = timedelta(minutes=90)
ESTABLISHED = "01"
START_SECONDS = 10.0
AT_ONCE = 65_536
"""Octets of its counts read in one go, at most: all that a pipe holds."""

NOW_AND_THEN = 0.1
"""Seconds between two looks at its counts, where only their end matters: one at each letter would slow its sender."""

MINUTE = 60.0

CONNECTIONS = 3
PER_MINUTE = 30
"""What the strictest relays in use allow: three connections, thirty letters a minute."""


@dataclass
class Relay:
    """A running `smtp-sink`: when it took each letter, and how many connections were open then."""

    process: Popen[bytes]
    port: int
    rest: float
    taken: list[float] = field(default_factory=list)
    connections: list[int] = field(default_factory=list)

    def listen(self) -> None:
        """Hear its counts until it ends; it says them anew with every letter and every farewell."""
        said = b""
        while self.process.stdout is not None and (more := self.process.stdout.read(AT_ONCE)):
            time.sleep(self.rest)
            *lines, said = (said + more).split(b"\r")
            for line in lines:
                self.note(int(line.rpartition(b"=")[2]))

    def note(self, letters: int) -> None:
        """So many letters by now."""
        fresh = letters - len(self.taken)
        if fresh:
            self.taken += [time.monotonic()] * fresh
            self.connections.append(connections_to(self.port))

    def has(self, letters: int) -> bool:
        """Whether it has said that it took so many; what it says is heard a moment later, and from now on at once."""
        self.rest = 0.0
        end = time.monotonic() + START_SECONDS
        while len(self.taken) < letters and time.monotonic() < end:
            time.sleep(0.01)
        return len(self.taken) == letters

    def fullest(self, seconds: float) -> int:
        """The most letters that it took within so many seconds, wherever they begin."""
        return max((sum(begun <= one < begun + seconds for one in self.taken) for begun in self.taken), default=0)


def program() -> tuple[str, dict[str, str]]:
    """Where `smtp-sink` stands, and what it must be told to find its libraries."""
    installed = shutil.which("smtp-sink", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if installed:
        return installed, dict(os.environ)
    unpacked = UNPACKED / "sbin" / "smtp-sink"
    if not unpacked.exists():
        raise ValueError("smtp-sink is missing: `make bench` unpacks it, or says how")
    return str(unpacked), {**os.environ, "LD_LIBRARY_PATH": str(UNPACKED / "lib" / "postfix")}


@contextmanager
def relay(*, rest: float = 0.0) -> Iterator[Relay]:
    """A relay while the block runs, whose letters are noted one by one, or every so many seconds."""
    (command, environment), port = program(), free_port()
    whose = ["-u", "nobody"] if os.getuid() == 0 else []
    words = [command, *whose, "-c", f"127.0.0.1:{port}", "100"]
    with Popen(words, env=environment, stdout=PIPE, stderr=DEVNULL, bufsize=0) as process:  # noqa: S603
        here = Relay(process, port, rest)
        ears = Thread(target=here.listen)
        ears.start()
        try:
            wait_for(port)
            yield here
        finally:
            process.terminate()
            ears.join()


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until somebody listens there."""
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise
            time.sleep(0.01)
        else:
            return


def connections_to(port: int) -> int:
    """How many connections are open at this port of the loopback, by the kernel's own list."""
    rows = (line.split() for line in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:])
    return sum(row[1] == f"0100007F:{port:04X}" and row[3] == ESTABLISHED for row in rows)


def measured(the_world: World) -> Iterator[Line]:
    """A moved meeting, and a relay's pace."""
    door = the_world.app.extensions["mail"]
    usual = door.port
    with relay(rest=NOW_AND_THEN) as the_relay:
        door.port = the_relay.port
        yield from moving(the_world, the_relay)
    with relay() as the_relay:
        door.port = the_relay.port
        yield pace(the_world, the_relay)
    door.port = usual


def moving(the_world: World, the_relay: Relay) -> Iterator[Line]:
    """From the officer's click: until it cannot be lost, and until the relay has every letter."""
    hours, people = count(1), the_world.size.people
    meeting = a_meeting(the_world)
    commits: dict[str, int] = {}

    def moved() -> list[int]:
        return released(moved_on(meeting, next(hours)))

    def ours(watch: Watch) -> None:
        with counting("commit") as seen, watch.running():
            moved()
        commits["ours"] = len(seen)
        set_aside()

    def plain(watch: Watch) -> None:
        with counting("commit") as seen, watch.running():
            plain_moving(mails_in(moved()), WRITER)
        commits["plain"] = len(seen)
        set_aside()

    taken = Contest(the_world.size.rounds, variants={"ours": ours, "plain": plain}).run()
    note = f"{commits['ours']} commits (move, release) beside {commits['plain']}"
    yield Line(f"move {people} and release, durable", taken["ours"], taken["plain"], Goal(least=20), note)

    yield from moved_and_sent(the_world, the_relay, moved=moved)


def moved_and_sent(the_world: World, the_relay: Relay, *, moved: Callable[[], list[int]]) -> Iterator[Line]:
    """The same until the relay has every letter, and the sending alone beside what the relay can take."""
    people, rounds, sender = the_world.size.people, the_world.size.rounds, sender_of(the_world.app)
    alone: list[float] = []

    def ours(watch: Watch) -> None:
        with watch.running():
            moved()
            begun = time.perf_counter()
            sender.send_due()
            alone.append(time.perf_counter() - begun)

    def plain(watch: Watch) -> None:
        with watch.running():
            plain_sending(mails_in(moved()), WRITER, port=the_relay.port)

    def bare(watch: Watch) -> None:
        wires = bytes_of(mails_in(moved()))
        with watch.running():
            bare_smtplib(wires, port=the_relay.port)
        set_aside()

    taken = Contest(rounds, variants={"ours": ours, "plain": plain, "bare": bare}).run()
    all_came = the_relay.has(len(taken) * people * (rounds + 1))
    note = "smtp-sink has them all" if all_came else f"smtp-sink has only {len(the_relay.taken)}"
    yield Line(f"move {people} until sent: one by one", taken["ours"], taken["plain"], Goal(least=20), note)
    yield Line(f"send {people} to smtp-sink: bare smtplib", median(alone[1:]), taken["bare"], Goal(least=0.5), "")


def a_meeting(the_world: World) -> Consultation:
    """A consultation to which everybody is invited, the letters delivered."""
    set_aside()
    batch_id = booked(the_world, 3000, invited=the_world.guests)
    released(batch_id)
    set_aside()
    return found(max(db.session.scalars(db.select(Consultation.id))))


def moved_on(meeting: Consultation, hours: int) -> int:
    """The meeting at another hour; the number of its draft batch."""
    starts = FIRST + timedelta(days=3000, hours=hours)
    move(meeting.id, starts=starts, ends=starts + LONG, hand=HAND)
    batch = draft_of(meeting.entry_id)
    if batch is None:
        raise ValueError("a move without letters")
    return batch.id


def pace(the_world: World, the_relay: Relay) -> Line:
    """As many workers as the relay allows connections send at once: none may exceed its letters a minute."""
    seconds = the_world.size.watched
    per_minute = PER_MINUTE if seconds > MINUTE else PER_MINUTE * 10
    released(booked(the_world, 3001, invited=the_world.guests))
    db.session.remove()
    with ExitStack() as stack:
        for _ in range(CONNECTIONS):
            sender = replace(sender_of(the_world.app), road=Road(timedelta(seconds=30), per_minute))
            stack.enter_context(ticking(the_world.app, sender, looks=()))
        time.sleep(seconds)
    set_aside()
    most, open_at_once = the_relay.fullest(MINUTE), max(the_relay.connections, default=0)
    kept = 0 < most <= per_minute and open_at_once <= CONNECTIONS
    note = f"at most {most} in any minute; connections open at once: {open_at_once}"
    what = f"relay: {CONNECTIONS} connections, {per_minute} a minute"
    return Line(what, seconds, None, note=note, verdict="ok" if kept else "SHORT")
