"""The way to the mail server as senders and officers ask of it."""

from datetime import UTC, datetime

from flask import Flask

from models.installation import MailWay
from scheduler.queries.mail_way import about_mail_server, mail_trouble, mail_way
from scheduler.rules.mail_way import ENOUGH, Way
from scheduler.rules.waiting import WaitingKind
from tests.models.refusing import write

WALL = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_nothing_was_ever_written_down_of_a_way_that_was_never_in_trouble(app: Flask) -> None:
    assert (mail_way(), mail_trouble()) == (Way(), None)


def test_two_letters_that_nobody_answered_are_no_trouble_yet(app: Flask) -> None:
    row = MailWay(id=1, failures=ENOUGH - 1, failing_since=WALL, words="timed out")
    write(row)
    assert mail_way() == Way(ENOUGH - 1, WALL, "timed out")
    assert mail_trouble() is None


def test_three_are(app: Flask) -> None:
    write(MailWay(id=1, failures=ENOUGH, failing_since=WALL, words="timed out", rests_until=WALL))
    assert mail_trouble() == Way(ENOUGH, WALL, "timed out", WALL)


def test_an_officer_is_told_since_when_by_the_capitals_clock_and_what_it_said(app: Flask) -> None:
    assert list(about_mail_server("Asia/Bangkok")) == []
    write(MailWay(id=1, failures=ENOUGH, failing_since=WALL, words="timed out", rests_until=WALL))
    [one] = about_mail_server("Asia/Bangkok")
    assert one.kind is WaitingKind.SILENT_SERVER
    assert (one.values["clock"], one.values["words"]) == ("16:00", "timed out")
