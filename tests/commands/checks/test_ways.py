"""The ways in and out of an installation."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from commands.checks import ways
from commands.checks.finding import Finding, Installed, Standing
from mail.smtp import Tls
from tests.commands.checks.conftest import WALL
from tests.mail.test_trial import certificate, serving
from tests.sink import Orders, accepted, sink

SECOND = timedelta(seconds=1)


def changed(installed: Installed, **settings: Any) -> Installed:
    return replace(installed, settings=installed.settings.model_copy(update=settings))


def asked(app: Flask, installed: Installed, port: int) -> Finding:
    state = app.extensions["mail"]
    state.server, state.port, state.route = "127.0.0.1", port, replace(state.route, tls=Tls.NONE)
    return ways.mail_server(changed(installed, mail_host="127.0.0.1", mail_port=port))


def test_a_mail_server_that_takes_letters_is_well_and_gets_none(
    app: Flask, installed: Installed, tmp_path: Path
) -> None:
    with sink(tmp_path / "log") as port:
        finding = asked(app, installed, port)
    assert finding.standing is Standing.OK
    assert finding.seen.endswith("takes letters from samai@mfa.example (250 2.1.0 sender ok)")
    assert accepted(tmp_path / "log") == []


def test_a_mail_server_that_is_not_there_is_a_fault_with_a_way_out(app: Flask, installed: Installed) -> None:
    finding = asked(app, installed, 1)
    assert finding.standing is Standing.FAULT
    assert finding.seen.startswith("127.0.0.1:1: connection refused (")
    assert finding.fix.startswith("Nothing listens there")


def test_a_mail_server_that_is_busy_is_a_warning(app: Flask, installed: Installed, tmp_path: Path) -> None:
    with sink(tmp_path / "log", Orders(patience=-1)) as port:
        assert asked(app, installed, port).standing is Standing.WARNING


def test_without_a_mail_server_letters_reach_nobody(installed: Installed) -> None:
    assert ways.mail_server(installed).standing is Standing.OK
    public = changed(installed, base_url="https://samai.mfa.go.th")
    assert ways.mail_server(public).fix == "Set mail_host"


@contextmanager
def answering(code: int, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """A web server that answers everything with this code, and its port."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(code)
            self.end_headers()

        def log_message(self, *_words: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        server.handle_error = lambda *_words: None  # type: ignore[method-assign]
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("code", "standing", "words"),
    [
        (200, "ok", ""),
        (502, "fault", "The proxy does not reach the service"),
        (503, "fault", "does not reach its database"),
        (404, "fault", "Another service answers there"),
    ],
)
def test_the_service_is_asked_at_its_own_address(installed: Installed, code: int, standing: str, words: str) -> None:
    with answering(code) as port:
        finding = ways.web(changed(installed, base_url=f"http://127.0.0.1:{port}"))
    assert finding.standing.value == standing
    assert words in finding.fix
    assert finding.seen.endswith(f"/healthz answers {code}")


def test_nobody_at_the_address_is_a_warning_since_the_way_may_be_closed_from_here_only(installed: Installed) -> None:
    finding = ways.web(changed(installed, base_url="http://127.0.0.1:1"))
    assert (finding.standing, "Connection refused" in finding.seen) == (Standing.WARNING, True)


def test_a_certificate_that_nobody_vouches_for_is_a_fault(installed: Installed, tmp_path: Path) -> None:
    with answering(200, serving(certificate(tmp_path, "IP:127.0.0.1"))) as port:
        finding = ways.web(changed(installed, base_url=f"https://127.0.0.1:{port}"))
    assert finding.fix.startswith("Renew the proxy's certificate")


@pytest.mark.parametrize(
    ("latest", "servers", "kept", "standing"),
    [
        (None, None, True, "ok"),
        (WALL, WALL + 4 * SECOND, True, "ok"),
        (WALL + 6 * SECOND, None, True, "fault"),
        (None, WALL - 6 * SECOND, True, "fault"),
        (None, None, False, "warning"),
    ],
)
def test_a_clock_is_wrong_behind_what_was_written_down(
    latest: datetime | None, servers: datetime | None, kept: bool, standing: str
) -> None:
    assert ways.clock_at(WALL, latest=latest, servers=servers, is_kept=kept).standing.value == standing


def test_the_clock_of_the_tests_is_asked(installed: Installed) -> None:
    assert ways.clock(installed).check == "clock"
