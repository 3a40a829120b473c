"""The calendars by which the journeys judge us are none of ours."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ics import calendars, libical, readers
from tests.journeys import mailbox

LIBRARIES = {"icalendar", "pytest"}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("reader", [mailbox, calendars, libical, readers])
def test_a_simulated_calendar_imports_nothing_of_ours(reader: object) -> None:
    path = Path(str(vars(reader)["__file__"]))
    strangers = {name.partition(".")[0] for name in imported(path)} - sys.stdlib_module_names - LIBRARIES
    ours = {name for name in imported(path) if name.startswith("tests.")}
    assert strangers <= {"tests"}
    assert all(one.startswith("tests.ics.") for one in ours), "a reader beside it, which is tried by itself"
