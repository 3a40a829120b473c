"""F10: the disk is full. Pages are shown, forms are refused whole, and as soon as there is room all goes on."""

import shutil
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event

import pytest
from flask import Flask

from models.database import db
from tests.reliability.bookings import NEW, House, Officer, check_bookings, furnished, number_in, officer
from tests.reliability.deaths import has
from tests.reliability.disks import Disk, disk
from tests.reliability.letters import queue_letters
from tests.reliability.oracle import Ledger, check_database, check_letters, check_memory
from tests.reliability.sinks import SinkLog, sink_process
from tests.reliability.surroundings import surroundings
from tests.reliability.trials import Trial
from tests.reliability.waiting import wait_until
from tests.reliability.webs import Answer, Web, ask, web_server
from tests.reliability.workers import Nursery, nursery
from vocabulary.settings import Settings

FAULT = "F10 disk full"
SMOKE, FULL = 2, 10
REFUSED = 3
"""Forms that must be refused before there is room again."""

RECOVERY_SECONDS = 10.0
WORDS = "The disk of this service is full"
LETTERS = 150
"""More for each time than the worker can send before it."""

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reliability"), pytest.mark.timeout(900)]


@dataclass
class Clerk:
    """An officer who books all day, and what was answered."""

    one: Officer
    booked: dict[int, int] = field(default_factory=dict)
    refused: int = 0

    def work(self, stop: Event) -> None:
        """Send one form after the other; a refused one again, until it is taken or somebody says stop."""
        for number in count():
            fields = self.one.fields(number)
            answer = self.one.ask(NEW, fields, port=self.one.ports[0])
            while answer.status == 503:
                assert WORDS in answer.text
                self.refused += 1
                answer = self.one.ask(NEW, fields, port=self.one.ports[0])
            self.booked[number] = number_in(answer)
            if stop.is_set():
                return

    def page(self) -> Answer:
        """What an officer reads meanwhile."""
        return ask(self.one.ports[0], "/consultations", cookie=self.one.cookie)


@dataclass
class Place:
    """An installation whose folder stands on the disk, with the processes that work on it."""

    settings: Settings
    workers: list[Nursery] = field(default_factory=list)
    webs: list[Web] = field(default_factory=list)

    def writers(self) -> Iterator[int]:
        """Every process that may want to write there."""
        for place in self.workers:
            yield from place.alive
        for web in self.webs:
            yield from web.members()


def moved(app: Flask, settings: Settings, folder: Path) -> Settings:
    """The installation with its database, in another folder."""
    db.session.remove()
    db.engine.dispose()
    shutil.copytree(settings.instance, folder)
    return settings.model_copy(update={"instance": folder})


def test_a_full_disk_refuses_forms_whole_and_is_survived_without_a_restart(
    app: Flask, settings: Settings, sink_log: SinkLog, trial: Trial, full: bool, tmp_path: Path
) -> None:
    times = FULL if full else SMOKE
    house = furnished(app)
    queue_letters(LETTERS * times, ministry=house.ministry)
    place = Place(settings)
    with disk(tmp_path / "disk", place.writers) as small:
        place.settings = moved(app, settings, small.folder / "instance")
        ledger = Ledger(place.settings)
        clerk, slowest = filled_again_and_again(place, house, small, log=sink_log, times=times)
        check_bookings(trial, ledger, clerk.booked, released=0, others=1)
        came = check_letters(trial, sink_log, ledger, most_repeats=0)
        assert came.letters == LETTERS * times
        check_database(trial, place.settings)
    check_memory(trial, max(place.workers[0].most_megabytes, place.webs[0].most_megabytes))
    trial.ended(
        f"{small.name} full {times} times, {len(clerk.booked)} forms, {came.letters} letters",
        f"{clerk.refused} refused, back after {slowest:.1f} s",
    )


def filled_again_and_again(place: Place, house: House, small: Disk, *, log: SinkLog, times: int) -> tuple[Clerk, float]:
    """Fill the disk while a clerk and a worker write, again and again; the clerk, and how long until both went on."""
    slowest, stop, kept = 0.0, Event(), log.path.parent
    with (
        sink_process(log.path, "--delay=0.01") as port,
        nursery(surroundings(place.settings, mail_port=port), kept / "worker.log") as workers,
        web_server(surroundings(place.settings), kept / "web.log") as web,
        ThreadPoolExecutor(1) as desk,
    ):
        place.workers, place.webs, worker = [workers], [web], workers.fork()
        clerk = Clerk(officer(house, [web.port]))
        at_work = desk.submit(clerk.work, stop)
        for _ in range(times):
            wait_until(partial(has, log, log.count() + 5), "letters to be sent")
            small.fill()
            wait_until(partial(refuses, clerk, clerk.refused + REFUSED, at_work), "a form to be refused")
            assert clerk.page().status == 200, "pages are shown meanwhile"
            before = len(clerk.booked), log.count()
            small.empty()
            began = time.monotonic()
            wait_until(partial(goes_on, clerk, log, before, at_work), "work to go on")
            slowest = max(slowest, time.monotonic() - began)
        stop.set()
        at_work.result()
        wait_until(lambda: Ledger(place.settings).unfinished() == 0, "the last letter")
        workers.stop(worker)
    assert slowest <= RECOVERY_SECONDS
    return clerk, slowest


def refuses(clerk: Clerk, count: int, at_work: Future[None]) -> bool:
    """Whether so many forms were refused, or the clerk has met something else."""
    return clerk.refused >= count or at_work.done()


def goes_on(clerk: Clerk, log: SinkLog, before: tuple[int, int], at_work: Future[None]) -> bool:
    """Whether a form was taken since and a letter sent, or the clerk has met something else."""
    return (len(clerk.booked) > before[0] and log.count() > before[1]) or at_work.done()
