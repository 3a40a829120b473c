"""F4: the mail server falls silent, dribbles, hangs up or cannot be found, at every stage. No page is slower for it."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import quantiles

import pytest
from flask import Flask
from sqlalchemy import select, update

from models.database import db
from models.outbox import OutgoingMail
from tests.certificates import in_one_file
from tests.reliability.bookings import furnished
from tests.reliability.letters import queue_letters
from tests.reliability.moods import LOSE_REPLIES, OTHERS, STALLS, WELL
from tests.reliability.oracle import Ledger, check_database, check_letters, check_memory
from tests.reliability.sinks import SinkLog
from tests.reliability.surroundings import surroundings, unmeasured
from tests.reliability.trials import Trial
from tests.reliability.waiting import wait_until
from tests.reliability.webs import ask, web_server
from tests.reliability.workers import ROOT, Nursery, nursery
from tests.reliability.zygote import DOT_SECONDS
from vocabulary.settings import Settings
from vocabulary.states import MailState

FAULT = "F4 mail server stalled"
FROZEN, NO_NAME = "frozen", "no such name"
MOODS = (*STALLS, *OTHERS, FROZEN, NO_NAME)
SMOKE, FULL = (2, 1), (20, 3)
"""Letters a mood, and how many of them it strikes in a row before it ends."""

STAGE_SECONDS = 0.3
LONGEST_SECONDS = STAGE_SECONDS + 5.0
PAGE_SECONDS = 0.3
QUIET = 30
"""Pages that are asked for before there is any trouble."""

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reliability"), pytest.mark.timeout(1200)]


@dataclass
class Server:
    """The mail server with its moods."""

    process: subprocess.Popen[str]
    port: int

    def become(self, mood: str) -> None:
        """Be in this mood from now on."""
        if mood == FROZEN:
            os.kill(self.process.pid, signal.SIGSTOP)  # its machine takes connections, and nobody speaks
            return
        os.kill(self.process.pid, signal.SIGCONT)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{mood}\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "ok\n"


@contextmanager
def moody(log: Path, own: Path, strange: Path) -> Iterator[Server]:
    """The mail server while the block runs."""
    command = [sys.executable, "-m", "tests.reliability.moods", str(log), str(own), str(strange)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=unmeasured(), stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        try:
            yield Server(process, int(process.stdout.readline().rpartition(":")[2]))
        finally:
            process.kill()


@dataclass
class Reader:
    """Somebody at a browser, who asks for one page after the other, and how long each took."""

    port: int
    cookie: str
    seconds: list[float] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        """Read until it is over."""
        while not self.is_over.wait(0.05):
            self.look()

    def look(self) -> None:
        """Ask for one page."""
        began = time.monotonic()
        assert ask(self.port, "/consultations", cookie=self.cookie).status == 200
        self.seconds.append(time.monotonic() - began)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read while the block runs."""
        thread = threading.Thread(target=self.read)
        thread.start()
        try:
            yield
        finally:
            self.is_over.set()
            thread.join()


def slow(seconds: list[float]) -> float:
    """What 95 of 100 pages stay below."""
    return quantiles(seconds, n=20)[-1]


def test_nothing_is_lost_and_no_page_waits_whatever_the_mail_server_does(
    app: Flask, settings: Settings, ledger: Ledger, sink_log: SinkLog, trial: Trial, full: bool, tmp_path: Path
) -> None:
    letters, strikes = FULL if full else SMOKE
    house, own = furnished(app), in_one_file(tmp_path / "own")
    queue_letters(letters * len(MOODS), ministry=house.ministry)
    make_due(datetime.now(UTC) + timedelta(days=1))
    with (
        moody(sink_log.path, own, in_one_file(tmp_path / "strange")) as server,
        web_server(surroundings(settings), settings.instance / "web.log") as web,
        nursery(told(settings, server, own), settings.instance / "worker.log") as workers,
    ):
        quiet, busy = Reader(web.port, house.cookie), Reader(web.port, house.cookie)
        for _ in range(QUIET):
            quiet.look()
        with busy.reading():
            go_through_all(server, workers, ledger, letters=letters, strikes=strikes)
    bore = endured(sink_log.path)
    assert set(bore) == {*STALLS, *OTHERS} - {"strange certificate"}, "every mood was met"
    assert max(map(max, bore.values())) <= LONGEST_SECONDS
    replies = sum(len(bore[mood]) for mood in LOSE_REPLIES)
    came = check_letters(trial, sink_log, ledger, most_repeats=replies)
    assert (came.letters, came.refused) == (letters * len(MOODS), 0)
    check_database(trial, settings)
    check_memory(trial, max(web.most_megabytes, workers.most_megabytes))
    before, meanwhile = slow(quiet.seconds), slow(busy.seconds)
    assert not full or meanwhile <= max(PAGE_SECONDS, 2 * before)
    trial.ended(
        f"{len(MOODS)} troubles, {letters} letters each",
        f"0 lost, {came.repeats} twice ({replies} lost replies), at most {max(map(max, bore.values())):.1f} s a wait, "
        f"{len(busy.seconds)} pages: 95 % in {meanwhile * 1000:.0f} ms ({before * 1000:.0f} without trouble)",
    )


def told(settings: Settings, server: Server, own: Path) -> dict[str, str]:
    """What the workers are told: not to wait long, and whom to trust."""
    brief = {"mail_timeout": STAGE_SECONDS, "retry_seconds": 0.1, "lease_seconds": 60}
    safe = {"mail_tls": "starttls", "mail_ca_file": own}
    return surroundings(settings, mail_port=server.port, **brief, **safe) | {
        DOT_SECONDS: str(STAGE_SECONDS),
        "RES_OPTIONS": "timeout:1 attempts:1",  # of whoever looks for the name that nobody has
    }


def go_through_all(server: Server, workers: Nursery, ledger: Ledger, *, letters: int, strikes: int) -> None:
    """Some letters fall due in each mood, which strikes a few of them and ends; then all of them arrive."""
    worker = workers.fork()
    for count, mood in enumerate(MOODS, 1):
        if mood == NO_NAME:
            workers.stop(worker)
            worker = workers.fork("misled")
        else:
            server.become(mood)
        make_due(datetime.now(UTC), letters=letters)
        wait_until(lambda: ledger.number(UNANSWERED) >= strikes, f"letters to meet: {mood}")
        if mood == NO_NAME:
            workers.stop(worker)
            worker = workers.fork()
        else:
            server.become(WELL)
        wait_until(partial(has_sent, ledger, letters * count), f"the letters after: {mood}")
    workers.stop(worker)


def has_sent(ledger: Ledger, letters: int) -> bool:
    """Whether so many letters have left."""
    return ledger.number("SELECT count(*) FROM outgoing_mail WHERE state = 'sent'") >= letters


UNANSWERED = "SELECT coalesce(max(failures), 0) FROM mail_way"


def make_due(when: datetime, *, letters: int = -1) -> None:
    """Let so many of the waiting letters fall due then; all where nothing is said."""
    waiting = select(OutgoingMail.id).where(OutgoingMail.state == MailState.QUEUED).order_by(OutgoingMail.id)
    db.session.execute(
        update(OutgoingMail).where(OutgoingMail.id.in_(waiting.limit(letters).scalar_subquery())).values(due_at=when)
    )
    db.session.commit()
    db.session.remove()


def endured(log: Path) -> dict[str, list[float]]:
    """For how long the worker bore which mood."""
    bore: dict[str, list[float]] = {}
    for line in Path(f"{log}.faults").read_text("ascii").splitlines():
        found = json.loads(line)
        bore.setdefault(found["kind"], []).append(found["seconds"])
    return bore
