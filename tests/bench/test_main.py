"""A whole run, as small as it can be; what it measured is nobody's business here."""

import pytest

from bench.__main__ import measured
from bench.timing import table
from bench.world import QUICK

LINES = (
    "book 24 and release",
    "render 24 invitations",
    "send 24: beside bare smtplib",
    "send 24: beside one by one",
    "move 24 and release, durable",
    "move 24 until sent: one by one",
    "send 24 to smtp-sink: bare smtplib",
    "relay: 3 connections",
    "poll, 3 meetings",
    "poll, 12 meetings",
    "poll, 12 beside 3",
    "whole, 3 meetings",
    "whole, 12 meetings",
    "body, 12, one changed",
    "body, 12, new process",
    "overview 6 x 2",
    "matrix 6 x 2",
    "preview 1 sessions",
    "preview 10 beside 1 sessions",
    "remind 24: a job each",
    "claim 2 due rows",
    "look over 120 planned",
    "receive 24 answers, durable",
)


@pytest.mark.slow
def test_a_run_measures_everything_and_says_how_many_commits_and_queries_it_took() -> None:
    head, *rows = table(measured(QUICK))
    assert head.split()[:2] == ["what", "ours"]
    assert [row.startswith(name) for name, row in zip(LINES, rows, strict=True)] == [True] * len(LINES)
    assert "2 commits (booking, release) beside 25" in rows[0]
    assert "3 moulds" in rows[1]
    assert "1 meetings follow, 9 letters" in rows[-6]
    assert all("1 query" in row for row in rows if row.startswith("poll, 3"))
    assert "500 of 500 fuzzed ones read as icalendar does" in rows[-1]
