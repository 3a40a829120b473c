"""What every test stands on: closed sockets, compiled wording, golden files and an application of its own."""

import gc
import ipaddress
import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from tests.databases import KINDS, Database, blank_database, blank_template, cluster, database
from tests.fixtures import Browser, letter, letter_database, letter_template, numbers, people, sign_in
from tests.memory_disk import keep_files_in_memory
from tests.mortal import mortal
from tests.reliability.table import pytest_terminal_summary
from tests.remembering import memory
from tests.routes import remember_routes
from vocabulary.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser as Chromium

# A rule is right or wrong however long it takes: a slow machine is no counter-example.
hypothesis.settings.register_profile("samai", deadline=None)
hypothesis.settings.load_profile("samai")

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"

LONG = ("journeys", "migrations", "browser", "reliability")
"""Folders whose tests take long."""

MEASURE = "COVERAGE_PROCESS_CONFIG"
"""By which coverage tells the processes that a test starts to measure themselves."""

OWED = ("scheduler", "ics", "mail", "vocabulary")
"""Rooms that remember what they have worked out, and owe a test for every branch of it."""

REMEMBERING = type(cache(len))

Golden = Callable[[str, bytes], None]

__all__ = [
    "blank_database",
    "blank_template",
    "cluster",
    "database",
    "letter",
    "letter_database",
    "letter_template",
    "memory",
    "mortal",
    "numbers",
    "people",
    "pytest_terminal_summary",
    "sign_in",
]

# Whoever runs the tests may work on a database that is no test's business.
for address in ("SAMAI_DATABASE_URL", "DATABASE_URL"):
    os.environ.pop(address, None)

keep_files_in_memory()
remember_routes()

# A process that has all tests and the service in it is large, and each look for what is left over goes through all of
# it: as often as Python has it, that takes a sixth of the time.
gc.set_threshold(100_000, 20, 50)


class ClosedSocketError(RuntimeError):
    """A test reached for another machine; not an `OSError`, so that nothing mistakes it for a bad line."""


def is_loopback(host: object) -> bool:
    """Whether this host is the machine itself; no host at all means any of its own addresses."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


def keep_sockets_closed(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse every connection and every look-up that would leave the machine."""
    if event == "socket.getaddrinfo":
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        if not isinstance(address, tuple):
            return  # a Unix socket never leaves the machine
        host = address[0]
    else:
        return
    if not is_loopback(host):
        raise ClosedSocketError(f"a test reached for {host!r}: only the loopback is open")


sys.addaudithook(keep_sockets_closed)


def compile_wording() -> None:
    """Make the catalogues that gettext reads, where the wording is newer."""
    for source in ROOT.glob("translations/*/LC_MESSAGES/messages.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        part = target.with_suffix(".part")
        with source.open("rb") as wording, part.open("wb") as compiled:
            write_mo(compiled, read_po(wording, locale=source.parts[-3]))
        part.replace(target)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switches of `make golden` and `make reliability`."""
    parser.addoption("--write-golden", action="store_true", help="write golden files instead of comparing")
    parser.addoption("--full", action="store_true", help="inject every fault as often as the plan of reliability says")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the wording once, before any worker starts."""
    if not hasattr(config, "workerinput"):
        compile_wording()


def pytest_collection_finish() -> None:
    """What stands by now is never left over."""
    gc.freeze()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test marked for both databases runs on each, as far as it uses one at all."""
    if not metafunc.definition.get_closest_marker("both_databases"):
        return
    for fixture in ("database", "store"):
        if fixture in metafunc.fixturenames:
            metafunc.parametrize(fixture, KINDS, indirect=True, scope="module" if fixture == "store" else "function")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep all browser tests beside one browser; when golden files are written, run only the tests that own some."""
    for item in items:
        if item.path.is_relative_to(ROOT / "tests" / "browser"):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
        if item.get_closest_marker("slow") or item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.no_cover)
    leave_out_what_is_tried_anyway(config, items)
    long = {item.path for item in items if item.get_closest_marker("slow") or item.path.parent.name in LONG}
    items.sort(key=lambda item: item.path not in long)  # so that no long one is left to one worker at the end
    if config.getoption("--write-golden"):
        items[:] = [item for item in items if "golden" in getattr(item, "fixturenames", ())]


def leave_out_what_is_tried_anyway(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Of a test with a brief and a slow form run the slow one alone, unless somebody chose among them."""
    if config.getoption("markexpr") or config.getoption("keyword"):
        return
    slow = {item.nodeid.partition("[")[0] for item in items if item.get_closest_marker("slow")}
    brief = {item for item in items if item.get_closest_marker("brief") and item.nodeid.partition("[")[0] in slow}
    items[:] = [item for item in items if item not in brief]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """A test that owes no coverage is prepared without measure too, and so is every process that it starts."""
    if not item.get_closest_marker("no_cover"):
        return (yield)
    measure, plugin = os.environ.pop(MEASURE, None), item.config.pluginmanager.getplugin("_cov")
    control = plugin and plugin.cov_controller
    if control:
        control.pause()
    try:
        return (yield)
    finally:
        if control and not control.started:
            control.resume()
        if measure is not None:
            os.environ[MEASURE] = measure
            if nextitem is not None and not nextitem.get_closest_marker("no_cover"):
                forget()


def forget() -> None:
    """What was worked out while nothing was measured is worked out again, where it may be."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in OWED:
            for value in [one for one in vars(module).values() if isinstance(one, REMEMBERING)]:
                value.cache_clear()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare bytes with a file below `tests/golden/`, or write it where `make golden` asks."""

    def compare(name: str, made: bytes) -> None:
        path = GOLDEN / name
        if request.config.getoption("--write-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
            return
        assert path.exists(), f"tests/golden/{name} is missing: `make golden` writes it, review reads it"
        kept = path.read_bytes()
        assert made.decode().splitlines() == kept.decode().splitlines()
        assert made == kept, f"tests/golden/{name} differs only in its line ends"

    return compare


class Compiled(BytecodeCache):
    """Every template compiled once for all tests of a process, each of which has an application of its own."""

    def __init__(self) -> None:
        self.templates: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was compiled for an earlier test."""
        if bucket.key in self.templates:
            bucket.bytecode_from_string(self.templates[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for the next."""
        self.templates[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


@pytest.fixture
def settings(database: Database) -> Settings:
    """Settings of an installation of its own, with empty tables and no mail server."""
    return Settings(instance=database.instance, database_url=database.url, testing=True)


def make_app(settings: Settings) -> Flask:
    """The real application, imported late so that tests of pure rooms need not load it."""
    from app import create_app

    application = create_app(settings)
    application.jinja_env.bytecode_cache = COMPILED
    return application


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The real application on a database of its own, inside its context."""
    from models.database import db

    application = make_app(settings)
    application.test_client_class = Browser
    with application.app_context():
        yield application
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Somebody at a browser who has not signed in."""
    return app.test_client()


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Chromium]":
    """Debian's browser, started once for all tests that look at pages."""
    from playwright.sync_api import sync_playwright

    from tests.browser.support import FLAGS

    program = shutil.which("chromium")
    assert program, "the browser is missing: `make test` installs it, or says how"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()
