"""Waiting for what must come: never for a time, and never for ever."""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 180.0
"""Generous: it ends a test that hangs, and measures nothing."""


def wait_until(done: Callable[[], bool], what: str, *, every: float = 0.02, patience: float = PATIENCE_SECONDS) -> None:
    """Wait until something is so; the test fails with `what` it waited for."""
    end = time.monotonic() + patience
    while not done():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(every)
