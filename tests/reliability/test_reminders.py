"""F6 and F7 for reminders: the service away over hundreds that fall due, and several workers afterwards."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import update

from models.database import db
from models.demonstration import Demonstration
from models.outbox import OutgoingMail
from scheduler.deed import deed
from scheduler.reminder_plan import plan_everything
from scheduler.reminding import set_ladder
from tests.making import NOW, make_ministry
from tests.reliability.letters import queue_letters
from tests.reliability.oracle import Ledger, check_database, check_memory
from tests.reliability.sinks import SinkLog, sink_process
from tests.reliability.surroundings import surroundings
from tests.reliability.trials import Trial
from tests.reliability.waiting import wait_until
from tests.reliability.workers import nursery
from tests.scheduler.reminding import bangkok, put_on_file
from tests.sink import accepted_in
from vocabulary.actor import OPERATOR
from vocabulary.reminders import Ladder, LadderStep, Reach
from vocabulary.settings import Settings
from vocabulary.states import MailState

FAULT = "F6 reminders due while away"
SMOKE, FULL = 100, 500
WORKERS = 3
STEPS = Ladder((LadderStep(3, Reach.PRIMARY), LadderStep(2, Reach.PRIMARY)), before=0)
"""On 6 and 7 January, for a meeting on the 11th."""

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("reliability"), pytest.mark.timeout(600)]


@dataclass(frozen=True)
class Away:
    """For how long the service was away after the second step fell due, and what becomes of everything then."""

    told: str
    back_at: datetime
    fates: tuple[str, ...]


SMOKE_CASES = (
    Away("3 days", bangkok(10), ("joined", "sent")),
    Away("past the start", bangkok(11, 15), ("missed", "missed")),
)
FULL_CASES = (
    Away("1 minute", bangkok(7, minute=1), ("joined", "sent")),
    Away("2 hours", bangkok(7, 11), ("joined", "sent")),
    *SMOKE_CASES,
)


def planned(count: int) -> None:
    """So many people who hold an invitation and have not answered, with two reminders each."""
    ministry = make_ministry()
    put_on_file(ministry)
    queue_letters(count, ministry=ministry)
    db.session.execute(update(OutgoingMail).values(state=MailState.SENT, attempts=1, due_at=None))
    db.session.commit()
    set_ladder("demo", STEPS, by=OPERATOR, now=NOW)
    with deed("plan reminders anew", by=OPERATOR, now=NOW):
        plan_everything(NOW)


def back_at(now: datetime) -> None:
    """Let the service's day go on from here."""
    db.session.add(Demonstration(id=1, opened_at=now, created_at=datetime.now(UTC), latest=now))
    db.session.commit()
    db.session.remove()


def test_what_fell_due_meanwhile_leaves_once_or_is_listed_as_missed(
    app: Flask, settings: Settings, ledger: Ledger, sink_log: SinkLog, trial: Trial, full: bool, case: Away
) -> None:
    count = FULL if full else SMOKE
    planned(count)
    back_at(case.back_at)
    told = {"reminders_per_hour": 10_000, "overdue_reminders": 10_000, "lease_seconds": 60}
    with (
        sink_process(sink_log.path) as port,
        nursery(surroundings(settings, mail_port=port, **told), settings.instance / "worker.log") as workers,
    ):
        numbers = [workers.fork() for _ in range(WORKERS)]
        planned_still = "SELECT count(*) FROM reminder WHERE state = 'planned'"
        wait_until(lambda: ledger.number(planned_still) == 0, "the last reminder's fate", every=0.2, patience=120)
        wait_until(lambda: ledger.unfinished() == 0, "the last letter", every=0.2, patience=120)
        for number in numbers:
            workers.stop(number)
    check_memory(trial, workers.most_megabytes)
    fates = dict(map(tuple, ledger.rows("SELECT state, count(*) FROM reminder GROUP BY state")))
    assert fates == {state: many * count for state, many in Counter(case.fates).items()}
    taken = sink_log.path.read_bytes().splitlines() if sink_log.path.exists() else []
    came = Counter(recipient for line in taken for recipient in accepted_in(line).recipients)
    assert set(came.values()) <= {1}, "somebody was reminded twice"
    assert len(came) == (count if "sent" in case.fates else 0)
    trial.holds("I1", "I2", "I3")
    check_database(trial, settings)
    trial.counted(lost=count * case.fates.count("sent") - len(came), twice=sum(came.values()) - len(came))
    trial.ended(f"{2 * count:,} due, away {case.told}, {WORKERS} workers", f"{len(came)} letters")
