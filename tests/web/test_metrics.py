"""The service's figures in the words of Prometheus."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import inf
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from scheduler.queries.health import Beat
from scheduler.queries.operation import Figures
from vocabulary.reminders import ReminderState
from vocabulary.states import MailState
from web.metrics import exposition

WALL = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
NEW = Figures(
    letters=dict.fromkeys(MailState, 0),
    oldest_unsent=None,
    failed_in_a_day=0,
    drafts=0,
    answers_in_an_hour=0,
    beats=(),
    last_backup=None,
    is_held=False,
    reminders={ReminderState.MISSED: 2},
    overdue_reminders=3,
    silent_since=None,
    database_bytes=4096,
)


def read(figures: Figures, folder: Path) -> dict[str, float]:
    """Every sample, by its name and labels, as a monitoring server reads it."""
    text = exposition(figures, wall=WALL, folder=folder).decode()
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {" ".join([sample.name, *sample.labels.values()]): sample.value for sample in samples}


def ago(seconds: float) -> datetime:
    return WALL - timedelta(seconds=seconds)


def test_what_has_never_happened_is_infinitely_long_ago_and_a_letter_that_does_not_wait_has_no_age(
    tmp_path: Path,
) -> None:
    samples = read(NEW, tmp_path)
    assert (samples["samai_last_tick_seconds"], samples["samai_last_backup_seconds"]) == (inf, inf)
    assert samples["samai_oldest_unsent_seconds"] == 0
    assert (samples["samai_reminders missed"], samples["samai_reminders_overdue"]) == (2, 3)
    assert samples["samai_mail_held"] == samples["samai_mail_server_silent_seconds"] == 0
    assert samples["samai_disk_free_bytes"] > 0
    assert samples["samai_database_bytes"] == 4096


def test_every_figure_is_told(tmp_path: Path) -> None:
    busy = replace(
        NEW,
        letters={**NEW.letters, MailState.QUEUED: 7, MailState.REFUSED: 2},
        oldest_unsent=ago(90),
        failed_in_a_day=2,
        drafts=3,
        answers_in_an_hour=11,
        beats=(Beat("one", ago(100), ago(4)), Beat("two", ago(100), ago(40))),
        last_backup=ago(600),
        is_held=True,
        silent_since=ago(1200),
    )
    samples = read(busy, tmp_path)
    assert samples["samai_oldest_unsent_seconds"] == 90
    assert (samples["samai_letters queued"], samples["samai_letters refused"], samples["samai_letters sent"]) == (
        7,
        2,
        0,
    )
    assert samples["samai_letters_failed_last_day"] == 2
    assert (samples["samai_drafts_waiting"], samples["samai_answers_last_hour"]) == (3, 11)
    assert samples["samai_mail_server_silent_seconds"] == 1200
    assert samples["samai_last_tick_seconds"] == 4
    assert (samples["samai_worker_tick_seconds one"], samples["samai_worker_tick_seconds two"]) == (4, 40)
    assert (samples["samai_last_backup_seconds"], samples["samai_mail_held"]) == (600, 1)


def test_a_clock_that_runs_ahead_makes_no_negative_age(tmp_path: Path) -> None:
    assert read(replace(NEW, last_backup=ago(-30)), tmp_path)["samai_last_backup_seconds"] == 0
