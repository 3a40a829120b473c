"""F4: the mail server falls silent, dribbles, hangs up or cannot be found, at every stage. No page is slower for it."""

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

from tests.certificates import in_one_file
from tests.reliability.bookings import furnished
from tests.reliability.letters import make_due, queue_letters
from tests.reliability.moods import LOSE_REPLIES, OPEN, OTHERS, STALLS, WELL
from tests.reliability.moody import FROZEN, Server, moody
from tests.reliability.oracle import Ledger, check_database, check_letters, check_memory
from tests.reliability.sinks import SinkLog
from tests.reliability.surroundings import surroundings
from tests.reliability.trials import Trial
from tests.reliability.waiting import wait_until
from tests.reliability.webs import ask, web_server
from tests.reliability.workers import Nursery, nursery
from tests.reliability.zygote import DOT_SECONDS
from vocabulary.settings import Settings

FAULT = "F4 mail server stalled"
NO_NAME = "no such name"
MOODS = (*STALLS, *OTHERS, FROZEN, NO_NAME)
SMOKE, FULL = (2, 1), (20, 3)
"""Letters a mood, and how many of them it strikes in a row before it ends."""

STAGE_SECONDS = 0.3
LONGEST_SECONDS = STAGE_SECONDS + 5.0
PAGE_SECONDS = 0.3
FIRST, QUIET = 5, 30
"""Pages that are asked for before there is any trouble: the first ones, which no later one is like, and the others."""

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reliability"), pytest.mark.timeout(1200)]


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
        for _ in range(FIRST + QUIET):
            quiet.look()
        quiet.seconds = quiet.seconds[FIRST:]
        with busy.reading():
            go_through_all(server, workers, ledger, letters=letters, strikes=strikes)
    bore = server.noted()
    bore.pop(OPEN)
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
        f"{replies} lost replies, at most {max(map(max, bore.values())):.1f} s a wait, "
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
        wait_until(partial(ledger.has_sent, letters * count), f"the letters after: {mood}")
    workers.stop(worker)


UNANSWERED = "SELECT coalesce(max(failures), 0) FROM mail_way"
