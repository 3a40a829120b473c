"""F1: the worker is killed again and again while it sends. Nothing is lost, and a death repeats one letter at most."""

import pytest
from flask import Flask

from tests.reliability.deaths import kill_often
from tests.reliability.letters import queue_letters
from tests.reliability.oracle import Ledger, check_database, check_letters, check_memory
from tests.reliability.sinks import SinkLog, sink_process
from tests.reliability.surroundings import surroundings
from tests.reliability.trials import Trial
from tests.reliability.waiting import wait_until
from tests.reliability.workers import nursery
from vocabulary.settings import Settings

FAULT = "F1 worker killed"
SMOKE, FULL = (3_000, 60), (10_000, 200)
ANSWER_SECONDS = 0.002
"""Between a letter's reaching the disk and the answer to its final dot: a kill in it falls between sending and mark."""

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reliability"), pytest.mark.timeout(1800)]


def test_no_letter_is_lost_however_often_the_worker_is_killed(
    app: Flask, settings: Settings, ledger: Ledger, sink_log: SinkLog, trial: Trial, full: bool, seed: int
) -> None:
    letters, kills = FULL if full else SMOKE
    queue_letters(letters)
    with (
        sink_process(sink_log.path, f"--delay={ANSWER_SECONDS}") as port,
        nursery(surroundings(settings, mail_port=port), settings.instance / "worker.log") as workers,
    ):
        kill_often(workers, sink_log, letters=letters, kills=kills, seed=seed)
        last = workers.fork()
        wait_until(lambda: ledger.unfinished() == 0, "the last letter")
        workers.stop(last)
    came = check_letters(trial, sink_log, ledger, most_repeats=kills)
    assert (came.letters, came.refused) == (letters, 0)
    assert came.repeats > 0, "no kill fell between a final dot and its mark"
    check_database(trial, settings)
    check_memory(trial, workers.most_megabytes)
    trial.ended(f"{letters:,} letters, {kills} kills, seed {seed}")
