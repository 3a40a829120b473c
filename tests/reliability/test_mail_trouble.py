"""F3: a mail server with every trouble at once, and a worker that is killed meanwhile. All arrive that can."""

import json
from collections import Counter
from pathlib import Path

import pytest
from flask import Flask

from tests.reliability.chaos import RATES, exists
from tests.reliability.deaths import kill_often
from tests.reliability.letters import address, queue_letters
from tests.reliability.oracle import Ledger, check_database, check_letters, check_memory
from tests.reliability.sinks import SinkLog, sink_process
from tests.reliability.surroundings import surroundings
from tests.reliability.trials import Trial
from tests.reliability.waiting import wait_until
from tests.reliability.workers import nursery
from vocabulary.settings import Settings

FAULT = "F3 mail server in trouble"
SMOKE, FULL = (400, 6), (2_000, 40)
RETRY_SECONDS = 0.05

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reliability"), pytest.mark.timeout(1800)]


def test_all_letters_arrive_that_can_and_the_refused_ones_are_known(
    app: Flask, settings: Settings, ledger: Ledger, sink_log: SinkLog, trial: Trial, full: bool
) -> None:
    letters, kills = FULL if full else SMOKE
    queue_letters(letters)
    with (
        sink_process(sink_log.path, module="tests.reliability.chaos") as port,
        nursery(
            surroundings(settings, mail_port=port, retry_seconds=RETRY_SECONDS), settings.instance / "worker.log"
        ) as workers,
    ):
        kill_often(workers, sink_log, letters=letters, kills=kills, seed=1)
        last = workers.fork()
        wait_until(lambda: ledger.unfinished() == 0, "the last letter")
        workers.stop(last)
    made = troubles(sink_log.path)
    came = check_letters(trial, sink_log, ledger, most_repeats=kills + made["drop"])
    nobody = {address(number) for number in range(1, letters + 1) if not exists(address(number))}
    assert refused(ledger) == nobody, "refused is exactly what the server refused"
    assert came.letters == letters - len(nobody)
    assert set(made) == {*RATES, "550"}, "every trouble came"
    check_database(trial, settings)
    check_memory(trial, workers.most_megabytes)
    trial.ended(
        f"{letters:,} letters, {sum(made.values())} troubles, {kills} kills",
        f"{made['drop']} lost replies, {came.refused} refused",
    )


def troubles(log: Path) -> Counter[str]:
    """How often the server made which trouble."""
    return Counter(json.loads(line)["kind"] for line in Path(f"{log}.faults").read_text("ascii").splitlines())


def refused(ledger: Ledger) -> set[str]:
    """Whose letters stand refused by the mail server, with its code."""
    rows = ledger.rows("SELECT address FROM outgoing_mail WHERE state = 'refused' AND reply_code = 550")
    return {one for (one,) in rows}
