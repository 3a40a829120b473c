"""What the service's own processes are told: an installation, a mail server, and nothing of the tests' measuring."""

import os
from collections.abc import Mapping

from vocabulary.settings import Settings

LEASE_SECONDS = 1
MEASURING = ("COVERAGE_", "COV_CORE_", "PYTEST_")


def surroundings(settings: Settings, *, mail_port: int = 0, **others: object) -> dict[str, str]:
    """The environment of a process on this installation; `others` are settings by their names.

    Processes that are killed leave no measure of themselves, and being measured would slow them down.
    """
    wished: dict[str, object] = {"instance": settings.instance, "lease_seconds": LEASE_SECONDS, "undo_seconds": 0}
    if settings.database_url:
        wished["database_url"] = settings.database_url
    if mail_port:
        wished |= {"mail_host": "127.0.0.1", "mail_port": mail_port, "mail_tls": "none"}
    return unmeasured() | {f"SAMAI_{name.upper()}": str(value) for name, value in (wished | others).items()}


def unmeasured(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """This process's environment without what makes a child measure itself."""
    return {name: value for name, value in environment.items() if not name.startswith(MEASURING)}
