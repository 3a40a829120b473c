"""How log lines look."""

import io
import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from vocabulary.logs import HANDLER, LogFormat, configure_logs, escaped, masked

LOG = logging.getLogger("tests.logs")
EVIL = "line\n2026-11-24 forged \x1b[31m \x9b2J \u202e \u2028 \x7f \udc80 \U000e0001"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave the log to the other tests as it was."""
    kept = sys.excepthook
    yield
    configure_logs(LogFormat.JSON)
    sys.excepthook = kept


class Terminal(io.StringIO):
    """Where somebody watches."""

    def isatty(self) -> bool:
        return True


def test_a_line_is_json_in_plain_letters(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(LogFormat.JSON)
    LOG.info("มีหนังสือ %s ฉบับ", 3, extra={"letter": 12})
    told = capsys.readouterr().err
    assert "มีหนังสือ 3 ฉบับ" in told
    line = json.loads(told)
    assert (line["level"], line["logger"], line["letter"]) == ("info", "tests.logs", 12)
    assert list(line)[:4] == ["time", "level", "event", "logger"]


def test_a_tick_that_finds_the_one_before_still_at_work_is_no_news(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(LogFormat.JSON)
    logging.getLogger("apscheduler.scheduler").warning("maximum number of running instances reached")
    assert capsys.readouterr().err == ""


def written(form: LogFormat) -> str:
    """The line for a record that pytest could not show itself, since half a letter stands in it."""
    configure_logs(form)
    return HANDLER.format(logging.makeLogRecord({"msg": EVIL, "levelname": "INFO", "name": "x", "path": EVIL}))


@pytest.mark.parametrize("form", [LogFormat.JSON, LogFormat.TEXT])
def test_nobody_writes_a_line_of_his_own(form: LogFormat) -> None:
    assert written(form).isprintable()


def test_json_gives_back_exactly_what_was_written() -> None:
    assert json.loads(written(LogFormat.JSON))["event"] == EVIL


def fail(words: str) -> None:
    try:
        raise ValueError(words)
    except ValueError:
        LOG.exception("it failed")


def test_a_traceback_is_a_field_of_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(LogFormat.JSON)
    fail("bad")
    line = json.loads(capsys.readouterr().err)
    assert line["event"] == "it failed"
    assert line["exception"].endswith("ValueError: bad")


def test_in_words_a_traceback_stands_indented_so_that_nothing_in_it_passes_for_a_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs(LogFormat.TEXT)
    fail("bad\n2026 [error] forged\x1b[31m")
    told = capsys.readouterr().err.splitlines()
    assert all(line.startswith("    ") for line in told[1:])
    assert r"\u001b" in told[-1]


def test_a_terminal_gets_words_and_a_file_gets_json(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, file = Terminal(), io.StringIO()
    for where in (terminal, file):
        monkeypatch.setattr(sys, "stderr", where)
        configure_logs(LogFormat.AUTO)
        LOG.info("said")
    assert json.loads(file.getvalue())["event"] == "said"
    assert terminal.getvalue().startswith("\x1b")


def test_configuring_twice_writes_each_line_once(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(3):
        configure_logs(LogFormat.JSON)
    LOG.info("once")
    assert len(capsys.readouterr().err.splitlines()) == 1
    HANDLER.stream = io.StringIO()  # whatever a library sets: it stays standard error
    assert HANDLER.stream is sys.stderr


def test_the_web_servers_own_lines_take_the_same_form(capsys: pytest.CaptureFixture[str]) -> None:
    theirs = logging.getLogger("_granian")
    theirs.propagate = False
    theirs.addHandler(logging.StreamHandler())
    configure_logs(LogFormat.JSON)
    theirs.error("port taken")
    assert json.loads(capsys.readouterr().err)["logger"] == "_granian"


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("not an address: 'sira@oag.example'", "not an address: '…@oag.example'"),
        ("postgresql://samai:pass@db.example/samai", "postgresql://samai:…@db.example/samai"),
        ("GET /r/abc.def-12 HTTP/1.1", "GET /r/… HTTP/1.1"),
        ("https://samai.example/feeds/abc.ics?x=1", "https://samai.example/feeds/…?x=1"),
        ("/sign-in/link/abc", "/sign-in/link/…"),
        ("at 10:00 @ Vienna", "at 10:00 @ Vienna"),
        ("/release/3", "/release/3"),
    ],
)
def test_mailboxes_and_tokens_are_left_out(words: str, left: str) -> None:
    assert masked(words) == left


def test_plain_words_stay_as_they_are() -> None:
    assert escaped("คณะผู้แทน × 3") == "คณะผู้แทน × 3"


@pytest.mark.parametrize(
    ("form", "kind", "is_json"),
    [("json", "ValueError", True), ("text", "ValueError", False), ("json", "KeyboardInterrupt", False)],
)
def test_what_ends_a_process_is_a_line_of_its_log_too(form: str, kind: str, is_json: bool) -> None:
    program = f"from vocabulary.logs import *\nconfigure_logs(LogFormat('{form}'))\nraise {kind}('the end')"
    root = Path(__file__).parent.parent.parent
    ran = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    if is_json:
        line = json.loads(ran.stderr)
        assert (line["level"], line["event"]) == ("critical", "the process ended")
        assert "the end" in line["exception"]
    else:
        assert ran.stderr.startswith("Traceback")
    assert ran.returncode != 0
