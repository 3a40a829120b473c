"""What was injected and what came of it, as a table at the end of the run."""

from collections.abc import Iterator

import pytest

from tests.reliability.trials import INVARIANTS, PROPERTY, Row

HEAD = ("fault", "injected", "lost", "twice", "verdict", "what else was seen", "invariants", "seconds")
NUMBERS = ("lost", "twice", "seconds")
NEVER = "lost is what was promised and never came; twice is what came again, byte for byte the same"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table where any fault was injected."""
    rows = [*rows_of(terminalreporter)]
    if not rows:
        return
    lines = [HEAD, *map(words_of, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    ways = [">" if name in NUMBERS else "<" for name in HEAD]
    terminalreporter.section("reliability")
    for line in lines:
        cells = zip(line, ways, widths, strict=True)
        terminalreporter.write_line("  ".join(f"{word:{way}{width}}" for word, way, width in cells).rstrip())
    terminalreporter.write_line(f"\n     {NEVER}")
    for name, promise in INVARIANTS.items():
        terminalreporter.write_line(f"{name:>3}  {promise}")


def words_of(row: Row) -> tuple[str, ...]:
    """One line of the table, cell by cell."""
    return row.fault, row.injected, row.lost, row.twice, row.verdict, row.told, row.held, f"{row.seconds:.1f}"


def rows_of(terminalreporter: pytest.TerminalReporter) -> Iterator[Row]:
    """The lines of what has ended well, in the order of the faults, and of what has not."""
    rows = [
        Row(*told)
        for report in reports(terminalreporter, "passed")
        for name, told in report.user_properties
        if name == PROPERTY and isinstance(told, list)
    ]
    rows += [
        Row(report.location[2], "", "?", "?", "", held="", seconds=round(report.duration, 1), verdict="FAILED")
        for report in reports(terminalreporter, "failed")
        if "tests/reliability/test_" in report.nodeid
    ]
    yield from sorted(rows, key=lambda row: int(row.fault[1:].split()[0]) if row.fault.startswith("F") else 99)


def reports(terminalreporter: pytest.TerminalReporter, outcome: str) -> Iterator[pytest.TestReport]:
    """The reports of the tests themselves, as they ended."""
    for report in terminalreporter.stats.get(outcome, []):
        if isinstance(report, pytest.TestReport) and report.when == "call":
            yield report
