"""What every injection stands on: how large it is to be, and what is written down of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.reliability.oracle import Ledger
from tests.reliability.sinks import SinkLog
from tests.reliability.trials import Trial
from vocabulary.settings import Settings

SEEDS = (1, 2, 3)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes a seed or a case runs for few of them in the smoke, and for each of them in full."""
    is_full = metafunc.config.getoption("--full")
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", SEEDS if is_full else SEEDS[:1])
    if "case" in metafunc.fixturenames:
        cases = metafunc.module.FULL_CASES if is_full else metafunc.module.SMOKE_CASES
        metafunc.parametrize("case", cases, ids=[case.told for case in cases])


@pytest.fixture
def full(pytestconfig: pytest.Config) -> bool:
    """Whether everything is injected as often as the plan says, or only so often that `make check` can wait for it."""
    return bool(pytestconfig.getoption("--full"))


@pytest.fixture
def trial(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Trial:
    """What is written down of this test."""
    return Trial(request.module.FAULT, record_property)


@pytest.fixture
def sink_log(tmp_path: Path) -> SinkLog:
    """The mail server's disk."""
    return SinkLog(tmp_path / "sink.jsonl")


@pytest.fixture
def ledger(app: Flask, settings: Settings) -> Ledger:
    """The database of the test's own installation."""
    return Ledger(settings)
