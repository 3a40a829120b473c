"""The service's figures in the words of Prometheus, asked of the database at each scrape: right with any number of
processes, since none of them counts for itself.
"""

import shutil
from collections.abc import Iterator
from datetime import datetime
from math import inf
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from scheduler.queries.operation import Figures


class FiguresCollector(Collector):
    """One scrape's figures."""

    def __init__(self, figures: Figures, *, wall: datetime, folder: Path) -> None:
        self.figures, self.wall, self.folder = figures, wall, folder

    def collect(self) -> Iterator[Metric]:
        """Every metric, each with what it means; what has never happened is infinitely long ago."""
        yield from self.of_mail()
        yield from self.of_work()
        yield gauge("samai_answers_last_hour", "Answers recorded in the last hour.", self.figures.answers_in_an_hour)
        yield gauge("samai_database_bytes", "Size of the database.", self.figures.database_bytes)
        free = shutil.disk_usage(self.folder).free
        yield gauge("samai_disk_free_bytes", "Room left on the disk of the instance's folder.", free)

    def of_mail(self) -> Iterator[Metric]:
        """Whether letters leave."""
        figures, oldest = self.figures, self.figures.oldest_unsent
        waited = 0.0 if oldest is None else self.age(oldest)
        yield gauge("samai_oldest_unsent_seconds", "Age of the oldest letter that is due and has not left.", waited)
        letters = GaugeMetricFamily("samai_letters", "Letters by the state in which they stand.", labels=["state"])
        for state, count in figures.letters.items():
            letters.add_metric([state.value], count)
        yield letters
        yield gauge(
            "samai_letters_failed_last_day", "Letters refused or returned in the last day.", figures.failed_in_a_day
        )
        yield gauge("samai_drafts_waiting", "Meetings whose letters nobody has released yet.", figures.drafts)
        reminders = GaugeMetricFamily("samai_reminders", "Reminders by what became of them.", labels=["state"])
        for fate, count in figures.reminders.items():
            reminders.add_metric([fate.value], count)
        yield reminders
        yield gauge(
            "samai_reminders_overdue",
            "Reminders overdue by more than a week: the clock may be wrong.",
            figures.overdue_reminders,
        )
        yield gauge("samai_mail_held", "1 while an operator holds all mail back.", int(figures.is_held))
        silent = 0.0 if figures.silent_since is None else self.age(figures.silent_since)
        yield gauge("samai_mail_server_silent_seconds", "Time since the mail server stopped answering.", silent)

    def of_work(self) -> Iterator[Metric]:
        """Whether workers live and backups are made."""
        last = self.figures.beats[0].beat_at if self.figures.beats else None
        yield gauge("samai_last_tick_seconds", "Time since any worker gave a sign of life.", self.age(last))
        ticks = GaugeMetricFamily(
            "samai_worker_tick_seconds", "Time since this worker gave a sign of life, for a day.", labels=["worker"]
        )
        for beat in self.figures.beats:
            ticks.add_metric([beat.name], self.age(beat.beat_at))
        yield ticks
        backup = self.figures.last_backup
        yield gauge("samai_last_backup_seconds", "Time since the last backup was finished.", self.age(backup))

    def age(self, instant: datetime | None) -> float:
        """How long ago this was; never less than nothing, whatever the clocks of two machines say."""
        return inf if instant is None else max(0.0, (self.wall - instant).total_seconds())


def gauge(name: str, meaning: str, value: float) -> Metric:  # noqa: PLR0917 - as Prometheus writes them
    """One figure without labels."""
    family = GaugeMetricFamily(name, meaning)
    family.add_metric([], value)
    return family


def exposition(figures: Figures, *, wall: datetime, folder: Path) -> bytes:
    """The text that Prometheus reads."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(FiguresCollector(figures, wall=wall, folder=folder))
    return generate_latest(registry)
