"""What was injected and what came of it, as a table at the end of the run."""

from collections.abc import Iterator

import pytest

from tests.reliability.trials import INVARIANTS, PROPERTY, Row

HEAD = ("fault", "injected", "result", "invariants", "seconds")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table where any fault was injected."""
    rows = [*rows_of(terminalreporter)]
    if not rows:
        return
    lines = [HEAD, *((row.fault, row.injected, row.result, row.held, f"{row.seconds:.1f}") for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    terminalreporter.section("reliability")
    for line in lines:
        terminalreporter.write_line("  ".join(f"{word:<{width}}" for word, width in zip(line, widths, strict=True)))
    terminalreporter.write_line("")
    for name, promise in INVARIANTS.items():
        terminalreporter.write_line(f"{name:>3}  {promise}")


def rows_of(terminalreporter: pytest.TerminalReporter) -> Iterator[Row]:
    """The lines of what has ended well, in the order of the faults, and of what has not."""
    rows = [
        Row(*told)
        for report in reports(terminalreporter, "passed")
        for name, told in report.user_properties
        if name == PROPERTY and isinstance(told, list)
    ]
    rows += [
        Row(report.location[2], "", "FAILED", held="", seconds=round(report.duration, 1))
        for report in reports(terminalreporter, "failed")
        if "tests/reliability/test_" in report.nodeid
    ]
    yield from sorted(rows, key=lambda row: int(row.fault[1:].split()[0]) if row.fault.startswith("F") else 99)


def reports(terminalreporter: pytest.TerminalReporter, outcome: str) -> Iterator[pytest.TestReport]:
    """The reports of the tests themselves, as they ended."""
    for report in terminalreporter.stats.get(outcome, []):
        if isinstance(report, pytest.TestReport) and report.when == "call":
            yield report
