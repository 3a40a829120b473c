"""The worker process under kill -9: nothing is lost, and every duplicate is the same letter."""

import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from jobs.worker import sender_of, tick
from models.database import db
from models.installation import WorkerBeat
from models.outbox import OutgoingMail
from scheduler.consultations import book, found
from scheduler.drafts import draft_of
from scheduler.queries.health import last_beat
from scheduler.releases import release
from tests.keeping import stamp
from tests.making import HAND, NOW, make_ministry, make_plan
from tests.sink import Accepted, accepted, sink_process
from vocabulary.actor import OPERATOR
from vocabulary.settings import Settings
from vocabulary.states import MailState

ROOT = Path(__file__).parent.parent.parent
LETTERS = 90
KILLS = 3
PATIENCE_SECONDS = 90


def queue_letters(count: int) -> None:
    """Release a consultation with so many invited people."""
    ministry = make_ministry(count)
    consultation_id = book(ministry.session_id, make_plan(), invited=ministry.everybody, hand=HAND)
    batch = draft_of(found(consultation_id).entry_id)
    assert batch is not None
    release(batch.id, by=OPERATOR, now=NOW, due_at=datetime.now(UTC))
    db.session.remove()


@contextmanager
def worker(settings: Settings, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process that sends to the sink, and is killed in the end if it still lives."""
    environment = os.environ | {
        "SAMAI_INSTANCE": str(settings.instance),
        "SAMAI_MAIL_HOST": "127.0.0.1",
        "SAMAI_MAIL_PORT": str(port),
        "SAMAI_MAIL_TLS": "none",
        "SAMAI_LEASE_SECONDS": "1",
    }
    command = [sys.executable, "-m", "flask", "--app", "app", "worker"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(log: Path, count: int) -> None:
    """Wait until the sink has taken so many letters."""
    end = time.monotonic() + PATIENCE_SECONDS
    while len(lines_of(log)) < count:
        assert time.monotonic() < end, f"the sink took {len(lines_of(log))} letters, not {count}"
        time.sleep(0.002)


def lines_of(log: Path) -> list[str]:
    """The whole lines the sink has written."""
    return log.read_text("ascii").splitlines() if log.exists() else []


def by_message_id(letters: list[Accepted]) -> dict[bytes, set[str]]:
    """The digests that were seen for each Message-ID."""
    seen: dict[bytes, set[str]] = defaultdict(set)
    for letter in letters:
        [message_id] = [line for line in letter.content.split(b"\r\n") if line.startswith(b"Message-ID:")]
        seen[message_id].add(letter.sha256)
    return seen


def wait_until_sent(count: int) -> None:
    """Wait until every promised letter is marked as sent."""
    end = time.monotonic() + PATIENCE_SECONDS
    sent = 0
    while sent < count and time.monotonic() < end:
        db.session.rollback()
        sent = db.session.scalar(select(func.count()).where(OutgoingMail.state == MailState.SENT)) or 0
        time.sleep(0.05)
    assert sent == count


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_ninety_letters_survive_three_kills_of_the_worker(app: Flask, settings: Settings, tmp_path: Path) -> None:
    queue_letters(LETTERS)
    log = tmp_path / "sink.jsonl"
    # The pause lies between the letter's arrival and the answer to its final dot: a kill inside it falls between the
    # sending and the mark.
    with sink_process(log, "--delay", "0.01") as port:
        for kill in range(1, KILLS + 1):
            with worker(settings, port) as process:
                wait_for(log, kill * 20)
                process.send_signal(signal.SIGKILL)
        with worker(settings, port):
            wait_until_sent(LETTERS)
    letters = accepted(log)
    seen = by_message_id(letters)
    assert len(seen) == LETTERS
    assert {letter.recipients for letter in letters} == {(f"focal{n}@agency.example",) for n in range(1, LETTERS + 1)}
    assert all(len(digests) == 1 for digests in seen.values())
    assert 1 <= len(letters) - LETTERS <= KILLS


def test_a_worker_stops_at_once_and_cleanly_when_it_is_told_to(app: Flask, settings: Settings, tmp_path: Path) -> None:
    log = tmp_path / "sink.jsonl"
    queue_letters(3)
    with sink_process(log) as port, worker(settings, port) as process:
        wait_until_sent(3)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    assert last_beat() is not None


def test_a_worker_that_is_told_to_stop_in_the_middle_ends_after_the_letter_in_hand(
    app: Flask, settings: Settings, tmp_path: Path
) -> None:
    log = tmp_path / "sink.jsonl"
    queue_letters(60)
    with sink_process(log, "--delay", "0.2") as port, worker(settings, port) as process:
        wait_for(log, 3)
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    db.session.rollback()
    rows = db.session.execute(select(OutgoingMail.state, func.count()).group_by(OutgoingMail.state)).all()
    states = {row[0]: row[1] for row in rows}
    assert states[MailState.SENT] == len(accepted(log))
    assert states[MailState.SENT] + states[MailState.QUEUED] == 60
    assert states[MailState.QUEUED] > 30


def test_a_worker_does_not_work_on_tables_of_another_programs_time(app: Flask) -> None:
    stamp("0001")
    result = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert result.exit_code == 1
    assert "The tables are of an older Samai" in result.stderr
    assert "Run: flask upgrade" in result.stderr


def test_a_tick_that_fails_is_told_in_the_log_and_the_next_one_looks_again(
    app: Flask, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    sender, beats = sender_of(app), select(func.count()).select_from(WorkerBeat)
    file, away = settings.instance / "samai.db", settings.instance / "away.db"
    db.session.remove()
    db.engine.dispose()
    file.rename(away)
    file.mkdir()  # which cannot be opened, as on a disk that is gone
    tick(app, sender.send_due, name=sender.name)
    assert caplog.messages[-1] == "the database did not answer; the next tick tries again"
    assert "unable to open database file" in vars(caplog.records[-1])["reason"]
    caplog.clear()
    file.rmdir()
    file.touch()  # without any table
    tick(app, sender.send_due, name=sender.name)
    assert caplog.messages[-1] == "a look at what is due could not be finished; the next tick tries again"
    caplog.clear()
    db.engine.dispose()
    for log in settings.instance.glob("samai.db-*"):
        log.unlink()
    away.replace(file)
    tick(app, sender.send_due, name=sender.name)
    assert (caplog.messages, db.session.scalar(beats)) == ([], 1)
