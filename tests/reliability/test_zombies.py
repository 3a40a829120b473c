"""F8: a worker stands still for longer than its lease, and goes on as if nothing had happened. It changes nothing."""

import random
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from flask import Flask

from tests.reliability.deaths import has
from tests.reliability.letters import make_due, queue_letters
from tests.reliability.oracle import Ledger, check_database, check_letters, check_memory
from tests.reliability.sinks import SinkLog, sink_process
from tests.reliability.stops import stopped
from tests.reliability.surroundings import LEASE_SECONDS, surroundings
from tests.reliability.trials import Trial
from tests.reliability.waiting import wait_until
from tests.reliability.workers import nursery
from vocabulary.settings import Settings

FAULT = "F8 worker comes back late"
SMOKE, FULL = 2, 20
LETTERS = 150
"""Due before each stop: more than one worker claims."""

ANSWER_SECONDS = 0.01
"""A letter is mostly on its way when its worker is stopped."""

TOO_LATE = "a letter was claimed by another sender meanwhile"

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reliability"), pytest.mark.timeout(1800)]


def test_a_worker_that_overslept_its_lease_repeats_one_letter_at_most_and_marks_none(
    app: Flask, settings: Settings, ledger: Ledger, sink_log: SinkLog, trial: Trial, full: bool
) -> None:
    stops, rng, log = FULL if full else SMOKE, random.Random(1), settings.instance / "worker.log"
    letters = LETTERS * stops
    queue_letters(letters)
    make_due(datetime.now(UTC) + timedelta(days=1))
    with (
        sink_process(sink_log.path, f"--delay={ANSWER_SECONDS}") as port,
        nursery(surroundings(settings, mail_port=port), log) as workers,
    ):
        numbers = [workers.fork(), workers.fork()]
        for stop in range(1, stops + 1):
            make_due(datetime.now(UTC), letters=LETTERS)
            goal = sink_log.count() + rng.randint(1, LETTERS // 3)
            wait_until(partial(has, sink_log, goal), "letters to be sent", every=0.001)
            let_one_oversleep(ledger, numbers, settings=settings, rng=rng)
            wait_until(partial(ledger.has_sent, LETTERS * stop), "the rest of the letters")
        for number in numbers:
            workers.stop(number)
    came = check_letters(trial, sink_log, ledger, most_repeats=stops, may_go_on=True)
    assert (came.letters, came.refused) == (letters, 0)
    rejected = log.read_text("utf-8").count(TOO_LATE)
    assert came.repeats > 0, "no worker was stopped over a letter"
    assert rejected > 0, "nobody came back too late"
    check_database(trial, settings)
    check_memory(trial, workers.most_megabytes)
    trial.ended(
        f"{letters:,} letters, {stops} stops beyond a lease of {LEASE_SECONDS} s",
        f"{rejected} marks of late ones rejected",
    )


def let_one_oversleep(ledger: Ledger, numbers: Sequence[int], *, settings: Settings, rng: random.Random) -> None:
    """Stop one of those that hold letters until the other has taken them all over.

    One that was stopped with the database's lock in its hands would keep everybody waiting: that is another fault.
    """
    while busy := [number for number in numbers if not is_idle(ledger, number)]:
        sleeper = rng.choice(busy)
        with stopped(sleeper):
            if is_free(settings.instance / "samai.db"):
                wait_until(partial(is_idle, ledger, sleeper), "the other to take over")
                return


def is_idle(ledger: Ledger, number: int) -> bool:
    """Whether the worker of this process holds no letter."""
    return ledger.number(f"SELECT count(*) FROM outgoing_mail WHERE claimed_by LIKE '%-{number}-%'") == 0


def is_free(file: Path) -> bool:
    """Whether somebody may write, now or as soon as whoever does has ended."""
    with closing(sqlite3.connect(file, isolation_level=None, timeout=1)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        connection.execute("ROLLBACK")
        return True
