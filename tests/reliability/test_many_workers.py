"""F7: several workers on one database, and several web servers too. Each letter leaves once, each form acts once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from flask import Flask

from tests.reliability.bookings import INVITED, NEW, Officer, check_bookings, furnished, number_in, officer
from tests.reliability.letters import queue_letters
from tests.reliability.oracle import Ledger, check_database, check_letters, check_memory
from tests.reliability.sinks import SinkLog, sink_process
from tests.reliability.surroundings import surroundings
from tests.reliability.trials import Trial
from tests.reliability.waiting import wait_until
from tests.reliability.webs import Fields, web_server
from tests.reliability.workers import nursery
from vocabulary.settings import Settings

FAULT = "F7 many workers"
WORKERS, WEBS, OFFICERS = 4, 2, 4
SMOKE, FULL = 1_000, 20_000
SMOKE_BOOKINGS, FULL_BOOKINGS = 12, 400
LEASE_SECONDS = 60
"""Longer than a busy machine may hold a worker up, as in earnest: nobody dies here, and no claim may run out."""

POSTGRESQL = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reliability"), pytest.mark.timeout(3600)]


def send_together(settings: Settings, ledger: Ledger, log: SinkLog) -> float:
    """Let four workers send whatever is due; the most memory that one of them took."""
    told = {"lease_seconds": LEASE_SECONDS}
    with (
        sink_process(log.path) as port,
        nursery(surroundings(settings, mail_port=port, **told), settings.instance / "worker.log") as workers,
    ):
        numbers = [workers.fork() for _ in range(WORKERS)]
        wait_until(lambda: ledger.unfinished() == 0, "the last letter", every=0.2, patience=3000)
        for number in numbers:
            workers.stop(number)
    return workers.most_megabytes


def all_once(settings: Settings, ledger: Ledger, log: SinkLog, *, trial: Trial, letters: int) -> None:
    """Four workers send so many letters, each once."""
    queue_letters(letters)
    check_memory(trial, send_together(settings, ledger, log))
    came = check_letters(trial, log, ledger, most_repeats=0)
    assert (came.letters, came.refused) == (letters, 0)
    check_database(trial, settings)
    where = "PostgreSQL" if settings.database_url else "SQLite"
    trial.ended(f"{letters:,} letters, {WORKERS} workers, {where}")


def test_four_workers_on_one_file_send_each_letter_once(
    app: Flask, settings: Settings, ledger: Ledger, sink_log: SinkLog, trial: Trial, full: bool
) -> None:
    all_once(settings, ledger, sink_log, trial=trial, letters=FULL if full else SMOKE)


@POSTGRESQL
def test_four_workers_on_one_server_send_each_letter_once(
    app: Flask, settings: Settings, ledger: Ledger, sink_log: SinkLog, trial: Trial, full: bool
) -> None:
    all_once(settings, ledger, sink_log, trial=trial, letters=FULL if full else SMOKE)


@POSTGRESQL
def test_a_form_sent_to_two_web_servers_at_once_acts_once(
    app: Flask, settings: Settings, ledger: Ledger, sink_log: SinkLog, trial: Trial, full: bool
) -> None:
    bookings = FULL_BOOKINGS if full else SMOKE_BOOKINGS
    house, booked, log = furnished(app), dict[int, int](), settings.instance / "web.log"
    with ExitStack() as stack:
        webs = [stack.enter_context(web_server(surroundings(settings), log)) for _ in range(WEBS)]
        ports = [web.port for web in webs]
        desk = stack.enter_context(ThreadPoolExecutor(OFFICERS))
        officers = [officer(house, ports) for _ in range(OFFICERS)]
        at_work = [
            desk.submit(book_everywhere, one, range(first, bookings, OFFICERS), booked)
            for first, one in enumerate(officers)
        ]
        for one in at_work:
            one.result()
    check_bookings(trial, ledger, booked, released=bookings)
    send_together(settings, ledger, sink_log)
    came = check_letters(trial, sink_log, ledger, most_repeats=0)
    assert came.letters == bookings * INVITED
    check_database(trial, settings)
    check_memory(trial, max(web.most_megabytes for web in webs))
    trial.ended(
        f"{bookings} bookings, each form to {WEBS} web servers at once, {WORKERS} workers, PostgreSQL",
    )


def book_everywhere(one: Officer, numbers: range, booked: dict[int, int]) -> None:
    """Book and release, each form sent to all servers at the same time."""
    with ThreadPoolExecutor(WEBS) as presses:
        for number in numbers:
            answers = everywhere(one, presses, NEW, one.fields(number))
            [booked[number]] = {number_in(answer) for answer in answers}
            one.release(booked[number])


def everywhere(one: Officer, presses: ThreadPoolExecutor, path: str, fields: Fields) -> list[Any]:
    """The answers of all servers to the same form."""
    tries = [presses.submit(one.ask, path, fields, port=port) for port in one.ports]
    answers = [answer.result() for answer in tries]
    assert {answer.status for answer in answers} == {303}
    return answers
