"""F2: the web server is killed again and again while consultations are booked. What was answered is there, once."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from flask import Flask

from tests.reliability.bookings import INVITED, Officer, check_bookings, furnished, officer
from tests.reliability.oracle import Ledger, check_database, check_letters, check_memory
from tests.reliability.sinks import SinkLog, sink_process
from tests.reliability.surroundings import surroundings
from tests.reliability.trials import Trial
from tests.reliability.waiting import wait_until
from tests.reliability.webs import Web, web_server
from tests.reliability.workers import nursery
from vocabulary.settings import Settings

FAULT = "F2 web server killed"
SMOKE, FULL = (120, 4, 4), (2_000, 100, 8)
RELEASED_EVERY = 4
PHASE_SECONDS = 0.1
"""About as long as a booking takes."""

MOST = 0.9
"""The part of all bookings by which the last death has come."""

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reliability"), pytest.mark.timeout(3600)]


def test_a_booking_that_was_answered_is_kept_however_often_the_web_server_is_killed(
    app: Flask, settings: Settings, ledger: Ledger, sink_log: SinkLog, trial: Trial, full: bool
) -> None:
    bookings, kills, clients = FULL if full else SMOKE
    house, booked = furnished(app), dict[int, int]()
    with web_server(surroundings(settings), settings.instance / "web.log") as web, ThreadPoolExecutor(clients) as desk:
        officers = [officer(house, [web.port]) for _ in range(clients)]
        at_work = [
            desk.submit(book_all, one, range(first, bookings, clients), booked) for first, one in enumerate(officers)
        ]
        kill_often(web, booked, bookings=bookings, kills=kills)
        for one in at_work:
            one.result()
    released = sum(1 for number in booked if number % RELEASED_EVERY == 0)
    check_bookings(trial, ledger, booked, released=released)
    send_all(settings, ledger, sink_log)
    came = check_letters(trial, sink_log, ledger, most_repeats=0)
    assert (len(booked), came.letters) == (bookings, released * INVITED)
    check_database(trial, settings)
    check_memory(trial, web.most_megabytes)
    lost = sum(one.lost for one in officers)
    trial.ended(f"{bookings:,} bookings, {kills} kills", f"{lost} answers that never came")


def book_all(one: Officer, numbers: range, booked: dict[int, int]) -> None:
    """Book one consultation after the other, and release the letters of some."""
    for number in numbers:
        consultation_id = one.book(number)
        if number % RELEASED_EVERY == 0:
            one.release(consultation_id)
        booked[number] = consultation_id


def kill_often(web: Web, booked: dict[int, int], *, bookings: int, kills: int) -> None:
    """Kill the server at moments when officers are at work, and start it anew."""
    rng = random.Random(1)
    for goal in sorted(rng.sample(range(1, int(bookings * MOST)), kills)):
        wait_until(partial(has, web, booked, count=max(goal, len(booked) + 1)), "bookings", every=0.002)
        time.sleep(rng.uniform(0, PHASE_SECONDS))  # the moment is the injection: any will do, so chance has it
        web.kill()
        web.start()


def has(web: Web, booked: dict[int, int], *, count: int) -> bool:
    """Whether so many consultations are booked; a server that ends by itself has failed."""
    assert web.process is not None
    assert web.process.poll() is None, (
        f"the web server ended by itself: {Path(web.errors.name).read_text('utf-8')[-3000:]}"
    )
    return len(booked) >= count


def send_all(settings: Settings, ledger: Ledger, log: SinkLog) -> None:
    """Let a worker send whatever was released."""
    with (
        sink_process(log.path) as port,
        nursery(surroundings(settings, mail_port=port), settings.instance / "worker.log") as workers,
    ):
        worker = workers.fork()
        wait_until(lambda: ledger.unfinished() == 0, "the last letter")
        workers.stop(worker)
