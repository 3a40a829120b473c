"""The whole service from one terminal."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete

from commands.output import settings
from commands.processes import Stop
from commands.up import answers, attend, commands, lead_to, make_ready, print_links
from models.database import db
from models.people import Person
from models.search import SearchEntry
from scheduler.search_rebuild import is_blank
from tests.conftest import ROOT
from tests.fixtures import People
from tests.keeping import stamp

UP = [sys.executable, "-m", "flask", "--app", "app", "up"]


@pytest.fixture
def port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free: int = probe.getsockname()[1]
        return free


class Service:
    """The service under test, read line by line."""

    def __init__(self, instance: Path, port: int, **more: str) -> None:
        environment = {**os.environ, "SAMAI_INSTANCE": str(instance), "PORT": str(port), **more}
        self.process = subprocess.Popen(
            UP, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def until(self, words: str) -> str:
        """What it says up to the line with these words."""
        said = ""
        for line in self.process.stdout or ():
            said += line
            if words in line:
                return said
        raise AssertionError(f"it ended and never said {words!r}:\n{said}")

    def child(self, word: str) -> int:
        """The number of the process it has started whose last word this is."""
        number = self.process.pid
        for child in Path(f"/proc/{number}/task/{number}/children").read_text().split():
            if Path(f"/proc/{child}/cmdline").read_text().rstrip("\0").endswith(word):
                return int(child)
        raise AssertionError(f"no child of {number} ends with {word!r}")

    def end(self, number: int) -> tuple[int, str, float]:
        """Its exit code, last words and seconds after this signal."""
        begun = time.monotonic()
        self.process.send_signal(number)
        rest = "".join(self.process.stdout or ())
        return self.process.wait(20), rest, time.monotonic() - begun


@pytest.fixture
def services() -> Iterator[list[Service]]:
    """Services that a test starts; none outlives it."""
    started: list[Service] = []
    yield started
    for service in started:
        if service.process.poll() is None:
            service.process.terminate()
            service.process.wait(20)
        if service.process.stdout:
            service.process.stdout.close()


def test_it_runs_prints_three_links_stops_cleanly_and_runs_again(
    tmp_path: Path, port: int, services: list[Service]
) -> None:
    services.append(Service(tmp_path, port))
    said = services[0].until("Ctrl-C stops it")
    links = re.findall(r"http://127\.0\.0\.1:\d+/sign-in/link/\S+", said)
    assert len(links) == 3
    assert "Head of mission, Vienna" in said
    assert str(tmp_path / "outgoing") in said
    with urllib.request.urlopen(links[1], timeout=10) as page:
        assert page.status == 200
    code, rest, seconds = services[0].end(signal.SIGINT)
    assert (code, "stopping" in rest) == (0, True)
    assert seconds < 10
    assert not answers(port)

    services.append(Service(tmp_path, port))
    again = services[1].until("Ctrl-C stops it")
    assert "loaded" not in again, "what is there is not loaded again"
    with urllib.request.urlopen(links[2], timeout=10) as page:
        assert page.status == 200
    code, _, seconds = services[1].end(signal.SIGTERM)
    assert code == 0
    assert seconds < 10


def test_the_death_of_the_worker_ends_the_rest_and_says_why(tmp_path: Path, port: int, services: list[Service]) -> None:
    services.append(Service(tmp_path, port))
    services[0].until("Ctrl-C stops it")
    os.kill(services[0].child("worker"), signal.SIGKILL)
    rest = services[0].until("Stopping the rest.")
    assert "The worker ended by itself with code -9." in rest
    assert "Start it again: what was saved is safe" in rest
    assert services[0].process.wait(20) == 1
    assert not answers(port)


def test_a_port_that_is_taken_is_said_before_anything_is_made(tmp_path: Path, services: list[Service]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        services.append(Service(tmp_path, number))
        said = services[0].until("is taken")
        assert services[0].process.wait(20) == 1
    assert said == f"Port {number} is taken. Stop what uses it, or choose another: PORT={number + 1} make run\n"
    assert not (tmp_path / "samai.db").exists()


def test_a_port_that_is_none_is_a_wrong_call(tmp_path: Path, services: list[Service]) -> None:
    services.append(Service(tmp_path, 0))
    services[0].until("Invalid value")
    assert services[0].process.wait(20) == 2


def test_the_web_server_has_one_process_and_eight_threads() -> None:
    line = " ".join(commands(8123)["The web server"])
    assert "--host 127.0.0.1 --port 8123 --workers 1 --blocking-threads 8" in line


def test_what_older_tables_hold_can_be_found_afterwards(app: Flask, people: People) -> None:
    stamp()
    db.session.execute(delete(SearchEntry))
    db.session.commit()
    assert is_blank()
    make_ready()
    assert not is_blank()


def test_a_start_that_takes_too_long_is_said_and_one_that_is_stopped_says_nothing(
    app: Flask, port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    attend(port, [], stop=Stop(asked=True))
    assert capsys.readouterr().err == ""
    with pytest.raises(SystemExit) as ended:
        attend(port, [], stop=Stop(), patience=0.1)
    assert ended.value.code == 1
    assert capsys.readouterr().err == "The web server does not answer. Look at the lines above.\n"


def test_whoever_has_another_address_by_now_stops_nothing(
    app: Flask, people: People, capsys: pytest.CaptureFixture[str]
) -> None:
    db.session.get_one(Person, people.focal["oag"]).email = "new@oag.example"
    db.session.commit()
    print_links()
    said = capsys.readouterr().out
    assert "nobody who may sign in has the address sira@oag.example any more" in said
    assert "/sign-in/link/" in said


def test_links_lead_to_the_port_that_is_asked_for(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8000")
    lead_to(8123)
    assert settings().base_url == "http://127.0.0.1:8123"
    assert os.environ["PORT"] == "8123"


def test_an_address_that_is_set_stays(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8000")
    own = settings().model_copy(update={"base_url": "https://samai.ministry.example"})
    monkeypatch.setitem(app.extensions, "samai_settings", own)
    lead_to(8123)
    assert settings().base_url == "https://samai.ministry.example"
    assert os.environ["PORT"] == "8000"
