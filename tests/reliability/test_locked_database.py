"""F13: somebody else keeps the database to himself. Short waits go unnoticed, long ones are said, nothing is lost."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from flask import Flask

from tests.reliability.bookings import NEW, Officer, check_bookings, furnished, number_in, officer
from tests.reliability.deaths import has
from tests.reliability.letters import queue_letters
from tests.reliability.oracle import Ledger, check_database, check_letters, check_memory
from tests.reliability.sinks import SinkLog, sink_process
from tests.reliability.surroundings import surroundings, unmeasured
from tests.reliability.trials import Trial
from tests.reliability.waiting import wait_until
from tests.reliability.webs import ask, web_server
from tests.reliability.workers import nursery
from vocabulary.settings import Settings

FAULT = "F13 database held"
SMOKE, FULL = (1, 6), (1, 4, 6, 1, 4, 6, 1, 4, 6, 30)
FORMS = 4
PATIENT_SECONDS, LONG_SECONDS = 4.5, 5.9
"""A form waits for five seconds: what is held for less is waited for, what is held for more is not."""

LETTERS = 300
"""More for each time than the worker can send before it."""

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reliability"), pytest.mark.timeout(900)]


@dataclass
class Office:
    """Officers who send their forms at the same time, and what they have booked."""

    officers: Sequence[Officer]
    booked: dict[int, int] = field(default_factory=dict)

    def book_all(self, file: Path, seconds: float) -> int:
        """Book while the database is held, and send again what was answered with Busy; how often that was."""
        first = len(self.booked)
        forms = [(one, one.fields(first + place)) for place, one in enumerate(self.officers)]
        with ThreadPoolExecutor(len(forms)) as presses, held(file, seconds) as hold:
            asked = [presses.submit(one.ask, NEW, fields, port=one.ports[0]) for one, fields in forms]
            page = ask(forms[0][0].ports[0], "/consultations", cookie=forms[0][0].cookie)
            assert page.status == 200, "pages are shown meanwhile"
            hold.wait()
            answers = [one.result() for one in asked]
        assert {(one.status, one.headers["Retry-After"]) for one in answers} <= {(303, None), (503, "5")}
        busy = [answer for answer in answers if answer.status == 503]
        assert not busy or hold.seconds > PATIENT_SECONDS
        assert busy or hold.seconds < LONG_SECONDS
        assert all("nothing was changed" in answer.text and "Traceback" not in answer.text for answer in busy)
        for place, ((one, fields), answer) in enumerate(zip(forms, answers, strict=True)):
            self.booked[first + place] = number_in(one.sent(NEW, fields) if answer.status == 503 else answer)
        return len(busy)


@dataclass
class Hold:
    """A process that holds the database, and for how long it did, once that is known."""

    process: subprocess.Popen[str]
    seconds: float = 0.0

    def wait(self) -> None:
        """Wait until the database is free again."""
        assert self.process.stdout is not None
        self.seconds = float(self.process.stdout.readline())


@contextmanager
def held(file: Path, seconds: float) -> Iterator[Hold]:
    """Another process holds the database, from before the block begins."""
    program = Path(__file__).with_name("holder.py")
    command = [sys.executable, str(program), str(file), str(seconds)]
    with subprocess.Popen(command, env=unmeasured(), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield Hold(process)


def test_a_database_that_somebody_else_holds_loses_nothing(
    app: Flask, settings: Settings, ledger: Ledger, sink_log: SinkLog, trial: Trial, full: bool
) -> None:
    times, busy, house = FULL if full else SMOKE, 0, furnished(app)
    queue_letters(LETTERS * len(times), ministry=house.ministry)
    logs = [settings.instance / name for name in ("web.log", "worker.log")]
    with (
        sink_process(sink_log.path, "--delay=0.01") as port,
        nursery(surroundings(settings, mail_port=port), logs[1]) as workers,
        web_server(surroundings(settings), logs[0]) as web,
    ):
        office, worker = Office([officer(house, [web.port]) for _ in range(FORMS)]), workers.fork()
        for seconds in times:
            wait_until(partial(has, sink_log, sink_log.count() + 5), "letters to be sent")
            busy += office.book_all(settings.instance / "samai.db", seconds)
        wait_until(lambda: ledger.unfinished() == 0, "the last letter")
        workers.stop(worker)
    check_bookings(trial, ledger, office.booked, released=0, others=1)
    came = check_letters(trial, sink_log, ledger, most_repeats=0)
    assert came.letters == LETTERS * len(times)
    assert [log.name for log in logs if "Traceback" in log.read_text("utf-8")] == []
    check_database(trial, settings)
    check_memory(trial, max(web.most_megabytes, workers.most_megabytes))
    spelt = "/".join(str(seconds) for seconds in sorted(set(times)))
    trial.ended(
        f"held {len(times)} times for {spelt} s, {len(office.booked)} forms, {came.letters:,} letters",
        f"{busy} told to come again",
    )
