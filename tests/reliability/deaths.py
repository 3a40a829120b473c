"""Workers killed while they send."""

import random
import time
from functools import partial

from tests.reliability.sinks import SinkLog
from tests.reliability.waiting import wait_until
from tests.reliability.workers import Nursery

PHASE_SECONDS = 0.02
"""Longer than one letter takes on a machine with nothing else to do."""

MOST = 0.9
"""The part of all letters by whose arrival the last death has come."""


def kill_often(workers: Nursery, log: SinkLog, *, letters: int, kills: int, seed: int) -> None:
    """Kill one worker after the other, each at some moment while it sends, spread over so many letters."""
    rng = random.Random(seed)
    for goal in sorted(rng.sample(range(1, int(letters * MOST)), kills)):
        before, worker = log.count(), workers.fork()
        wait_until(partial(has, log, max(goal, before + 1)), "letters to be sent", every=0.003)
        time.sleep(rng.uniform(0, PHASE_SECONDS))  # the moment is the injection: any will do, so chance has it
        workers.kill(worker)


def has(log: SinkLog, count: int) -> bool:
    """Whether so many letters have arrived."""
    return log.count() >= count
