"""One browser for all, and the real application behind a real port."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests.browser.support import Reader, looking
from vocabulary.settings import Settings


@dataclass(frozen=True, slots=True)
class LiveServer:
    """The application where a browser finds it."""

    url: str
    app: Flask


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """A free port of the loopback, held from the start so that links can name it."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        yield door


@pytest.fixture
def settings(settings: Settings, listener: socket.socket) -> Settings:
    """The same, with links that lead to the live server."""
    return settings.model_copy(update={"base_url": f"http://127.0.0.1:{listener.getsockname()[1]}"})


@pytest.fixture
def live_server(app: Flask, listener: socket.socket) -> Iterator[LiveServer]:
    """The application answering a browser while the test runs."""
    host, port = listener.getsockname()
    server = make_server(host, port, app, threaded=True, fd=listener.fileno())
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    serving.start()
    yield LiveServer(f"http://{host}:{port}", app)
    server.shutdown()
    serving.join()
    server.server_close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page of one's own at a desk, in English; the test fails where the browser complains."""
    with looking(chromium, Reader()) as (page, complaints):
        yield page
    assert complaints.lines == []
