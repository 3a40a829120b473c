"""F5: the mail server is away for hours, with thousands of letters waiting, and then takes few a second. All arrive."""

from pathlib import Path

import pytest
from flask import Flask

from tests.certificates import in_one_file
from tests.reliability.letters import queue_letters
from tests.reliability.moods import AT_MOST, AWAY, OPEN, TOO_MANY
from tests.reliability.moody import moody
from tests.reliability.oracle import Ledger, check_database, check_letters, check_memory
from tests.reliability.sinks import SinkLog
from tests.reliability.surroundings import surroundings
from tests.reliability.trials import Trial
from tests.reliability.waiting import wait_until
from tests.reliability.workers import nursery
from vocabulary.settings import Settings

FAULT = "F5 mail server away for hours"
SMOKE, FULL = (60, 5, 10), (5_000, 9, 20)
"""Letters; how often nobody answers before the server is back; how many letters it then takes a second."""

RETRY_SECONDS = 0.05
"""Instead of thirty: two hours pass in twelve seconds."""

WORKERS, MOST_ATTEMPTS = 3, 12

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reliability"), pytest.mark.timeout(3600)]


def test_what_has_waited_for_hours_leaves_without_a_rush(
    app: Flask, settings: Settings, ledger: Ledger, sink_log: SinkLog, trial: Trial, full: bool, tmp_path: Path
) -> None:
    letters, tries, a_second = FULL if full else SMOKE
    certificate = in_one_file(tmp_path / "own")
    queue_letters(letters)
    told = {"retry_seconds": RETRY_SECONDS, "lease_seconds": 60}
    with (
        moody(sink_log.path, certificate, certificate) as server,
        nursery(surroundings(settings, mail_port=server.port, **told), settings.instance / "worker.log") as workers,
    ):
        server.become(AWAY)
        numbers = [workers.fork() for _ in range(WORKERS)]
        unanswered = "SELECT coalesce(max(failures), 0) FROM mail_way"
        wait_until(lambda: ledger.number(unanswered) >= tries, "nobody to answer")
        tried = ledger.number("SELECT sum(attempts) FROM outgoing_mail")
        server.become(f"{AT_MOST}{a_second}")
        wait_until(lambda: ledger.unfinished() == 0, "the last letter", every=0.1, patience=3000)
        for number in numbers:
            workers.stop(number)
        noted = server.noted()
    assert tried < 2 * tries, "one letter is tried at a time, not all that wait"
    attempts = ledger.number("SELECT max(attempts) FROM outgoing_mail")
    assert attempts <= MOST_ATTEMPTS
    assert max(noted[OPEN]) <= WORKERS
    assert noted[TOO_MANY], "the server was asked for more than it takes"
    came = check_letters(trial, sink_log, ledger, most_repeats=0)
    assert (came.letters, came.refused) == (letters, 0)
    check_database(trial, settings)
    check_memory(trial, workers.most_megabytes)
    trial.ended(
        f"{letters:,} letters, {tries} tries in vain, then {a_second} a second",
        f"{len(noted[TOO_MANY])} times told 421, at most {attempts} tries a letter, {max(noted[OPEN]):.0f} connections",
    )
