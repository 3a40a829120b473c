"""Processes that live and die together."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from commands.processes import STOP_SECONDS, ProcessEndedError, children, stop_all, stopped_by_signals, wait_until

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
ENDS = [sys.executable, "-c", "raise SystemExit(7)"]
STUBBORN = """
import pathlib, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[1]).touch()
time.sleep(60)
"""


def test_all_are_stopped_when_the_block_ends(tmp_path: Path) -> None:
    with children({"One": SLEEPS, "Two": SLEEPS}, folder=tmp_path) as running:
        assert [child.process.poll() for child in running] == [None, None]
    assert [child.process.returncode for child in running] == [-signal.SIGTERM, -signal.SIGTERM]


def test_one_that_ends_by_itself_ends_the_wait_and_the_others(tmp_path: Path) -> None:
    with (
        pytest.raises(ProcessEndedError, match=r"^The worker ended by itself with code 7\.$"),
        children({"The web server": SLEEPS, "The worker": ENDS}, folder=tmp_path) as running,
    ):
        wait_until(lambda: False, running=running)
    assert running[0].process.returncode == -signal.SIGTERM


def test_those_started_are_stopped_when_another_cannot_start(tmp_path: Path) -> None:
    started: list[int] = []
    with pytest.raises(FileNotFoundError), children({"One": SLEEPS, "Two": ["/nowhere"]}, folder=tmp_path) as running:
        started.append(len(running))
    assert started == []


def test_a_signal_is_noted_and_ends_nothing_by_itself() -> None:
    with stopped_by_signals() as stop:
        assert not stop.asked
        os.kill(os.getpid(), signal.SIGTERM)
        wait_until(lambda: stop.asked, running=[])
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_those_who_do_not_listen_are_ended_together_when_their_time_is_over(tmp_path: Path) -> None:
    deaf = [tmp_path / "one is deaf", tmp_path / "two is deaf"]
    commands = {path.stem: [sys.executable, "-c", STUBBORN, str(path)] for path in deaf}
    with children(commands, folder=tmp_path) as running:
        wait_until(lambda: all(path.exists() for path in deaf), running=running)
        begun = time.monotonic()
        stop_all(running, seconds=0.5)
        assert time.monotonic() - begun < 10
    assert [child.process.returncode for child in running] == [-signal.SIGKILL, -signal.SIGKILL]


def test_the_service_stops_within_ten_seconds() -> None:
    assert STOP_SECONDS < 10
